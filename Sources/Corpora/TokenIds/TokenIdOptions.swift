public import Diagnostics

/// What makes a corpus one of token ids instead of texts; no corpus is both.
public struct TokenIdOptions: Sendable, Hashable {
    /// |V|: ids from 0 to |V| − 1 are tokens, others are errors.
    public var vocabularySize: Int

    /// The id that ends a document, as its last token; nil where files and rows end them alone.
    public var endOfDocument: Int?

    /// The largest vocabulary; each thread counts every id of it.
    public static let maximumVocabularySize = 1 << 22

    /// Creates options; the vocabulary has 1 to ``maximumVocabularySize`` ids, and the one that ends documents is in it.
    public init(vocabularySize: Int, endOfDocument: Int? = nil) {
        precondition((1...Self.maximumVocabularySize).contains(vocabularySize), "a vocabulary out of bounds")
        precondition(endOfDocument.map { (0..<vocabularySize).contains($0) } ?? true, "an id beyond the vocabulary")
        self.vocabularySize = vocabularySize
        self.endOfDocument = endOfDocument
    }

    /// The bytes of an id as documents have them, little-endian: 2, or 4 for a vocabulary beyond 65,536.
    ///
    /// It does not depend on how the ids are stored, so equal ids are equal documents.
    public var bytesPerID: Int { vocabularySize > 1 << 16 ? 4 : 2 }

    /// Lends the ids of a document, of `bytesPerID` bytes each, one after the other.
    @inline(__always)
    public static func forEachID(
        in document: UnsafeBufferPointer<UInt8>, bytesPerID: Int, _ body: (UInt32) -> Void
    ) {
        let raw = UnsafeRawBufferPointer(document)
        for index in 0..<document.count / bytesPerID {
            body(
                bytesPerID == 2
                    ? unsafe UInt32(UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)))
                    : unsafe UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
        }
    }

    /// The longest document in ids; a longer one is cut at its multiples.
    public static let grid = 16_384
}

extension AssayError.Code {
    /// An id is negative, or not below the size of the vocabulary.
    public static let idBeyondVocabulary = Self(rawValue: "id-beyond-vocabulary")
    /// The file holds token ids, and the size of the vocabulary was not said.
    public static let missingVocabularySize = Self(rawValue: "missing-vocabulary-size")
    /// The file holds no token ids, where the corpus is said to be of them.
    public static let notTokenIDs = Self(rawValue: "not-token-ids")
}
