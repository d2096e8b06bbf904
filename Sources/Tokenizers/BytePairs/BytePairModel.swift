/// All that encoders of one byte-pair encoding share; immutable.
final class BytePairModel: Sendable {
    enum Merges: Sendable {
        case bytes
        case pairs(PairTable)
    }

    let name: String
    let tokens: TokenTable
    let merges: Merges
    /// Whether a piece that is a token as a whole is that token, without merging.
    let takesWholePieces: Bool
    let splitter: Splitter
    let addedTokens: AddedTokens?
    /// The id of every single byte.
    let byteIDs: [UInt32]
    let vocabularySize: Int

    init(
        name: String, tokens: TokenTable, merges: Merges, takesWholePieces: Bool, splitter: Splitter,
        addedTokens: AddedTokens?, byteIDs: [UInt32]
    ) {
        self.name = name
        self.tokens = tokens
        self.merges = merges
        self.takesWholePieces = takesWholePieces
        self.splitter = splitter
        self.addedTokens = addedTokens
        self.byteIDs = byteIDs
        vocabularySize = max(tokens.count, addedTokens?.vocabularySize ?? 0)
    }
}
