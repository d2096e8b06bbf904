/// All that encoders of one byte-pair encoding share; immutable.
final class BytePairModel: Sendable {
    enum Merges: Sendable {
        case bytes(ByteMerges)
        case pairs(PairMerges)
    }

    let name: String
    let tokens: TokenTable
    let merges: Merges
    /// Whether a piece that is a token as a whole is that token, without merging.
    let takesWholePieces: Bool
    let splitter: Splitter
    let addedTokens: AddedTokens?
    let vocabularySize: Int

    init(
        name: String, tokens: TokenTable, merges: Merges, takesWholePieces: Bool, splitter: Splitter,
        addedTokens: AddedTokens?
    ) {
        self.name = name
        self.tokens = tokens
        self.merges = merges
        self.takesWholePieces = takesWholePieces
        self.splitter = splitter
        self.addedTokens = addedTokens
        vocabularySize = max(tokens.count, addedTokens?.vocabularySize ?? 0)
    }
}
