/// Tokenises a document that arrives in buffers of any size, in bounded memory.
///
/// The ids are those of the whole document: a token is emitted only when all the bytes that can influence it
/// (``TokenEncoder/lookahead``) have arrived.
public struct TokenStream<Encoder: TokenEncoder>: ~Copyable {
    private var encoder: Encoder
    private var pending: [UInt8] = []
    private let capacity: Int

    /// Creates a stream over an encoder that nothing else uses meanwhile.
    public init(_ encoder: Encoder) {
        self.encoder = encoder
        capacity = 2 * encoder.lookahead + 4096
    }

    /// Takes the next bytes of the document and appends the ids that are decided.
    ///
    /// - Complexity: amortised linear; at most twice the lookahead and 4 KiB are held.
    public mutating func push(_ bytes: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32]) {
        var taken = 0
        while taken < bytes.count {
            let end = min(bytes.count, taken + capacity - pending.count)
            unsafe pending.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[taken..<end]))
            taken = end
            if pending.count == capacity { drain(isComplete: false, into: &ids) }
        }
    }

    /// Ends the document, appends its last ids, and makes the stream ready for the next document.
    public mutating func finish(into ids: inout [UInt32]) {
        drain(isComplete: true, into: &ids)
    }

    private mutating func drain(isComplete: Bool, into ids: inout [UInt32]) {
        let used = unsafe pending.withUnsafeBufferPointer {
            unsafe encoder.encodeDecided($0, isComplete: isComplete, into: &ids)
        }
        pending.removeFirst(used)
    }
}

@available(*, unavailable)
extension TokenStream: Sendable {}
