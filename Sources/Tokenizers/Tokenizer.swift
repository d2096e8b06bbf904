/// Turns bytes into token ids, losslessly for any bytes, and independently of how a stream is cut into buffers.
public protocol Tokenizer: Sendable {
    /// The part that one thread owns: scratch memory and caches.
    associatedtype Encoder: TokenEncoder

    /// The name as it stands in a report, for example `cl100k_base`.
    var name: String { get }

    /// One more than the largest id: |V| of the uniform code log₂|V|.
    var vocabularySize: Int { get }

    /// Makes an encoder for one thread.
    func makeEncoder() -> Encoder

    /// Appends the bytes that an id stands for.
    ///
    /// - Returns: false where the id stands for nothing; then nothing is appended.
    func appendBytes(of id: UInt32, to bytes: inout [UInt8]) -> Bool
}

/// Encodes whole documents, or a document's beginning while the rest is still to come; owned by one thread.
public protocol TokenEncoder {
    /// How many bytes from a token's first byte can influence that token, in bytes.
    ///
    /// It bounds the memory of a stream, and it is what makes ids independent of the cuts.
    var lookahead: Int { get }

    /// Encodes a whole document and appends its ids.
    ///
    /// - Complexity: O(*n* log *p*), where *n* is the length of the document and *p* that of its longest piece.
    mutating func encode(_ document: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32])

    /// Encodes the tokens that `bytes`, which begin where the last call stopped, already decide.
    ///
    /// - Parameters:
    ///   - bytes: the document from where the last call stopped, as far as it is known.
    ///   - isComplete: whether the document ends with these bytes. Then all is consumed and the next call begins
    ///     a new document.
    ///   - ids: the ids are appended to it.
    /// - Returns: the number of bytes consumed; the next call must begin with the rest.
    mutating func encodeDecided(
        _ bytes: UnsafeBufferPointer<UInt8>, isComplete: Bool, into ids: inout [UInt32]
    ) -> Int
}

extension Tokenizer {
    /// The ids of one document; empty for no bytes.
    ///
    /// Convenient rather than fast: it makes an encoder each time.
    public func encode(_ document: [UInt8]) -> [UInt32] {
        var ids: [UInt32] = []
        var encoder = makeEncoder()
        unsafe document.withUnsafeBufferPointer { unsafe encoder.encode($0, into: &ids) }
        return ids
    }

    /// The bytes that the ids stand for, or nil where one of them stands for nothing.
    public func decode(_ ids: some Sequence<UInt32>) -> [UInt8]? {
        var bytes: [UInt8] = []
        for id in ids {
            guard appendBytes(of: id, to: &bytes) else { return nil }
        }
        return bytes
    }

    /// Makes a stream for one document after another on one thread.
    public func makeStream() -> TokenStream<Encoder> {
        TokenStream(makeEncoder())
    }
}
