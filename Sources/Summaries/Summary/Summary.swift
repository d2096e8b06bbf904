public import Diagnostics

/// What the stream pass keeps of a corpus: bounded in size, and mergeable.
///
/// Summaries of disjoint parts merge into the summary of their union. The merge is associative and commutative, and any
/// cut of a corpus into parts, merged in any order, gives equal `canonicalBytes`. All content is integers.
public struct Summary: Sendable, Equatable {
    /// What the content depends on besides the input.
    public let parameters: SummaryParameters

    /// Plain sums.
    public internal(set) var counts = SummaryCounts()

    /// How often each byte value occurs.
    public internal(set) var byteHistogram = ByteHistogram()

    /// Element i counts documents whose byte length needs i binary digits: 0, 1, 2–3, 4–7, …; always 65 elements.
    public internal(set) var lengthHistogram = [UInt64](repeating: 0, count: 65)

    /// How often each token id occurs; empty without a tokenizer.
    public internal(set) var tokenHistogram: [UInt64]

    /// Whole documents with the lowest content hashes.
    public internal(set) var sample: DocumentSample

    /// Exact counts of distinct documents below a hash threshold.
    public internal(set) var documentSketch: ThresholdSketch

    /// Exact counts of distinct lines below a hash threshold.
    public internal(set) var lineSketch: ThresholdSketch

    /// Distinct documents by the bands of their MinHash signatures, below a threshold.
    public internal(set) var nearDuplicateSketch: NearDuplicateSketch

    /// The number of errors by code.
    public internal(set) var errorCounts: [AssayError.Code: UInt64] = [:]

    /// Example errors of each code.
    public internal(set) var errorExamples: ExampleSketch

    /// What was read.
    public internal(set) var input = InputCounts()

    /// The formats of the files.
    public internal(set) var formats = FormatCounts()

    /// What was left out.
    public internal(set) var omissions = OmittedPaths()

    /// Which work units the summary is about; empty where it did not come from a plan.
    public internal(set) var coverage = Coverage()

    /// The line feeds of files that are not whole.
    var lineFeeds = LineFeedCounts()

    /// Creates the summary of nothing: the neutral element of `merge`.
    public init(parameters: SummaryParameters = SummaryParameters()) {
        self.parameters = parameters
        self.tokenHistogram = [UInt64](repeating: 0, count: parameters.tokenizer?.vocabularySize ?? 0)
        self.sample = DocumentSample(budget: parameters.sampleBytes)
        self.documentSketch = ThresholdSketch(capacity: parameters.documentKeys)
        self.lineSketch = ThresholdSketch(capacity: parameters.lineKeys)
        self.nearDuplicateSketch = NearDuplicateSketch(capacity: parameters.nearDuplicateDocuments)
        self.errorExamples = ExampleSketch(capacity: parameters.errorExamples)
    }

    /// The number of errors of all codes.
    public var errorCount: UInt64 { errorCounts.values.reduce(0, +) }

    /// Counts an error, or several of which it is one; its line is counted from the decoded offset `base` of its file.
    public mutating func record(_ error: AssayError, count: UInt64 = 1, base: UInt64 = 0) {
        errorCounts[error.code, default: 0] += count
        errorExamples.offer(error, base: base)
    }

    /// Counts the line feeds of a range of a file that is read in parts.
    mutating func recordLineFeeds(_ extent: LineFeedCounts.Extent, path: String, size: UInt64) {
        for shift in lineFeeds.add(extent, path: path, size: size) { errorExamples.apply(shift) }
    }
}
