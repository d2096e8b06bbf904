#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

internal import Diagnostics

/// A window on a stream that moves forward, in which plain text is cut in place.
@safe
final class TextBuffer {
    private let stream: DecodedStream
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private var start = 0
    private var end = 0
    private(set) var streamEnded = false

    /// Room for several pieces, so that little is moved when the window moves on.
    static let capacity = 1 << 20

    init(_ stream: DecodedStream) {
        self.stream = stream
        unsafe buffer = .allocate(capacity: Self.capacity)
    }

    deinit { unsafe buffer.deallocate() }

    /// Begins at the stream's present offset.
    func restart() {
        start = 0
        end = 0
        streamEnded = false
    }

    /// The bytes in the window, valid until it moves.
    var bytes: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(rebasing: buffer[start..<end]) }

    /// Drops bytes from the window's front, as many as there are.
    func drop(_ count: Int) { start = min(start + count, end) }

    /// Takes back what was dropped last, where nothing was read meanwhile.
    func restore(_ count: Int) {
        precondition(count <= start, "what is taken back is still there")
        start -= count
    }

    /// Reads until the window holds the given number of bytes or the stream ends.
    ///
    /// - Parameter count: At most half of the capacity.
    /// - Throws: What the stream throws; the stream has ended then, and the window holds what came before.
    func require(_ count: Int) throws(AssayError) {
        guard end - start < count && !streamEnded else { return }
        if start > 0, let base = unsafe buffer.baseAddress {
            unsafe memmove(base, base + start, end - start)
            end -= start
            start = 0
        }
        while end < count && !streamEnded {
            streamEnded = true
            let read = try unsafe stream.read(into: .init(rebasing: buffer[end...]))
            end += read
            streamEnded = read == 0
        }
    }
}
