internal import InformationCapacity

/// Constant tables: logits of probabilities, rates of adaptation, and the machines of bit histories and of counters.
///
/// They lie in one piece of memory at fixed offsets, so that the hot loop holds one address for all of them.
@safe
struct PredictorTables {
    let base: UnsafeMutableRawPointer

    /// ln(p / (1 − p)) for the middle of each of 4,096 intervals.
    private static let logits = 0
    /// A counter is a byte: 16 (ln(p / (1 − p))) above 128, stored exclusive-or 128 so that zero is one half.
    private static let counterLogits = logits + 4096 * 4
    /// 65,536 / (n + 1.5), doubled, the rate of an adaptive probability that has seen n bits; odd where n may still grow.
    private static let rates = counterLogits + 256 * 4
    /// Where the counter machine of a history's length begins in a plane.
    private static let counterRates = rates + 1024 * 4
    /// How many bits a history stands for.
    private static let weights = counterRates + 256 * 2
    /// What follows after a zero, then what follows after a one: histories, and counters by rate.
    private static let planes = weights + 256
    private static let planeSize = 256 + counterSpeeds * 256
    private static let counterSpeeds = 28
    private static let end = planes + 2 * planeSize

    /// The probability, in units of 2⁻²², where the map of each history begins.
    let start: [UInt32]

    init() {
        unsafe base = .allocate(byteCount: Self.end, alignment: 128)
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: Self.end)
        let machine = BitHistory.makeTables()
        var start = [UInt32](repeating: 1 << 21, count: 256)
        for (index, share) in machine.share.enumerated() { start[index] = UInt32(share * 4_194_303) }
        self.start = start
        for index in 0..<4096 {
            let p = (Double(index) + 0.5) / 4096
            store(Float(PortableMath.log(p / (1 - p))), at: Self.logits + index * 4)
        }
        for stored in 0..<256 {
            store(Float(max(stored ^ 128, 1) - 128) / 16, at: Self.counterLogits + stored * 4)
        }
        for n in 0..<1024 {
            store(Int32(65536 / (Double(n) + 1.5)) << 1 | (n < 1000 ? 1 : 0), at: Self.rates + n * 4)
        }
        for (index, bits) in machine.weight.enumerated() {
            store(bits, at: Self.weights + index)
            store(UInt16(min(Int(bits), Self.counterSpeeds - 1) * 256), at: Self.counterRates + index * 2)
        }
        for bit in 0...1 {
            let plane = Self.planes + bit * Self.planeSize
            for state in 0..<(machine.next.count / 2) { store(machine.next[2 * state + bit], at: plane + state) }
            for speed in 0..<Self.counterSpeeds {
                for stored in 0..<256 {
                    store(Self.counter(after: stored, bit, speed), at: plane + 256 + speed * 256 + stored)
                }
            }
        }
    }

    func deallocate() { unsafe base.deallocate() }

    private func store<Value: BitwiseCopyable>(_ value: Value, at offset: Int) {
        unsafe base.storeBytes(of: value, toByteOffset: offset, as: Value.self)
    }

    private static func counter(after stored: Int, _ bit: Int, _ speed: Int) -> UInt8 {
        let p = 1 / (1 + PortableMath.exp(Double(128 - max(stored ^ 128, 1)) / 16))
        let moved = p + (Double(bit) - p) / (Double(speed) + 1.3)
        let level = (PortableMath.log(moved / (1 - moved)) * 16).rounded()
        return UInt8(min(max(level, -127), 127) + 128) ^ 128
    }

    /// ln(p / (1 − p)) of a probability, to the precision of the table.
    @inline(__always)
    func logit(_ p: Float) -> Float {
        let index = Int((p * 4095 + 12_582_912).bitPattern & 0xFFF)
        return unsafe base.load(fromByteOffset: Self.logits &+ index &* 4, as: Float.self)
    }

    /// ln(p / (1 − p)) of an adaptive probability.
    @inline(__always)
    func logit(ofAdaptive mapped: UInt32) -> Float {
        unsafe base.load(fromByteOffset: Self.logits &+ Int(mapped >> 20) &* 4, as: Float.self)
    }

    @inline(__always)
    func logit(ofCounter counter: Int) -> Float {
        unsafe base.load(fromByteOffset: Self.counterLogits &+ counter &* 4, as: Float.self)
    }

    /// An adaptive probability after a bit: 22 bits of probability above 10 of a count, which sets the rate.
    @inline(__always)
    func adapted(_ mapped: UInt32, _ bit: Int) -> UInt32 {
        let count = Int(mapped & 1023)
        let rate = unsafe Int(base.load(fromByteOffset: Self.rates &+ count &* 4, as: Int32.self))
        let target = (0 &- bit) & 0xFFFF_FC00
        let change = ((target &+ count &- Int(mapped)) &* rate) >> 17
        return mapped &+ UInt32(truncatingIfNeeded: (change & ~1023) &+ (rate & 1))
    }

    /// How many bits a history stands for, at most 255: what is worth keeping.
    @inline(__always)
    func weight(_ state: UInt8) -> UInt8 { unsafe base.load(fromByteOffset: Self.weights &+ Int(state), as: UInt8.self) }

    /// The history and the counter that follow a history and a counter.
    @inline(__always)
    func following(_ state: Int, _ counter: Int, _ bit: Int) -> (state: UInt8, counter: UInt8) {
        let plane = unsafe base + (0 &- bit) & Self.planeSize
        let speed = unsafe Int(base.load(fromByteOffset: Self.counterRates &+ state &* 2, as: UInt16.self))
        return unsafe (
            plane.load(fromByteOffset: Self.planes &+ state, as: UInt8.self),
            plane.load(fromByteOffset: Self.planes &+ 256 &+ speed &+ counter, as: UInt8.self)
        )
    }

    /// A number from 0 to 2²¹ as an integer and what is left, between 0 and 1; no conversion that could trap.
    @inline(__always)
    static func split(_ x: Float) -> (index: Int, fraction: Float) {
        let magic: Float = 12_582_912  // 1.5 · 2²³: the unit in the last place is 1
        let shifted = max(x - 0.5, 0) + magic
        return (Int(shifted.bitPattern & 0x3F_FFFF), x - (shifted - magic))
    }
}
