#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

internal import Diagnostics

/// A window on a column's bytes in the file that moves forward.
@safe
final class ChunkWindow {
    /// The offset in the file of the window's first byte.
    private(set) var offset: UInt64

    /// How many bytes were read from the file.
    private(set) var bytesRead: UInt64 = 0

    private let file: RandomAccessFile
    private let end: UInt64
    private var buffer: UnsafeMutableBufferPointer<UInt8>
    private var first = 0
    private var count = 0

    /// How much is read at once, so that little is moved when the window moves on.
    private static let readLength = 1 << 20

    /// - Parameter range: Offsets inside the file.
    init(_ file: RandomAccessFile, range: Range<UInt64>) {
        self.file = file
        offset = range.lowerBound
        end = range.upperBound
        unsafe buffer = .allocate(capacity: Int(min(UInt64(Self.readLength), end - offset)))
    }

    deinit { unsafe buffer.deallocate() }

    /// How many bytes there are from the window's first byte to the column's end.
    var remaining: UInt64 { end - offset }

    /// The bytes in the window, valid until more are required.
    var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(rebasing: buffer[first..<(first + count)])
    }

    /// Reads until the window holds so many bytes, or all that remain.
    func require(_ wanted: Int) throws(AssayError) {
        let wanted = Int(min(UInt64(wanted), remaining))
        guard count < wanted else { return }
        if unsafe wanted > buffer.count {
            let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: wanted)
            unsafe move(to: larger)
            unsafe buffer.deallocate()
            unsafe buffer = larger
        } else if first > 0 {
            unsafe move(to: buffer)
        }
        let length = unsafe Int(min(UInt64(buffer.count - count), remaining - UInt64(count)))
        try unsafe file.read(
            at: offset + UInt64(count), into: UnsafeMutableBufferPointer(rebasing: buffer[count..<(count + length)]))
        count += length
        bytesRead += UInt64(length)
    }

    /// Drops bytes that are in the window from its front; they stay valid until more are required.
    func drop(_ length: Int) {
        first += length
        count -= length
        offset += UInt64(length)
    }

    private func move(to target: UnsafeMutableBufferPointer<UInt8>) {
        if count > 0, let to = target.baseAddress, let from = unsafe buffer.baseAddress {
            unsafe memmove(to, from + first, count)
        }
        first = 0
    }
}
