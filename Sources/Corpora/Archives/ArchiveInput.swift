internal import Diagnostics

/// The bytes of an archive behind its compression, looked at ahead, read and skipped.
final class ArchiveInput {
    /// The offset in the decoded archive of the next byte.
    private(set) var offset: UInt64 = 0

    private let stream: DecodedStream
    private let window: TextBuffer

    init(_ stream: DecodedStream) {
        self.stream = stream
        window = TextBuffer(stream)
    }

    var storedBytesRead: UInt64 { stream.storedBytesRead }

    /// Begins at the stream's present offset.
    func restart() {
        window.restart()
        offset = stream.offset
    }

    /// The next bytes, at least `count` of them unless the archive ends before, valid until the next call.
    ///
    /// - Parameter count: At most half of the window's capacity.
    func peek(_ count: Int) throws(AssayError) -> UnsafeBufferPointer<UInt8> {
        try window.require(count)
        return unsafe window.bytes
    }

    /// Passes over bytes that were looked at.
    func drop(_ count: Int) {
        window.drop(count)
        offset += UInt64(count)
    }

    /// Takes back bytes that the last call of `read` delivered from the window.
    func restore(_ count: Int) {
        window.restore(count)
        offset -= UInt64(count)
    }

    /// Reads up to the buffer's size from the window, which is filled when it is empty; 0 at the end.
    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        let bytes = unsafe try peek(1)
        let count = min(bytes.count, buffer.count)
        _ = unsafe buffer.update(fromContentsOf: bytes[..<count])
        drop(count)
        return count
    }

    /// Reads from a member of which `left` bytes are left; 0 at its end.
    ///
    /// - Throws: `truncated` where the archive ends before the member does.
    func read(
        into buffer: UnsafeMutableBufferPointer<UInt8>, left: inout UInt64,
        orElse truncated: @autoclosure () -> AssayError
    ) throws(AssayError) -> Int {
        guard left > 0 && buffer.count > 0 else { return 0 }
        let room = Int(min(left, UInt64(buffer.count)))
        let count = try unsafe read(into: .init(rebasing: buffer[..<room]))
        if count == 0 { throw truncated() }
        left -= UInt64(count)
        return count
    }

    /// Passes over bytes; false where the archive ends before.
    func skip(_ count: UInt64) throws(AssayError) -> Bool {
        var left = count
        while left > 0 {
            let held = unsafe UInt64(window.bytes.count)
            if held == 0 {
                let skipped = stream.skip(left)
                offset += skipped
                left -= skipped
                if left == 0 { break }
                if unsafe try peek(1).isEmpty { return false }
                continue
            }
            drop(Int(min(held, left)))
            left -= min(held, left)
        }
        return true
    }
}
