/// The logistic function of four numbers at a time, in arithmetic that gives the same bits on every machine.
enum Logistic {
    /// Beyond ±12 probabilities are no longer told apart.
    static var limit: Float { 12 }

    @inline(__always)
    static func limited(_ x: Float) -> Float { min(max(x, -limit), limit) }

    @inline(__always)
    static func limited(_ x: SIMD4<Float>) -> SIMD4<Float> {
        let above = x.replacing(with: -limit, where: x .< SIMD4(repeating: -limit))
        return above.replacing(with: limit, where: above .> SIMD4(repeating: limit))
    }

    /// 1 / (1 + e^−x) of numbers within the limit, to a relative error of 10⁻⁶.
    ///
    /// e^−x = 2^k · 2^f with k the nearest integer and |f| ≤ ½; 2^f by its Taylor series. Never inlined: where single lanes are used
    /// the compiler would divide four times.
    @inline(never)
    static func probability(_ x: SIMD4<Float>) -> SIMD4<Float> {
        let y = x * SIMD4(repeating: -1.442_695_04)
        let magic = SIMD4<Float>(repeating: 12_582_912)  // 1.5 · 2²³: the unit in the last place is 1
        let rounded = y + magic
        let f = y - (rounded - magic)
        var power = SIMD4<Float>(repeating: 0.001_333_355_8) * f + SIMD4(repeating: 0.009_618_129)
        power = power * f + SIMD4(repeating: 0.055_504_109)
        power = power * f + SIMD4(repeating: 0.240_226_507)
        power = power * f + SIMD4(repeating: 0.693_147_181)
        power = power * f + SIMD4(repeating: 1)
        let exponent = unsafe unsafeBitCast(rounded, to: SIMD4<UInt32>.self) &<< SIMD4(repeating: 23)
        let scaled = unsafe unsafeBitCast(
            unsafeBitCast(power, to: SIMD4<UInt32>.self) &+ exponent, to: SIMD4<Float>.self)
        return SIMD4(repeating: 1) / (SIMD4(repeating: 1) + scaled)
    }
}
