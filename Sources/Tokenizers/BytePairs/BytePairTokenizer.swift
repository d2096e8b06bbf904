/// A byte-pair encoding: text is split into pieces by a pattern, and the bytes of each piece are merged by rank.
///
/// Sennrich, Haddow, Birch 2016 (arXiv 1508.07909), on bytes as in GPT-2. Load one with ``TokenizerFile``.
/// A piece longer than ``longestPiece`` is cut there, counted from its own beginning and never inside a UTF-8
/// sequence; this is the only deviation from the reference implementations, and it bounds the memory.
public struct BytePairTokenizer: Tokenizer {
    /// The longest piece, in bytes: 64 KiB.
    public static let longestPiece = 1 << 16

    let model: BytePairModel

    /// The name of the encoding or of the file.
    public var name: String { model.name }

    /// One more than the largest id, added tokens included.
    public var vocabularySize: Int { model.vocabularySize }

    /// Makes an encoder with an empty cache of about 1 MiB.
    public func makeEncoder() -> BytePairEncoder { BytePairEncoder(model) }

    /// Appends the bytes of a token or of an added token; false where the id is not used.
    public func appendBytes(of id: UInt32, to bytes: inout [UInt8]) -> Bool {
        if model.tokens.append(id, to: &bytes) { return true }
        return model.addedTokens?.append(id, to: &bytes) ?? false
    }
}
