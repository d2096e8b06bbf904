internal import Estimators
internal import InformationCapacity
public import Summaries

/// A reference that candidates are to be useful for: a little of it to adapt to, the rest to be scored.
///
/// Transfer T is what n bytes of a candidate save of the reference's loss: the loss after the adaptation alone, minus the
/// loss after the candidate and the same adaptation. Each document of the reference is scored with adaptation inside
/// it and then forgotten.
public struct RankTarget: Sendable {
    /// The most bytes of the reference that a learner adapts to.
    public static let adaptationLimit = 64 << 10

    /// The target's name in the report.
    public let name: String

    let text: SampleText
    let split: HeldOutSplit

    /// How many bytes a learner adapts to.
    let adaptationBytes: Int

    /// Takes a summary of text; near duplicates of a scored document are not adapted to.
    public init(name: String, summary: Summary) {
        self.name = name
        let text = SampleText(summary.sample)
        let split = HeldOutSplit(text)
        self.text = text
        self.split = split
        let available = split.training.reduce(0) { $0 + text.length(of: $1) }
        adaptationBytes = min(Self.adaptationLimit, available, max(0, text.bytes.count / 4))
    }

    /// Whether there is a document to be scored.
    var isUsable: Bool { !split.heldOut.isEmpty }

    /// Hashes of the scored documents, for resampling.
    var keys: [UInt64] { split.heldOut.map { text.hashes[$0].low } }

    /// The length of each scored document's excerpt.
    var scoredBytes: [UInt64] { split.heldOut.map { UInt64(excerpt(of: $0).count) } }

    private func excerpt(of document: Int) -> Range<Int> {
        let start = text.bounds[document]
        return start..<start + min(text.length(of: document), HeldOutSplit.excerptLength)
    }

    /// Adapts a learner to the reference, and scores the held-out documents.
    ///
    /// - Parameter number: The order of the reference's documents in the adaptation.
    /// - Returns: The code length of each document.
    func scores(after predictor: consuming BytePredictor, order number: UInt64) -> [Bits] {
        var rest = adaptationBytes
        for document in TrainingOrder(text, split, number: number, mostBytes: adaptationBytes).documents where rest > 0
        {
            let start = text.bounds[document]
            let count = min(rest, text.length(of: document))
            predictor.learn(text.bytes.span.extracting(start..<start + count))
            rest -= count
        }
        return split.heldOut.map { predictor.score(text.bytes.span.extracting(excerpt(of: $0))) }
    }

    /// How many of the sampled documents are in a candidate's sample, too.
    func documents(in candidate: RankCandidate) -> Int {
        let hashes = Set(candidate.text.hashes)
        return text.hashes.count { hashes.contains($0) }
    }
}
