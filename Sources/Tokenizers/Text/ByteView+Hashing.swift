extension ByteView {
    /// A 64-bit hash of at least eight bytes; the same on every machine, never stored.
    @inline(__always)
    func hash(_ start: Int, _ length: Int) -> UInt64 {
        assert(length >= 8 && start + length <= count)
        var state = 0x9E37_79B9_7F4A_7C15 ^ UInt64(length)
        var index = start
        let last = start + length - 8
        while index < last {
            state = Self.mix(state ^ word(at: index))
            index += 8
        }
        return Self.mix(state ^ word(at: last))
    }

    /// One to eight bytes as a little-endian integer.
    @inline(__always)
    func upToEightBytes(_ start: Int, _ length: Int) -> UInt64 {
        assert(length >= 1 && length <= 8 && start + length <= count)
        if start + 8 <= count { return word(at: start) & (UInt64.max >> UInt64(64 - 8 * length)) }
        var word: UInt64 = 0
        for index in 0..<length { word |= UInt64(self[start + index]) << UInt64(8 * index) }
        return word
    }

    /// Spreads a key over 64 bits.
    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        let product = (value ^ 0x2D35_8DCC_AA6C_78A5).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return product.high ^ product.low
    }

    /// Whether a run of at least eight bytes equals as many in other memory.
    @inline(__always)
    func equals(_ start: Int, _ length: Int, _ other: UnsafePointer<UInt8>) -> Bool {
        let there = unsafe ByteView(UnsafeBufferPointer(start: other, count: length))
        var index = 0
        let last = length - 8
        while index < last {
            if word(at: start + index) != there.word(at: index) { return false }
            index += 8
        }
        return word(at: start + last) == there.word(at: last)
    }
}
