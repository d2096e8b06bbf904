internal import Estimators
internal import Summaries

/// The documents to learn from in one order, cut to a budget.
///
/// A document that occurs m times in a corpus that is wholly in the sample is learnt from m times: then the order is one of
/// the corpus itself. Where the corpus was sampled every document comes once.
struct TrainingOrder: Sendable {
    /// The documents' numbers in the sample, in the order of learning.
    let documents: [Int]

    /// Orders documents by hashes of their content and of the order's number.
    init(_ text: SampleText, _ split: HeldOutSplit, number: UInt64, mostBytes: Int) {
        self.init(text, of: split.training, number: number, mostBytes: mostBytes)
    }

    /// Orders some of the documents in the same way.
    init(_ text: SampleText, of training: [Int], number: UInt64, mostBytes: Int) {
        var copies: [(key: ContentHash, document: Int)] = []
        for document in training {
            let count = text.isComplete ? text.multiplicities[document] : 1
            var bytes = 0
            for copy in 0..<count {
                // More copies than the budget holds change nothing.
                if bytes > mostBytes { break }
                bytes += text.length(of: document)
                var key: [UInt8] = []
                for word in [number, copy, text.hashes[document].high, text.hashes[document].low] {
                    for shift in stride(from: UInt64(0), to: 64, by: 8) {
                        key.append(UInt8(truncatingIfNeeded: word >> shift))
                    }
                }
                copies.append((ContentHash(of: key), document))
            }
        }
        documents = copies.sorted { ($0.key, $0.document) < ($1.key, $1.document) }.map(\.document)
    }
}
