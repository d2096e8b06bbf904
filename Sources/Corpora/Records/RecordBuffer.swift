#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

internal import Diagnostics

/// A window on a stream that moves forward and grows with the record in it, for records that lines do not delimit.
///
/// Records are lent in place, followed by readable padding for the JSON parser.
@safe
final class RecordBuffer {
    /// The decoded offset of the window's first byte.
    private(set) var offset: UInt64 = 0

    /// How many line feeds were dropped from the window's front.
    private(set) var lineFeeds: UInt64 = 0

    private let stream: DecodedStream
    private var buffer: UnsafeMutableBufferPointer<UInt8>
    private var start = 0
    private var end = 0
    private var streamEnded = false

    private static let initialCapacity = 1 << 20
    /// A buffer that grew beyond this for one long record is not kept for the next file.
    private static let keptCapacity = 1 << 24

    init(_ stream: DecodedStream) {
        self.stream = stream
        unsafe buffer = .allocate(capacity: Self.initialCapacity + RecordParser.padding)
    }

    deinit { unsafe buffer.deallocate() }

    /// Begins at the stream's present offset.
    func restart() {
        start = 0
        end = 0
        streamEnded = false
        offset = stream.offset
        lineFeeds = 0
        if capacity > Self.keptCapacity { reallocate(Self.initialCapacity) }
    }

    /// The bytes in the window, valid until it is extended.
    var bytes: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(rebasing: buffer[start..<end]) }

    /// How many bytes the window holds.
    var count: Int { end - start }

    /// The size of the buffer in bytes, without the padding.
    var capacity: Int { unsafe buffer.count - RecordParser.padding }

    /// Drops bytes from the window's front, and counts their line feeds.
    func drop(_ count: Int) {
        let dropped = unsafe UnsafeBufferPointer(rebasing: buffer[start..<(start + count)])
        lineFeeds += UInt64(unsafe lineFeedCount(dropped))
        start += count
        offset += UInt64(count)
    }

    /// Reads on behind the window's end; false at the stream's end.
    ///
    /// - Throws: What the stream throws; the window keeps what it holds.
    func extend() throws(AssayError) -> Bool {
        guard !streamEnded else { return false }
        if count > capacity / 2 && end == capacity {
            reallocate(2 * capacity)
        } else if start > 0, let base = unsafe buffer.baseAddress {
            unsafe memmove(base, base + start, count)
            end -= start
            start = 0
        }
        // After damage there is nothing more.
        streamEnded = true
        let read = try unsafe stream.read(into: .init(rebasing: buffer[end..<capacity]))
        end += read
        streamEnded = read == 0
        return !streamEnded
    }

    /// Moves the window into a new buffer.
    private func reallocate(_ capacity: Int) {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: capacity + RecordParser.padding)
        if count > 0, let base = unsafe buffer.baseAddress, let target = larger.baseAddress {
            unsafe memcpy(target, base + start, count)
        }
        unsafe buffer.deallocate()
        unsafe buffer = larger
        end -= start
        start = 0
    }
}

/// How many line feeds bytes hold.
func lineFeedCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for index in 0..<bytes.count where unsafe bytes[index] == 0x0A { count += 1 }
    return count
}
