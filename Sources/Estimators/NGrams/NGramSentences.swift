/// Sentences in a row as a model reads them, with the marks around each: the input of ``NGramScorer``.
public struct NGramSentences: Sendable {
    /// Ids of ``NGramID``, behind as many places before the first sentence as a history is long at most.
    var ids = [UInt32](repeating: NGramID.unknown, count: Self.padding)

    /// An n-gram's history reaches this far back; what stands there is in no n-gram.
    static let padding = NGramKey.maximumOrder - 1

    /// Creates an empty row.
    public init() {}

    /// How many tokens stand in it, the end of each sentence among them, the beginnings not.
    public internal(set) var tokens = 0

    /// How many sentences stand in it.
    public internal(set) var count = 0

    /// Removes all sentences and keeps the room that they took.
    public mutating func removeAll() {
        ids.removeLast(ids.count - Self.padding)
        (tokens, count) = (0, 0)
    }

    /// Adds a sentence of a caller's ids; any above 2³² − 4 is unknown.
    public mutating func append(_ sentence: Span<UInt32>) {
        ids.append(NGramID.beginning)
        for i in sentence.indices {
            let id = sentence[i]
            ids.append(id <= NGramID.maximum ? id + NGramID.first : NGramID.unknown)
        }
        ids.append(NGramID.end)
        tokens += sentence.count + 1
        count += 1
    }
}
