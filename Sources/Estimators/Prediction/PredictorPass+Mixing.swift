extension PredictorPass {
    /// The probability of a one from all inputs, by the weights that each selector chooses; then their update.
    @inline(__always)
    func mix(
        _ bit: Int, _ s0: Int, _ s1: Int, _ s2: Int, _ s3: Int, _ s4: Int, _ s5: Int, _ last: Int
    ) -> Float {
        let weights = unsafe base.advanced(by: layout.mixerWeights)
        let w0 = unsafe weights.advanced(by: s0 * (PredictorLayout.inputs * 4))
        let w1 = unsafe weights.advanced(by: s1 * (PredictorLayout.inputs * 4))
        let w2 = unsafe weights.advanced(by: s2 * (PredictorLayout.inputs * 4))
        let w3 = unsafe weights.advanced(by: s3 * (PredictorLayout.inputs * 4))
        let w4 = unsafe weights.advanced(by: s4 * (PredictorLayout.inputs * 4))
        let w5 = unsafe weights.advanced(by: s5 * (PredictorLayout.inputs * 4))
        let x = unsafe UnsafeMutableRawPointer(inputs)
        var d0 = SIMD4<Float>.zero
        var d1 = SIMD4<Float>.zero
        var d2 = SIMD4<Float>.zero
        var d3 = SIMD4<Float>.zero
        var d4 = SIMD4<Float>.zero
        var d5 = SIMD4<Float>.zero
        for offset in stride(from: 0, to: PredictorLayout.inputs * 4, by: 16) {
            let v = unsafe x.load(fromByteOffset: offset, as: SIMD4<Float>.self)
            unsafe d0 += v * w0.load(fromByteOffset: offset, as: SIMD4<Float>.self)
            unsafe d1 += v * w1.load(fromByteOffset: offset, as: SIMD4<Float>.self)
            unsafe d2 += v * w2.load(fromByteOffset: offset, as: SIMD4<Float>.self)
            unsafe d3 += v * w3.load(fromByteOffset: offset, as: SIMD4<Float>.self)
            unsafe d4 += v * w4.load(fromByteOffset: offset, as: SIMD4<Float>.self)
            unsafe d5 += v * w5.load(fromByteOffset: offset, as: SIMD4<Float>.self)
        }
        let dots = unsafe SIMD8<Float>(
            Self.limited(d0), Self.limited(d1), Self.limited(d2), Self.limited(d3), Self.limited(d4), Self.limited(d5),
            0, 0)
        let final = unsafe base.advanced(by: layout.finalWeights + last * 32)
        let finalWeights = unsafe final.load(as: SIMD8<Float>.self)
        let product = dots * finalWeights
        let p = unsafe tables.squashed(Self.sum(product.lowHalf + product.highHalf))
        if Policy.adapts {
            let target = Float(bit)
            let finalRate = unsafe Self.finalRate
            let rate = unsafe Self.mixerRate
            unsafe final.storeBytes(of: finalWeights + dots * ((target - p) * finalRate), as: SIMD8<Float>.self)
            let e0 = unsafe (target - tables.squashed(dots[0])) * rate
            let e1 = unsafe (target - tables.squashed(dots[1])) * rate
            let e2 = unsafe (target - tables.squashed(dots[2])) * rate
            let e3 = unsafe (target - tables.squashed(dots[3])) * rate
            let e4 = unsafe (target - tables.squashed(dots[4])) * rate
            let e5 = unsafe (target - tables.squashed(dots[5])) * rate
            for offset in stride(from: 0, to: PredictorLayout.inputs * 4, by: 16) {
                let v = unsafe x.load(fromByteOffset: offset, as: SIMD4<Float>.self)
                unsafe Self.add(v * e0, to: w0, offset)
                unsafe Self.add(v * e1, to: w1, offset)
                unsafe Self.add(v * e2, to: w2, offset)
                unsafe Self.add(v * e3, to: w3, offset)
                unsafe Self.add(v * e4, to: w4, offset)
                unsafe Self.add(v * e5, to: w5, offset)
            }
        }
        return p
    }

    @inline(__always)
    static func add(_ change: SIMD4<Float>, to weights: UnsafeMutableRawPointer, _ offset: Int) {
        let old = unsafe weights.load(fromByteOffset: offset, as: SIMD4<Float>.self)
        unsafe weights.storeBytes(of: old + change, toByteOffset: offset, as: SIMD4<Float>.self)
    }

    /// The sum of four numbers, limited to what the logistic function tells apart.
    @inline(__always)
    static func limited(_ v: SIMD4<Float>) -> Float {
        unsafe min(max(sum(v), -PredictorTables.squashLimit), PredictorTables.squashLimit)
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
        let mixed = p * 0.5 + (a + b) * 0.25
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
