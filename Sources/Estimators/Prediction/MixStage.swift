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

    /// Asks for the corrections that bytes will need.
    private func prefetch(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        var recent = unsafe recent
        for index in 0..<count {
            let byte = unsafe Int(bytes[index])
            for half in 0...1 {
                let path = 16 | (half == 0 ? byte >> 4 : byte & 15)
                let pairs = unsafe pairCorrections(recent, half == 0 ? 0 : byte >> 4 | 16)
                let triples = unsafe tripleCorrections(recent, half == 0 ? 0 : byte >> 4 | 16)
                for shift in 1...4 {
                    unsafe assay_prefetch(pairs + (path >> shift) &* Self.rowBytes)
                    unsafe assay_prefetch(triples + (path >> shift) &* Self.rowBytes)
                }
            }
            recent = (recent << 8 | byte) & 0xFF_FFFF
        }
    }

    private static var rowBytes: Int { PredictorLayout.bins &* 4 }

    /// The corrections of half a byte in the context of the last byte.
    @inline(__always)
    private func singleCorrections(_ recent: Int, _ half: Int) -> UnsafeMutableRawPointer {
        unsafe base + (layout.refinements &+ ((recent & 0xFF) << 5 &+ half) &* 16 &* Self.rowBytes)
    }

    /// The corrections of half a byte in the context of the last two bytes: 4,096 groups by hash.
    ///
    /// - Parameter half: 0 for a byte's first half, else 16 + the first half.
    @inline(__always)
    private func pairCorrections(_ recent: Int, _ half: Int) -> UnsafeMutableRawPointer {
        let hash = UInt32(truncatingIfNeeded: (recent & 0xFFFF) << 5 &+ half) &* 0x9E37_79B1
        return unsafe base + (layout.pairRefinements &+ Int(hash >> 20) &* 16 &* Self.rowBytes)
    }

    /// The corrections of half a byte in the context of the last three bytes: 16,384 groups by hash.
    @inline(__always)
    private func tripleCorrections(_ recent: Int, _ half: Int) -> UnsafeMutableRawPointer {
        let hash = UInt32(truncatingIfNeeded: recent << 5 &+ half) &* 0x9E37_79B1
        return unsafe base + (layout.tripleRefinements &+ Int(hash >> 18) &* 16 &* Self.rowBytes)
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
        let classes =
            unsafe tables.kind(recent & 0xFF) << 6 | tables.kind(recent >> 8 & 0xFF) << 3 | tables.kind(recent >> 16)
        let weights = unsafe base.advanced(by: layout.mixerWeights)
        let known = unsafe Int(block.known[index])
        var row = unsafe UnsafeRawPointer(block.inputs + index &* 8 &* PredictorLayout.inputs)
        var probability = 1.0
        var singles = unsafe singleCorrections(recent, 0)
        var pairs = unsafe pairCorrections(recent, 0)
        var triples = unsafe tripleCorrections(recent, 0)
        for bitIndex in 0..<8 {
            if bitIndex == 4 {
                let half = byte >> 4 | 16
                unsafe singles = singleCorrections(recent, half)
                unsafe pairs = pairCorrections(recent, half)
                unsafe triples = tripleCorrections(recent, half)
            }
            let bit = byte >> (7 &- bitIndex) & 1
            let partial = (byte | 0x100) >> (8 &- bitIndex)
            let match = unsafe Int(block.matches[8 &* index &+ bitIndex])
            let size = PredictorLayout.inputs &* 4
            let p = unsafe mix(
                row, weights + (match << 3 | bitIndex) &* size, weights + (128 &+ (known << 8 | partial)) &* size,
                weights + (3200 &+ (classes << 2 | bitIndex >> 1)) &* size, partial, bit, rate)
            let node = ((byte & 15) | 16) >> (8 &- bitIndex)
            let place = unsafe (bitIndex < 4 ? partial : node) &* Self.rowBytes
            let refined = unsafe refine(
                p.logit, p.probability, bit, singles + place, pairs + place, triples + place, &undo)
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
            let errors = (SIMD2(repeating: Float(bit)) - sums) * SIMD2(repeating: 0.012)
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
