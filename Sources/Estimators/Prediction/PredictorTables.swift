internal import InformationCapacity

/// Constant tables of the logistic functions, of adaptation rates and of bit histories.
@safe
struct PredictorTables {
    /// ln(p / (1 − p)) for the middle of each of 4,096 intervals.
    let stretch: UnsafeMutablePointer<Float>
    /// 1 / (1 + e^−x) at 1,025 points from −12 to 12.
    let squash: UnsafeMutablePointer<Float>
    /// 65,536 / (n + 1.5): the rate of an adaptive probability that has seen n bits.
    let rate: UnsafeMutablePointer<Int32>
    let next: UnsafeMutablePointer<UInt8>
    let weight: UnsafeMutablePointer<UInt8>
    /// A counter is a byte: 16 (ln(p / (1 − p))) above 128, stored exclusive-or 128 so that zero is one half.
    let counterStretch: UnsafeMutablePointer<Float>
    /// The counter that follows a counter: by the rate of the state beside it, the bit and the counter.
    let counterNext: UnsafeMutablePointer<UInt8>
    /// Which of the tables of `counterNext` a state uses, times 512.
    let counterRate: UnsafeMutablePointer<UInt16>
    /// The probability, in units of 2⁻²², where the map of a history begins.
    let start: UnsafeMutablePointer<UInt32>

    static let counterRates = 28
    static let squashSteps = 1024
    static let squashLimit: Float = 12

    init() {
        unsafe stretch = .allocate(capacity: 4096)
        for i in 0..<4096 {
            let p = (Double(i) + 0.5) / 4096
            unsafe stretch[i] = Float(PortableMath.log(p / (1 - p)))
        }
        unsafe squash = .allocate(capacity: Self.squashSteps + 2)
        for i in 0..<(Self.squashSteps + 2) {
            let x = Double(min(i, Self.squashSteps)) * 24 / Double(Self.squashSteps) - 12
            unsafe squash[i] = Float(1 / (1 + PortableMath.exp(-x)))
        }
        unsafe rate = .allocate(capacity: 1024)
        for n in 0..<1024 { unsafe rate[n] = Int32(65536 / (Double(n) + 1.5)) }
        unsafe counterStretch = .allocate(capacity: 256)
        for stored in 0..<256 { unsafe counterStretch[stored] = Float(max(stored ^ 128, 1) - 128) / 16 }
        unsafe counterNext = .allocate(capacity: Self.counterRates * 512)
        for rate in 0..<Self.counterRates {
            for bit in 0...1 {
                for stored in 0..<256 {
                    let p = 1 / (1 + PortableMath.exp(Double(128 - max(stored ^ 128, 1)) / 16))
                    let moved = p + (Double(bit) - p) / (Double(rate) + 1.3)
                    let level = (PortableMath.log(moved / (1 - moved)) * 16).rounded()
                    unsafe counterNext[rate * 512 + bit * 256 + stored] = UInt8(min(max(level, -127), 127) + 128) ^ 128
                }
            }
        }
        let machine = BitHistory.makeTables()
        unsafe next = .allocate(capacity: 512)
        unsafe next.initialize(repeating: 0, count: 512)
        unsafe weight = .allocate(capacity: 256)
        unsafe weight.initialize(repeating: 0, count: 256)
        unsafe counterRate = .allocate(capacity: 256)
        unsafe counterRate.initialize(repeating: 0, count: 256)
        for (index, bits) in machine.weight.enumerated() {
            unsafe counterRate[index] = UInt16(min(Int(bits), Self.counterRates - 1) * 512)
        }
        unsafe start = .allocate(capacity: 256)
        unsafe start.initialize(repeating: 1 << 21, count: 256)
        for (index, state) in machine.next.enumerated() { unsafe next[index] = state }
        for (index, bits) in machine.weight.enumerated() { unsafe weight[index] = bits }
        for (index, share) in machine.share.enumerated() { unsafe start[index] = UInt32(share * 4_194_303) }
    }

    func deallocate() {
        unsafe stretch.deallocate()
        unsafe squash.deallocate()
        unsafe rate.deallocate()
        unsafe next.deallocate()
        unsafe weight.deallocate()
        unsafe counterStretch.deallocate()
        unsafe counterNext.deallocate()
        unsafe counterRate.deallocate()
        unsafe start.deallocate()
    }

    /// The logistic function, its argument limited to ±12.
    @inline(__always)
    func squashed(_ x: Float) -> Float {
        unsafe Self.squashed(min(max(x, -Self.squashLimit), Self.squashLimit), squash)
    }

    /// The logistic function of a number from -12 to 12.
    @inline(__always)
    static func squashed(_ limited: Float, _ squash: UnsafeMutablePointer<Float>) -> Float {
        let position = (limited + Self.squashLimit) * (Float(Self.squashSteps) / 24)
        let (index, fraction) = Self.split(position)
        let low = unsafe squash[index]
        return unsafe low + (squash[index + 1] - low) * fraction
    }

    /// ln(p / (1 − p)) of a probability, to the precision of the table.
    @inline(__always)
    func stretched(_ p: Float) -> Float {
        let index = Int((p * 4095 + 12_582_912).bitPattern & 0xFFF)
        return unsafe stretch[index]
    }

    /// A number from 0 to 2²¹ as an integer and what is left, between 0 and 1; no conversion that could trap.
    @inline(__always)
    static func split(_ x: Float) -> (index: Int, fraction: Float) {
        let magic: Float = 12_582_912  // 1.5 · 2²³: the unit in the last place is 1
        let shifted = max(x - 0.5, 0) + magic
        return (Int(shifted.bitPattern & 0x3F_FFFF), x - (shifted - magic))
    }
}
