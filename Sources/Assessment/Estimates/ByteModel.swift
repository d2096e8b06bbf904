internal import Diagnostics
internal import Estimators
internal import InformationCapacity

/// A Kneser–Ney model of bytes: with what names the bytes that it has not seen, a code for every text.
struct ByteModel: Sendable {
    private let model: NGramModel

    /// Bytes of memory that training takes.
    static func memory(bytes: Int) -> Int { countingMemory(bytes: bytes) + 60 * bytes + (8 << 20) }

    /// A key of 24 bytes for each byte of text, and as much for sorting; beyond a limit in temporary files.
    private static func countingMemory(bytes: Int) -> Int { min(max(56 * bytes, 1 << 20), 320 << 20) }

    /// Trains on parts of a text, each of them a sentence.
    init(order: Int, text: SampleText, training: [Range<Int>]) throws(AssayError) {
        let bytes = training.reduce(0) { $0 + $1.count }
        var counter = NGramCounter(order: order, memory: Self.countingMemory(bytes: bytes))
        var ids: [UInt32] = []
        for part in training {
            ids.removeAll(keepingCapacity: true)
            for place in part { ids.append(UInt32(text.bytes[place])) }
            try counter.add(ids.span)
        }
        model = try NGramModel(counter)
    }

    /// What a document costs, its end included; unseen bytes without what names them.
    func score(_ document: Span<UInt8>) -> NGramScore { model.score(Self.ids(document).span) }

    /// What says which unseen bytes they are: all are equally likely.
    func naming(_ score: NGramScore) -> Bits {
        let unseen = 256 - model.vocabularySize
        return Bits(Double(score.unknownTokens) * PortableMath.log2(Double(max(unseen, 1))))
    }

    /// What each byte costs, and the end.
    func costs(_ document: Span<UInt8>) -> [Bits] { model.tokenCosts(Self.ids(document).span) }

    /// Whether the counts of an order gave no discounts.
    var looksArtificial: Bool { model.orders.contains(where: \.discounts.areFallback) }

    private static func ids(_ document: Span<UInt8>) -> [UInt32] {
        var ids: [UInt32] = []
        ids.reserveCapacity(document.count)
        for place in document.indices { ids.append(UInt32(document[place])) }
        return ids
    }
}
