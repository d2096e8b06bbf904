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

    /// The number of errors by code.
    public internal(set) var errorCounts: [AssayError.Code: UInt64] = [:]

    /// Example errors.
    public internal(set) var errorExamples: ExampleSketch

    /// Creates the summary of nothing: the neutral element of `merge`.
    public init(parameters: SummaryParameters = SummaryParameters()) {
        self.parameters = parameters
        self.tokenHistogram = [UInt64](repeating: 0, count: parameters.tokenizer?.vocabularySize ?? 0)
        self.sample = DocumentSample(budget: parameters.sampleBytes)
        self.documentSketch = ThresholdSketch(capacity: parameters.documentKeys)
        self.lineSketch = ThresholdSketch(capacity: parameters.lineKeys)
        self.errorExamples = ExampleSketch(capacity: parameters.errorExamples)
    }

    /// The number of errors of all codes.
    public var errorCount: UInt64 { errorCounts.values.reduce(0, +) }

    /// Counts an error, or several of which it is one; `unit` is the number within its file of the unit that met it.
    public mutating func record(_ error: AssayError, count: UInt64 = 1, unit: Int = 0) {
        errorCounts[error.code, default: 0] += count
        errorExamples.offer(error, unit: unit)
    }

    /// Turns the lines of example errors from lines of a unit into lines of the file.
    ///
    /// - Parameter linesBefore: The lines of a file before a unit of it, for the error's path and the unit's number.
    mutating func resolveLines(linesBefore: (String, Int) -> UInt64) {
        errorExamples.rewrite { example in
            guard let line = example.error.location.line, let path = example.error.location.path else { return }
            example.error.location.line = line + linesBefore(path, example.unit)
            example.unit = 0
        }
    }
}
