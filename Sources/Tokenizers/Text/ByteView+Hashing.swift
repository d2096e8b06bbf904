extension ByteView {
    /// A 64-bit hash of a run of bytes; the same on every machine, never stored.
    @inline(__always)
    func hash(_ start: Int, _ length: Int) -> UInt64 {
        assert(length >= 0 && start + length <= count)
        var state = 0x9E37_79B9_7F4A_7C15 ^ UInt64(length)
        if length >= 8 {
            var index = start
            let last = start + length - 8
            while index < last {
                state = Self.mix(state ^ word(at: index))
                index += 8
            }
            return Self.mix(state ^ word(at: last))
        }
        var tail: UInt64 = 0
        for index in 0..<length { tail |= UInt64(self[start + index]) << UInt64(8 * index) }
        return Self.mix(state ^ tail)
    }

    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return product.high ^ product.low
    }

    @inline(__always)
    func equals(_ start: Int, _ length: Int, _ other: UnsafePointer<UInt8>) -> Bool {
        for index in 0..<length where unsafe self[start + index] != other[index] { return false }
        return true
    }
}
