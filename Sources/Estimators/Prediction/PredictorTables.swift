internal import InformationCapacity

/// Constant tables: logits of probabilities, rates of adaptation, and the machine of bit histories.
///
/// They lie in one piece of memory at fixed offsets, so that the hot loop holds one address for all of them.
@safe
struct PredictorTables {
    let base: UnsafeMutableRawPointer

    /// ln(p / (1 − p)) for the middle of each of 4,096 intervals.
    private static let logits = 0
    /// 65,536 / (n + 1.5), doubled, the rate of an adaptive probability that has seen n bits; odd where n may still grow.
    private static let rates = logits + 4096 * 4
    /// How many bits a history stands for.
    private static let weights = rates + 1024 * 4
    /// What follows after a zero, then what follows after a one.
    private static let planes = weights + 256
    private static let planeSize = 256
    /// What kind of character each byte is part of, and what stands for it in a text's shape.
    private static let kinds = planes + 2 * planeSize
    private static let shapes = kinds + 256
    private static let end = shapes + 256

    /// The probability where the map of each history begins.
    let start: [Float]

    init() {
        unsafe base = .allocate(byteCount: Self.end, alignment: 128)
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: Self.end)
        let machine = BitHistory.makeTables()
        var start = [Float](repeating: 0.5, count: 256)
        for (index, share) in machine.share.enumerated() { start[index] = Float(share) }
        self.start = start
        for index in 0..<4096 {
            let p = (Double(index) + 0.5) / 4096
            store(Float(PortableMath.log(p / (1 - p))), at: Self.logits + index * 4)
        }
        for n in 0..<1024 {
            store(Int32(65536 / (Double(n) + 1.5)) << 1 | (n < 1000 ? 1 : 0), at: Self.rates + n * 4)
        }
        for (index, bits) in machine.weight.enumerated() {
            store(bits, at: Self.weights + index)
        }
        for byte in 0..<256 {
            store(Self.makeKind(byte), at: Self.kinds + byte)
            store(Self.makeShape(UInt8(byte)), at: Self.shapes + byte)
        }
        for bit in 0...1 {
            let plane = Self.planes + bit * Self.planeSize
            for state in 0..<(machine.next.count / 2) { store(machine.next[2 * state + bit], at: plane + state) }
        }
    }

    func deallocate() { unsafe base.deallocate() }

    private func store<Value: BitwiseCopyable>(_ value: Value, at offset: Int) {
        unsafe base.storeBytes(of: value, toByteOffset: offset, as: Value.self)
    }

    private static func makeKind(_ byte: Int) -> UInt8 {
        switch byte {
        case 0..<0x20: 0
        case 0x20: 1
        case 0x30...0x39: 2
        case 0x61...0x7A: 3
        case 0x41...0x5A: 4
        case ..<0x80: 5
        case ..<0xC0: 6
        default: 7
        }
    }

    /// One digit for all digits, one letter for all letters of a case, one byte for all beyond ASCII; others as they are.
    private static func makeShape(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: 0x30
        case 0x61...0x7A: 0x61
        case 0x41...0x5A: 0x41
        case 0x80...: 0x80
        default: byte
        }
    }

    /// What kind of character a byte is part of, 0…7.
    @inline(__always)
    func kind(_ byte: Int) -> Int { unsafe Int(base.load(fromByteOffset: Self.kinds &+ byte, as: UInt8.self)) }

    /// What stands for a byte in a text's shape.
    @inline(__always)
    func shape(_ byte: UInt8) -> UInt8 { unsafe base.load(fromByteOffset: Self.shapes &+ Int(byte), as: UInt8.self) }

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
    func weight(_ state: UInt8) -> UInt8 {
        unsafe base.load(fromByteOffset: Self.weights &+ Int(state), as: UInt8.self)
    }

    /// The histories that follow each history after a decision.
    @inline(__always)
    func following(_ bit: Int) -> UnsafePointer<UInt8> {
        unsafe UnsafePointer((base + (Self.planes &+ bit &* Self.planeSize)).assumingMemoryBound(to: UInt8.self))
    }

    /// A number from 0 to 2²¹ as an integer and what is left, between 0 and 1; no conversion that could trap.
    @inline(__always)
    static func split(_ x: Float) -> (index: Int, fraction: Float) {
        let magic: Float = 12_582_912  // 1.5 · 2²³: the unit in the last place is 1
        let shifted = max(x - 0.5, 0) + magic
        return (Int(shifted.bitPattern & 0x3F_FFFF), x - (shifted - magic))
    }
}
