extension PortableMath {
    /// The exponential function; zero or infinite where the result has no double.
    public static func exp(_ x: Double) -> Double {
        exp(DoubleDouble(high: x, low: 0))
    }

    /// A non-negative number raised to a power; not a number for a negative base.
    ///
    /// Zero to the power of zero is 1, and zero to a negative power is infinite, as in C.
    public static func pow(_ base: Double, _ exponent: Double) -> Double {
        if exponent == 0 || base == 1 { return 1 }
        if base.isNaN || exponent.isNaN || base < 0 { return .nan }
        if base == 0 || base == .infinity { return (base == 0) == (exponent > 0) ? 0 : .infinity }
        guard let logarithm = extendedLog(base) else { return .nan }
        let estimate = exponent * logarithm.high
        guard estimate.magnitude < 800 else { return estimate > 0 ? .infinity : 0 }
        let product = DoubleDouble(productOf: exponent, logarithm.high)
        return exp(DoubleDouble(sumOf: product.high, product.low + exponent * logarithm.low))
    }

    /// The exponential of a sum of two doubles.
    ///
    /// x = k·ln 2 + r with r up to ln 2 / 2 in magnitude, then the Taylor series of exp r.
    private static func exp(_ x: DoubleDouble) -> Double {
        if x.high.isNaN { return .nan }
        guard x.high < 710 else { return .infinity }
        guard x.high > -746 else { return 0 }
        let k = (x.high * 1.4426950408889634).rounded(.toNearestOrEven)
        let r = DoubleDouble(sumOf: x.high - k * ln2High, x.low - k * ln2Low)
        // 1 / 2! + r / 3! + r² / 4! + …, the denominators being exact.
        var series = 1.0 / 87_178_291_200
        series = series * r.high + 1.0 / 6_227_020_800
        series = series * r.high + 1.0 / 479_001_600
        series = series * r.high + 1.0 / 39_916_800
        series = series * r.high + 1.0 / 3_628_800
        series = series * r.high + 1.0 / 362_880
        series = series * r.high + 1.0 / 40_320
        series = series * r.high + 1.0 / 5040
        series = series * r.high + 1.0 / 720
        series = series * r.high + 1.0 / 120
        series = series * r.high + 1.0 / 24
        series = series * r.high + 1.0 / 6
        series = series * r.high + 0.5
        let value = 1 + (r.high + (r.high * r.high * series + r.low * (1 + r.high)))
        return scaled(value, by: Int(k))
    }

    /// A number near 1 times 2^k, rounded once where the result is subnormal.
    private static func scaled(_ value: Double, by k: Int) -> Double {
        if k > 1023 { return value * 2 * powerOfTwo(k - 1) }
        return k < -1022 ? value * powerOfTwo(k + 1000) * 0x1p-1000 : value * powerOfTwo(k)
    }

    /// 2^k for k from −1022 to 1023.
    private static func powerOfTwo(_ k: Int) -> Double { Double(bitPattern: UInt64(k + 1023) << 52) }
}
