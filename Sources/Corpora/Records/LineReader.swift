#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

internal import Diagnostics

/// Cuts a stream into lines within one buffer, which grows up to a limit.
///
/// Lines are lent in place, followed by readable padding for the JSON parser.
@safe
final class LineReader {
    /// A line, or what stands for one that is too long to be held.
    @unsafe
    enum Line {
        /// The bytes without the line feed, valid until the next call.
        case line(UnsafeBufferPointer<UInt8>)
        /// A line beyond the limit, which was passed over; its length in bytes without the line feed.
        case tooLong(UInt64)
    }

    /// The decoded offset of the line returned last.
    private(set) var lineOffset: UInt64 = 0

    /// The decoded offset behind the line returned last and its line feed.
    private(set) var nextOffset: UInt64 = 0

    /// Whether the line returned last ended with a line feed.
    private(set) var lineWasTerminated = false

    private let stream: DecodedStream
    private let maximumLineBytes: Int
    private var buffer: UnsafeMutableBufferPointer<UInt8>
    private var start = 0
    private var end = 0
    private var streamEnded = false

    private static let initialCapacity = 1 << 18

    init(_ stream: DecodedStream, maximumLineBytes: Int) {
        self.stream = stream
        self.maximumLineBytes = maximumLineBytes
        unsafe buffer = .allocate(capacity: Self.initialCapacity + RecordParser.padding)
    }

    deinit { unsafe buffer.deallocate() }

    /// Begins at the stream's present offset.
    func restart() {
        start = 0
        end = 0
        streamEnded = false
        nextOffset = stream.offset
        // A buffer that grew for one long line is not kept for the next file.
        if capacity > 1 << 24 { reallocate(Self.initialCapacity) }
    }

    /// The next line; nil at the stream's end.
    ///
    /// - Throws: What the stream throws; an unfinished line before it is not delivered.
    func next() throws(AssayError) -> Line? {
        lineOffset = nextOffset
        var scanned = start
        while true {
            if let feed = find(from: scanned) { return unsafe take(upTo: feed, terminated: true) }
            if streamEnded { return start < end ? unsafe take(upTo: end, terminated: false) : nil }
            scanned = end
            if end - start > maximumLineBytes { return unsafe try passOver() }
            scanned -= start
            makeRoom()
            try fill()
        }
    }

    /// Passes over bytes at the stream's beginning; fewer where it ends.
    func skipBytes(_ count: Int) throws(AssayError) {
        while end - start < count && !streamEnded { try fill() }
        let skipped = min(count, end - start)
        start += skipped
        nextOffset += UInt64(skipped)
    }

    /// Passes over the rest of a line that began before the stream did, without holding it.
    ///
    /// - Parameter limit: The decoded offset at which the search may end without a line feed.
    func skipLine(before limit: UInt64) throws(AssayError) {
        while true {
            if let feed = find(from: start) {
                nextOffset += UInt64(feed + 1 - start)
                start = feed + 1
                return
            }
            nextOffset += UInt64(end - start)
            start = 0
            end = 0
            if streamEnded || nextOffset >= limit { return }
            try fill()
        }
    }

    /// The size of the buffer in bytes, without the padding.
    var capacity: Int { unsafe buffer.count - RecordParser.padding }

    private func find(from index: Int) -> Int? {
        guard index < end, let base = unsafe buffer.baseAddress else { return nil }
        guard let hit = unsafe memchr(base + index, 0x0A, end - index) else { return nil }
        return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }

    private func take(upTo lineEnd: Int, terminated: Bool) -> Line {
        let line = unsafe UnsafeBufferPointer(rebasing: buffer[start..<lineEnd])
        start = terminated ? lineEnd + 1 : lineEnd
        nextOffset = lineOffset + UInt64(line.count) + (terminated ? 1 : 0)
        lineWasTerminated = terminated
        return unsafe line.count > maximumLineBytes ? .tooLong(UInt64(line.count)) : .line(line)
    }

    /// Drops a line that is too long, up to its line feed or the stream's end.
    private func passOver() throws(AssayError) -> Line {
        var length = UInt64(end - start)
        var feed: Int?
        repeat {
            start = 0
            end = 0
            try fill()
            feed = find(from: 0)
            length += UInt64(feed ?? end)
        } while feed == nil && !streamEnded
        start = feed.map { $0 + 1 } ?? end
        lineWasTerminated = feed != nil
        nextOffset = lineOffset + length + (feed == nil ? 0 : 1)
        return unsafe .tooLong(length)
    }

    /// Moves the unfinished line to the front, and doubles a buffer that it fills.
    private func makeRoom() {
        if end - start > capacity / 2 && end == capacity {
            reallocate(min(2 * capacity, max(capacity, maximumLineBytes) + Self.initialCapacity))
        } else if start > 0, let base = unsafe buffer.baseAddress {
            unsafe memmove(base, base + start, end - start)
            end -= start
            start = 0
        }
    }

    /// Moves the unfinished line into a new buffer.
    private func reallocate(_ capacity: Int) {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: capacity + RecordParser.padding)
        if end > start, let base = unsafe buffer.baseAddress, let target = larger.baseAddress {
            unsafe memcpy(target, base + start, end - start)
        }
        unsafe buffer.deallocate()
        unsafe buffer = larger
        end -= start
        start = 0
    }

    private func fill() throws(AssayError) {
        let count = try unsafe stream.read(into: .init(rebasing: buffer[end..<capacity]))
        end += count
        streamEnded = count == 0
    }
}
