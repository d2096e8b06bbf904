internal import CPrefetch

/// The mixers: they weigh the inputs of a decision, and what follows refines the result.
@unsafe
struct MixStage<Policy: AdaptationPolicy> {
    static var slowestRate: Float { 0.0015 }
    static var extraRate: Float { 0.012 }
    static var finalRate: Float { 0.0015 }

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

    /// Asks for the corrections that bytes will need.
    private func prefetch(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ block: PredictorBlock) {
        var recent = unsafe recent
        for index in 0..<count {
            var pairs = unsafe pairCorrections(recent, 0)
            var triples = unsafe tripleCorrections(recent, 0)
            var steps = unsafe path(block, index)
            while true {
                let step = unsafe Int(steps.pointee)
                if step & 32 != 0 {
                    unsafe pairs = pairCorrections(recent, step >> 6 & 255)
                    unsafe triples = tripleCorrections(recent, step >> 6 & 255)
                }
                unsafe assay_prefetch(pairs + (step >> 1 & 15) &* Self.rowBytes)
                unsafe assay_prefetch(triples + (step >> 1 & 15) &* Self.rowBytes)
                if step & 0x8000 != 0 { break }
                unsafe steps += 1
            }
            recent = unsafe (recent << 8 | Int(bytes[index])) & 0xFF_FFFF
        }
    }

    @inline(__always)
    private func path(_ block: PredictorBlock, _ index: Int) -> UnsafePointer<UInt16> {
        unsafe UnsafePointer(
            (base + (layout.paths &+ Int(block.paths[index]))).assumingMemoryBound(to: UInt16.self))
    }

    /// The first weight vector of the last set.
    private static var classes: Int { 16 * 8 + (PredictorLayout.contexts + 1) * 256 }
    private static var rowBytes: Int { PredictorLayout.bins &* 4 }

    /// The corrections of a group's nodes in the context of the last two bytes: 4,096 groups by hash.
    @inline(__always)
    private func pairCorrections(_ recent: Int, _ group: Int) -> UnsafeMutableRawPointer {
        let hash = UInt32(truncatingIfNeeded: (recent & 0xFFFF) << 8 &+ group) &* 0x9E37_79B1
        return unsafe base + (layout.pairRefinements &+ Int(hash >> 20) &* 16 &* Self.rowBytes)
    }

    /// The corrections of a group's nodes in the context of the last three bytes: 16,384 groups by hash.
    @inline(__always)
    private func tripleCorrections(_ recent: Int, _ group: Int) -> UnsafeMutableRawPointer {
        let hash = UInt32(truncatingIfNeeded: recent << 8 &+ group) &* 0x9E37_79B1
        return unsafe base + (layout.tripleRefinements &+ Int((hash ^ hash >> 15) >> 18) &* 16 &* Self.rowBytes)
    }

    mutating func run(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ block: PredictorBlock, _ undo: inout UndoLog
    ) {
        unsafe prefetch(bytes, count, block)
        var row = unsafe UnsafeRawPointer(block.inputs)
        var matches = unsafe UnsafePointer(block.matches)
        for index in 0..<count {
            unsafe block.probabilities[index] = code(block, index, &row, &matches, &undo)
            unsafe recent = (recent << 8 | Int(bytes[index])) & 0xFF_FFFF
            if Policy.adapts { unsafe position &+= 1 }
        }
    }

    /// The probability that the mixers give a byte.
    @inline(__always)
    private func code(
        _ block: PredictorBlock, _ index: Int, _ row: inout UnsafeRawPointer, _ matches: inout UnsafePointer<UInt8>,
        _ undo: inout UndoLog
    ) -> Double {
        let rate = unsafe Self.slowestRate + Self.extraRate * (16384 / (16384 + Float(position)))
        let recent = unsafe recent
        let classes =
            unsafe tables.kind(recent & 0xFF) << 6 | tables.kind(recent >> 8 & 0xFF) << 3 | tables.kind(recent >> 16)
        let weights = unsafe base.advanced(by: layout.mixerWeights)
        let known = unsafe Int(block.known[index])
        var probability = 1.0
        let singles = unsafe base + (layout.refinements &+ (recent & 0xFF) &* 256 &* Self.rowBytes)
        var pairs = unsafe pairCorrections(recent, 0)
        var triples = unsafe tripleCorrections(recent, 0)
        let steps = unsafe path(block, index)
        var depth = 0
        while true {
            let step = unsafe Int(steps[depth])
            let tree = step >> 6 & 255
            if step & 32 != 0 {
                unsafe pairs = pairCorrections(recent, tree)
                unsafe triples = tripleCorrections(recent, tree)
            }
            let bit = step & 1
            let size = PredictorLayout.inputs &* 4
            let p = unsafe mix(
                row, weights + (Int(matches.pointee) << 3 | Swift.min(depth, 7)) &* size,
                weights + (16 * 8 &+ (known << 8 | tree)) &* size,
                weights + (Self.classes &+ (classes << 2 | Swift.min(depth, 3))) &* size, tree, bit, rate)
            let place = unsafe (step >> 1 & 15) &* Self.rowBytes
            let refined = unsafe refine(
                p.logit, p.probability, bit, singles + tree &* Self.rowBytes, pairs + place, triples + place, &undo)
            probability *= Double(bit == 1 ? refined : 1 - refined)
            unsafe row += size
            unsafe matches += 1
            if step & 0x8000 != 0 { return probability }
            depth &+= 1
        }
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
        return unsafe a + lanes(x, 2) * lanes(w, 2)
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

    /// A probability corrected by what followed it in the contexts of the last one, two and three bytes.
    @inline(__always)
    private func refine(
        _ logit: Float, _ p: Float, _ bit: Int, _ single: UnsafeMutableRawPointer, _ pair: UnsafeMutableRawPointer,
        _ triple: UnsafeMutableRawPointer, _ undo: inout UndoLog
    ) -> Float {
        let (bin, fraction) = PredictorTables.split(
            min(max(logit + 8, 0), 16) * ((Float(PredictorLayout.bins) - 1.5) / 16))
        let first = unsafe single + bin &* 4
        let second = unsafe pair + bin &* 4
        let third = unsafe triple + bin &* 4
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
            let errors = (SIMD2(repeating: Float(bit)) - sums) * SIMD2(repeating: 0.015)
            let moved = cells + shares * SIMD4(errors[0], errors[0], errors[1], errors[1])
            unsafe first.storeBytes(of: moved.lowHalf, as: SIMD2<Float>.self)
            unsafe second.storeBytes(of: moved.highHalf, as: SIMD2<Float>.self)
        }
        let cell = unsafe third.loadUnaligned(as: SIMD2<Float>.self)
        let share = SIMD2(1 - fraction, fraction)
        let part = cell * share
        let sum = part[0] + part[1] + p
        if Policy.adapts {
            if Policy.keepsUndo { unsafe undo.keep(base, third - base) }
            unsafe third.storeBytes(of: cell + share * ((Float(bit) - sum) * 0.02), as: SIMD2<Float>.self)
        }
        let mixed = p * 0.15 + sums[0] * 0.1 + sums[1] * 0.3 + sum * 0.45
        return min(max(mixed, 0x1p-20), 1 - 0x1p-20)
    }
}
