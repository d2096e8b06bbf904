/// Every Unicode scalar is a token, its own value; a byte of invalid UTF-8 is 0x110000 + the byte, so nothing is lost.
public struct ScalarTokenizer: Tokenizer {
    /// The id of the invalid byte 0.
    public static let firstInvalidID: UInt32 = 0x110000

    /// The name `scalars`.
    public var name: String { "scalars" }

    /// 0x110000 scalars (surrogates included, though never met) and 256 invalid bytes.
    public var vocabularySize: Int { 0x110100 }

    /// Creates the tokenizer.
    public init() {}

    /// Makes an encoder; it holds nothing.
    public func makeEncoder() -> Encoder { Encoder() }

    /// Appends the scalar in UTF-8, or the invalid byte; false for surrogates and beyond the vocabulary.
    public func appendBytes(of id: UInt32, to bytes: inout [UInt8]) -> Bool {
        if let scalar = Unicode.Scalar(id) {
            bytes.append(contentsOf: UTF8.encode(scalar)!)
            return true
        }
        guard id >= Self.firstInvalidID, let byte = UInt8(exactly: id - Self.firstInvalidID) else { return false }
        bytes.append(byte)
        return true
    }

    /// Decodes UTF-8 into scalar values.
    public struct Encoder: TokenEncoder, Sendable {
        /// The longest sequence: 4.
        public var lookahead: Int { 4 }

        /// Appends the scalars and invalid bytes of a document.
        public func encode(_ document: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32]) {
            _ = unsafe encodeDecided(document, isComplete: true, into: &ids)
        }

        /// Appends the scalars and invalid bytes that are decided: all, or all but the last three bytes.
        public func encodeDecided(
            _ bytes: UnsafeBufferPointer<UInt8>, isComplete: Bool, into ids: inout [UInt32]
        ) -> Int {
            let text = unsafe ByteView(bytes)
            let horizon = isComplete ? text.count : text.count - 3
            var index = 0
            while index < horizon {
                let (value, length) = text.scalar(at: index, end: text.count)
                ids.append(
                    value == ByteView.invalidScalar
                        ? ScalarTokenizer.firstInvalidID + UInt32(text[index]) : value)
                index += length
            }
            return index
        }
    }
}
