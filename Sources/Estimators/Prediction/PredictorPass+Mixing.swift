extension PredictorPass {
    /// The probability of a one from all inputs, by the weights that each selector chooses; then their update.
    @inline(__always)
    func mix(_ bit: Int, _ selected: SIMD4<Int32>, _ last: Int) -> Float {
        let weights = unsafe base.advanced(by: layout.mixerWeights)
        let bytes = PredictorLayout.inputs * 4
        let x = unsafe UnsafeRawPointer(inputs)
        let squash = unsafe tables.squash
        let target = Float(bit)
        let rate = unsafe mixerRate
        let d0 = unsafe Self.mixOne(x, weights.advanced(by: Int(selected[0]) &* bytes), squash, target, rate)
        let d1 = unsafe Self.mixOne(x, weights.advanced(by: Int(selected[1]) &* bytes), squash, target, rate)
        let d2 = unsafe Self.mixOne(x, weights.advanced(by: Int(selected[2]) &* bytes), squash, target, rate)
        let dots = SIMD4<Float>(d0, d1, d2, 0)
        let final = unsafe base.advanced(by: layout.finalWeights + last * 16)
        let finalWeights = unsafe final.load(as: SIMD4<Float>.self)
        let p = unsafe tables.squashed(Self.sum(dots * finalWeights))
        if Policy.adapts {
            let error = unsafe (target - p) * Self.finalRate
            unsafe final.storeBytes(of: finalWeights + dots * error, as: SIMD4<Float>.self)
        }
        return p
    }

    /// One mixer: the weighed sum of the inputs, limited to what the logistic function tells apart, and the update of
    /// the weights by the mixer's own error.
    ///
    /// Never inlined: the compiler would weave several mixers into each other, at three times the cost.
    @inline(never)
    static func mixOne(
        _ x: UnsafeRawPointer, _ weights: UnsafeMutableRawPointer, _ squash: UnsafeMutablePointer<Float>,
        _ target: Float, _ rate: Float
    ) -> Float {
        let x0 = unsafe x.load(as: SIMD8<Float>.self)
        let x1 = unsafe x.load(fromByteOffset: 32, as: SIMD8<Float>.self)
        let x2 = unsafe x.load(fromByteOffset: 64, as: SIMD8<Float>.self)
        let w0 = unsafe weights.load(as: SIMD8<Float>.self)
        let w1 = unsafe weights.load(fromByteOffset: 32, as: SIMD8<Float>.self)
        let w2 = unsafe weights.load(fromByteOffset: 64, as: SIMD8<Float>.self)
        let products = (x0 * w0 + x1 * w1) + x2 * w2
        let limit = PredictorTables.squashLimit
        let dot = unsafe min(max(sum(products.lowHalf + products.highHalf), -limit), limit)
        if Policy.adapts {
            let error = unsafe (target - PredictorTables.squashed(dot, squash)) * rate
            unsafe weights.storeBytes(of: w0 + x0 * error, as: SIMD8<Float>.self)
            unsafe weights.storeBytes(of: w1 + x1 * error, toByteOffset: 32, as: SIMD8<Float>.self)
            unsafe weights.storeBytes(of: w2 + x2 * error, toByteOffset: 64, as: SIMD8<Float>.self)
        }
        return dot
    }

    /// The sum of four numbers, always in the same order.
    @inline(__always)
    static func sum(_ v: SIMD4<Float>) -> Float { (v[0] + v[2]) + (v[1] + v[3]) }

    /// The corrections of a context: 0…65,535 the last byte, from there on the last two.
    @inline(__always)
    func refinement(_ context: Int) -> UnsafeMutableRawPointer {
        unsafe base.advanced(by: layout.refinements + context * PredictorLayout.bins * 4)
    }

    /// The context of the last two bytes and the bits so far.
    @inline(__always)
    static func pairContext(_ c1: Int, _ c2: Int, _ partial: Int) -> Int {
        let row = (UInt32(truncatingIfNeeded: c1 | c2 << 8) &* 0x9E37_79B1) >> 16
        return 65536 + ((Int(row) ^ (partial &* 0x101)) & 0xFFFF)
    }

    /// A probability corrected by what followed it in the contexts of the last one and the last two bytes.
    @inline(__always)
    func refine(_ p: Float, _ bit: Int, _ one: Int, _ two: Int, _ undo: inout UndoLog) -> Float {
        let x = unsafe tables.stretched(p)
        let (bin, fraction) = PredictorTables.split(min(max(x + 8, 0), 16) * (14.5 / 16))
        let first = unsafe refinement(one).advanced(by: bin * 4)
        let second = unsafe refinement(two).advanced(by: bin * 4)
        let a = unsafe corrected(first, p, fraction, bit, &undo)
        let b = unsafe corrected(second, p, fraction, bit, &undo)
        let mixed = p * 0.25 + a * 0.25 + b * 0.5
        return min(max(mixed, 0x1p-20), 1 - 0x1p-20)
    }

    /// One corrected probability: a correction is kept at both ends of a bin, and both follow the bit.
    @inline(__always)
    func corrected(
        _ cell: UnsafeMutableRawPointer, _ p: Float, _ fraction: Float, _ bit: Int, _ undo: inout UndoLog
    ) -> Float {
        let low = unsafe cell.load(as: Float.self)
        let high = unsafe cell.load(fromByteOffset: 4, as: Float.self)
        let value = p + low + (high - low) * fraction
        if Policy.adapts {
            unsafe keep(cell, &undo)
            let error = (Float(bit) - value) * 0.02
            unsafe cell.storeBytes(of: low + error * (1 - fraction), as: Float.self)
            unsafe cell.storeBytes(of: high + error * fraction, toByteOffset: 4, as: Float.self)
        }
        return min(max(value, 0), 1)
    }
}
