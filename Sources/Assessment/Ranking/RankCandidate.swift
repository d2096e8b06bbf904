internal import Estimators
internal import InformationCapacity
public import Summaries

/// What ranking keeps of a corpus's summary: its sample, divided, and the figures that come from counts.
public struct RankCandidate: Sendable {
    /// The candidate's name in the report.
    public let name: String

    /// Hashes of documents and lines, for overlap.
    public let sketches: OverlapSketches

    let text: SampleText
    let split: HeldOutSplit
    let documents: UInt64
    let bytes: UInt64
    let repetition: CorpusReport.Repetition
    let byteCounts: [UInt64]
    let orderZero: Rate<Bits, Byte>?
    let mixingPenalty: Double?
    let input: CorpusReport.Input
    let unreadableShare: Double
    let isDiscovered: Bool

    /// Takes what is needed of a summary of text.
    ///
    /// - Complexity: O(sample).
    public init(name: String, summary: Summary) {
        self.name = name
        sketches = OverlapSketches(name: name, summary: summary)
        text = SampleText(summary.sample)
        split = HeldOutSplit(text)
        documents = summary.counts.documents
        bytes = summary.counts.bytes
        repetition = RepetitionEstimates.all(summary)
        byteCounts = summary.byteHistogram.counts
        orderZero = SymbolCounts(byteCounts).flatMap { InitialLoss<Byte>.adaptiveOrderZero($0)?.rate }
        mixingPenalty = DiagnosticEstimates.mixingPenalty(text).figure?.value
        let assessment = CorpusAssessment(name: name, version: "", summary: summary)
        input = assessment.describeInput()
        unreadableShare = assessment.unreadableShare(coverage: input.coverage.value)
        isDiscovered = summary.input.undiscoverable == 0
    }

    /// The bytes of distinct documents that can be learnt from, when others are held out.
    public var uniqueBytesToLearn: Int { split.training.reduce(0) { $0 + text.length(of: $1) } }

    /// The bytes of distinct documents in the whole corpus, estimated where its sketch is full.
    var uniqueBytes: UInt64? { repetition.uniqueDocumentShare.map { UInt64($0.value * Double(bytes)) } }

    /// Hashes of documents, for resampling.
    func keys(_ documents: [Int]) -> [UInt64] { documents.map { text.hashes[$0].low } }
}
