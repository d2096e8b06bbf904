/// Every byte is a token: 256 ids, the byte's own value.
public struct ByteTokenizer: Tokenizer {
    /// The name `bytes`.
    public var name: String { "bytes" }

    /// There are 256.
    public var vocabularySize: Int { 256 }

    /// Creates the tokenizer.
    public init() {}

    /// Makes an encoder; it holds nothing.
    public func makeEncoder() -> Encoder { Encoder() }

    /// Appends the byte itself; false from 256 on.
    public func appendBytes(of id: UInt32, to bytes: inout [UInt8]) -> Bool {
        guard let byte = UInt8(exactly: id) else { return false }
        bytes.append(byte)
        return true
    }

    /// Widens bytes to ids.
    public struct Encoder: TokenEncoder, Sendable {
        /// A byte depends on nothing else: 1.
        public var lookahead: Int { 1 }

        /// Appends every byte as an id.
        public func encode(_ document: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32]) {
            unsafe ids.append(contentsOf: document.lazy.map(UInt32.init))
        }

        /// Appends every byte as an id, and consumes all.
        public func encodeDecided(
            _ bytes: UnsafeBufferPointer<UInt8>, isComplete: Bool, into ids: inout [UInt32]
        ) -> Int {
            unsafe encode(bytes, into: &ids)
            return bytes.count
        }
    }
}
