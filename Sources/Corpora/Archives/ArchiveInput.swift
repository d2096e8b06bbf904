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
