internal import Diagnostics

/// Memory of a size that only grows, reused from page to page.
@safe
final class ByteBuffer {
    private(set) var bytes: UnsafeMutableBufferPointer<UInt8>

    init() { unsafe bytes = .init(start: nil, count: 0) }

    deinit { unsafe bytes.deallocate() }

    /// Makes room for so many bytes; what the buffer holds is lost where it must grow.
    func reserve(_ count: Int) {
        guard unsafe bytes.count < count else { return }
        unsafe bytes.deallocate()
        unsafe bytes = .allocate(capacity: count)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes of a range, which must lie inside.
    func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(rebasing: self[range])
    }

    /// Four bytes, the lowest first, which must lie inside.
    func littleEndian32(at offset: Int) -> UInt32 {
        unsafe UInt32(
            littleEndian: UnsafeRawPointer(baseAddress! + offset).loadUnaligned(as: UInt32.self))
    }
}
