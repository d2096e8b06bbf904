extension ByteView {
    /// What ``scalar(at:end:)`` gives for a byte that begins no valid sequence.
    static let invalidScalar: UInt32 = .max

    /// The scalar that begins at a position and its length in bytes; an invalid byte is one unit of length 1.
    ///
    /// Well-formed sequences are those of table 3-7 of the Unicode standard.
    @inline(__always)
    func scalar(at index: Int, end: Int) -> (value: UInt32, length: Int) {
        let first = self[index]
        if first < 0x80 { return (UInt32(first), 1) }
        return longScalar(first, at: index, end: end)
    }

    @inline(__always)
    func longScalar(_ first: UInt8, at index: Int, end: Int) -> (value: UInt32, length: Int) {
        let left = end - index
        if first < 0xE0 {
            guard first >= 0xC2, left >= 2 else { return (Self.invalidScalar, 1) }
            let second = self[index + 1]
            guard second & 0xC0 == 0x80 else { return (Self.invalidScalar, 1) }
            return (UInt32(first & 0x1F) << 6 | UInt32(second & 0x3F), 2)
        }
        if first < 0xF0 {
            guard left >= 3 else { return (Self.invalidScalar, 1) }
            let second = self[index + 1]
            let third = self[index + 2]
            guard second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return (Self.invalidScalar, 1) }
            let value = UInt32(first & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
            guard value >= 0x800, value & 0xF800 != 0xD800 else { return (Self.invalidScalar, 1) }
            return (value, 3)
        }
        guard first < 0xF5, left >= 4 else { return (Self.invalidScalar, 1) }
        let second = self[index + 1]
        let third = self[index + 2]
        let fourth = self[index + 3]
        guard second & 0xC0 == 0x80, third & 0xC0 == 0x80, fourth & 0xC0 == 0x80 else {
            return (Self.invalidScalar, 1)
        }
        let value =
            UInt32(first & 0x07) << 18 | UInt32(second & 0x3F) << 12 | UInt32(third & 0x3F) << 6
            | UInt32(fourth & 0x3F)
        guard value >= 0x10000, value < 0x110000 else { return (Self.invalidScalar, 1) }
        return (value, 4)
    }
}
