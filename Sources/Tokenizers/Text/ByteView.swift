/// A borrowed run of bytes with a start that is never nil; bounds are asserted, so checked in debug builds only.
///
/// Callers establish the bounds once (a document's length) and the hot loops rely on them.
@safe
struct ByteView {
    let base: UnsafePointer<UInt8>
    let count: Int

    @inline(__always)
    init(_ buffer: UnsafeBufferPointer<UInt8>) {
        unsafe base = buffer.baseAddress ?? UnsafePointer(bitPattern: 8)!
        count = buffer.count
    }

    @inline(__always)
    subscript(_ index: Int) -> UInt8 {
        assert(index >= 0 && index < count)
        return unsafe base[index]
    }

    /// Eight bytes as a little-endian integer.
    @inline(__always)
    func word(at index: Int) -> UInt64 {
        assert(index >= 0 && index + 8 <= count)
        return unsafe UInt64(
            littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
    }

    /// The largest position ≤ `index` that does not lie inside a UTF-8 sequence; `index` where the bytes are invalid.
    func floorToScalar(_ index: Int, from start: Int) -> Int {
        guard index < count else { return index }
        var candidate = index
        while candidate > start, index - candidate < 3, self[candidate] & 0xC0 == 0x80 { candidate -= 1 }
        let (_, length) = scalar(at: candidate, end: count)
        return candidate + length > index && candidate > start ? candidate : index
    }
}
