internal import CPrefetch

/// The mixers: they weigh the inputs of a bit, and what follows refines the result.
@unsafe
struct MixStage<Policy: AdaptationPolicy> {
    static var slowestRate: Float { 0.0015 }
    static var extraRate: Float { 0.012 }
    static var finalRate: Float { 0.002 }

    let layout: PredictorLayout
    let tables: PredictorTables
    let base: UnsafeMutableRawPointer
    /// Bytes learned before the next one.
    private var position: Int
    /// The last three bytes, the last one lowest.
    private var recent = 0xFF_FFFF

    init(_ layout: PredictorLayout, _ tables: PredictorTables, _ base: UnsafeMutableRawPointer, position: Int) {
        unsafe self.layout = layout
        unsafe self.tables = tables
        unsafe self.base = base
        unsafe self.position = position
    }

    /// Asks for the corrections that a block will need.
    private func prefetch(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        var recent = unsafe recent
        for index in 0..<count {
            let byte = unsafe Int(bytes[index])
            for shift in 1...8 {
                let partial = (byte | 0x100) >> shift
                unsafe assay_prefetch(correction(Self.pairContext(recent, partial)))
            }
            recent = (recent << 8 | byte) & 0xFF_FFFF
        }
    }

    mutating func run(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ block: PredictorBlock, _ undo: inout UndoLog
    ) {
        unsafe prefetch(bytes, count)
        let mixture = unsafe base.advanced(by: layout.mixture).assumingMemoryBound(to: Double.self)
        for index in 0..<count {
            let byte = unsafe Int(bytes[index])
            let network = unsafe code(byte, block, index, &undo)
            let experts = unsafe block.experts + 4 &* index
            unsafe block.probabilities[index] = ByteMixture.mix(
                mixture, network, experts[0], experts[1], experts[2], adapts: Policy.adapts)
            unsafe recent = (recent << 8 | byte) & 0xFF_FFFF
            if Policy.adapts { unsafe position &+= 1 }
        }
    }

    /// The probability that the mixers give a byte.
    @inline(__always)
    private func code(
        _ byte: Int, _ block: PredictorBlock, _ index: Int, _ undo: inout UndoLog
    ) -> Double {
        let rate = unsafe Self.slowestRate + Self.extraRate * (16384 / (16384 + Float(position)))
        let recent = unsafe recent
        let classes = unsafe tables.kind(recent & 0xFF) << 6 | tables.kind(recent >> 8 & 0xFF) << 3 | tables.kind(recent >> 16)
        let weights = unsafe base.advanced(by: layout.mixerWeights)
        let known = unsafe Int(block.known[index])
        var row = unsafe UnsafeRawPointer(block.inputs + index &* 8 &* PredictorLayout.inputs)
        var probability = 1.0
        for bitIndex in 0..<8 {
            let bit = byte >> (7 &- bitIndex) & 1
            let partial = (byte | 0x100) >> (8 &- bitIndex)
            let match = unsafe Int(block.matches[8 &* index &+ bitIndex])
            let size = PredictorLayout.inputs &* 4
            let p = unsafe mix(
                row, weights + (match << 3 | bitIndex) &* size, weights + (128 &+ (known << 8 | partial)) &* size,
                weights + (3200 &+ (classes << 2 | bitIndex >> 1)) &* size, partial, bit, rate)
            let refined = unsafe refine(p.logit, p.probability, bit, recent, partial, &undo)
            probability *= Double(bit == 1 ? refined : 1 - refined)
            unsafe row += size
        }
        return probability
    }

    /// The probability of a one from all inputs, by the three chosen vectors of weights; then their update.
    @inline(__always)
    private func mix(
        _ row: UnsafeRawPointer, _ first: UnsafeMutableRawPointer, _ second: UnsafeMutableRawPointer,
        _ third: UnsafeMutableRawPointer, _ last: Int, _ bit: Int, _ rate: Float
    ) -> (logit: Float, probability: Float) {
        let a = unsafe Self.products(row, first)
        let b = unsafe Self.products(row, second)
        let c = unsafe Self.products(row, third)
        let dots = unsafe Logistic.limited(Self.sums(a, b, c))
        let target = SIMD4<Float>(repeating: Float(bit))
        let final = unsafe base.advanced(by: layout.finalWeights &+ last &* 16)
        let finalWeights = unsafe final.load(as: SIMD4<Float>.self)
        let weighed = dots * finalWeights
        let logit = Logistic.limited((weighed[0] + weighed[2]) + (weighed[1] + weighed[3]))
        // The fourth place is the last mixer's.
        var logits = dots
        logits[3] = logit
        let probabilities = Logistic.probability(logits)
        if Policy.adapts {
            let errors = target - probabilities
            let steps = errors * rate
            unsafe Self.follow(row, first, steps[0])
            unsafe Self.follow(row, second, steps[1])
            unsafe Self.follow(row, third, steps[2])
            unsafe final.storeBytes(of: finalWeights + dots * (errors[3] * Self.finalRate), as: SIMD4<Float>.self)
        }
        return (logit, probabilities[3])
    }

    @inline(__always)
    private static func lanes(_ address: UnsafeRawPointer, _ index: Int) -> SIMD4<Float> {
        unsafe address.load(fromByteOffset: index &* 16, as: SIMD4<Float>.self)
    }

    /// The products of inputs and weights, in four lanes.
    ///
    /// Never inlined: the compiler would weave several mixers into each other, at three times the cost.
    @inline(never)
    private static func products(_ x: UnsafeRawPointer, _ weights: UnsafeMutableRawPointer) -> SIMD4<Float> {
        let w = UnsafeRawPointer(weights)
        let a = unsafe lanes(x, 0) * lanes(w, 0) + lanes(x, 1) * lanes(w, 1)
        let b = unsafe lanes(x, 2) * lanes(w, 2) + lanes(x, 3) * lanes(w, 3)
        return a + b
    }

    /// The sums of three vectors' lanes, always in the same order; the fourth is zero.
    @inline(__always)
    private static func sums(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>) -> SIMD4<Float> {
        let ab = SIMD4(a[0], b[0], a[1], b[1]) + SIMD4(a[2], b[2], a[3], b[3])
        let cc = SIMD4(c[0], 0, c[1], 0) + SIMD4(c[2], 0, c[3], 0)
        return SIMD4(ab[0], ab[1], cc[0], cc[1]) + SIMD4(ab[2], ab[3], cc[2], cc[3])
    }

    /// Moves weights along the inputs.
    @inline(__always)
    private static func follow(_ x: UnsafeRawPointer, _ weights: UnsafeMutableRawPointer, _ step: Float) {
        for index in 0..<(PredictorLayout.inputs / 4) {
            let moved = unsafe lanes(UnsafeRawPointer(weights), index) + lanes(x, index) * step
            unsafe weights.storeBytes(of: moved, toByteOffset: index &* 16, as: SIMD4<Float>.self)
        }
    }

    /// The corrections of a context: 0…65,535 the last byte, from there on the last two.
    @inline(__always)
    private func correction(_ context: Int) -> UnsafeMutableRawPointer {
        unsafe base.advanced(by: layout.refinements &+ context &* (PredictorLayout.bins &* 4))
    }

    /// The context of the last two bytes and the bits so far.
    @inline(__always)
    private static func pairContext(_ recent: Int, _ partial: Int) -> Int {
        let row = (UInt32(truncatingIfNeeded: recent & 0xFFFF) &* 0x9E37_79B1) >> 16
        return 65536 &+ ((Int(row) ^ (partial &* 0x101)) & 0xFFFF)
    }

    /// A probability corrected by what followed it in the contexts of the last one and the last two bytes.
    @inline(__always)
    private func refine(
        _ logit: Float, _ p: Float, _ bit: Int, _ recent: Int, _ partial: Int, _ undo: inout UndoLog
    ) -> Float {
        let (bin, fraction) = PredictorTables.split(min(max(logit + 8, 0), 16) * (14.5 / 16))
        let first = unsafe correction((recent & 0xFF) << 8 | partial) + bin &* 4
        let second = unsafe correction(Self.pairContext(recent, partial)) + bin &* 4
        // A correction is kept at both ends of a bin, and both follow the bit.
        let cells = unsafe SIMD4(
            lowHalf: first.loadUnaligned(as: SIMD2<Float>.self), highHalf: second.loadUnaligned(as: SIMD2<Float>.self))
        let shares = SIMD4(1 - fraction, fraction, 1 - fraction, fraction)
        let parts = cells * shares
        let sums = parts.evenHalf + parts.oddHalf + SIMD2(repeating: p)
        if Policy.adapts {
            if Policy.keepsUndo {
                unsafe undo.keep(base, first - base)
                unsafe undo.keep(base, second - base)
            }
            let errors = (SIMD2(repeating: Float(bit)) - sums) * SIMD2(repeating: 0.02)
            let moved = cells + shares * SIMD4(errors[0], errors[0], errors[1], errors[1])
            unsafe first.storeBytes(of: moved.lowHalf, as: SIMD2<Float>.self)
            unsafe second.storeBytes(of: moved.highHalf, as: SIMD2<Float>.self)
        }
        let mixed = p * 0.25 + sums[0] * 0.25 + sums[1] * 0.5
        return min(max(mixed, 0x1p-20), 1 - 0x1p-20)
    }
}
