/// Elementary functions with the same result, to the last bit, on every machine.
///
/// A C library may choose another implementation for another processor (glibc does, by the presence of fused
/// multiply-add), and then the last digit of a report changes with the machine. These functions use IEEE 754 additions,
/// subtractions, multiplications and divisions only, which Swift never fuses. They are accurate to 1 unit in the last
/// place, and near their roots too; ``lgamma(_:)`` to 3 and ``trigamma(_:)`` to 2. ``digamma(_:)`` is accurate to 1e-18
/// beside its root.
public enum PortableMath: Sendable {
    // ln 2 in two parts; the first has 40 bits, so that its product with an exponent is exact.
    static let ln2High = 0x1.62e42fefa2p-1
    static let ln2Low = 7.371002565167798901834e-13

    /// The natural logarithm; −∞ at zero, not a number below zero.
    public static func log(_ x: Double) -> Double {
        guard let (exponent, f) = reduced(x) else { return logarithmOfSpecial(x) }
        let k = Double(exponent)
        return k * ln2High + (f - (shortfall(f) - k * ln2Low))
    }

    /// The logarithm to base 2, exact at powers of two; −∞ at zero, not a number below zero.
    public static func log2(_ x: Double) -> Double {
        guard let (exponent, f) = reduced(x) else { return logarithmOfSpecial(x) }
        // 1 / ln 2 in two parts, the first of 21 bits, times a logarithm whose first part has 32.
        let inverseHigh = 0x1.71547p+0
        let inverseLow = 3.76887498563609924681e-7
        let missing = shortfall(f)
        let high = Double(bitPattern: (f - missing).bitPattern & 0xFFFF_FFFF_FFE0_0000)
        let low = (f - high) - missing
        let sum = DoubleDouble(sumOf: Double(exponent), high * inverseHigh)
        return sum.high + (sum.low + (low * inverseHigh + (high + low) * inverseLow))
    }

    /// The natural logarithm of 1 + x without loss for small x; −∞ at −1, not a number below.
    public static func log1p(_ x: Double) -> Double {
        if x > -0.29 && x < 0.41 { return x - shortfall(x) }
        let sum = DoubleDouble(sumOf: 1, x)
        guard let (exponent, f) = reduced(sum.high) else { return logarithmOfSpecial(sum.high) }
        let k = Double(exponent)
        let correction = k * ln2Low + sum.low / sum.high
        return k * ln2High + (f - (shortfall(f) - correction))
    }

    /// f − ln(1 + f) for f between √½ − 1 and √2 − 1, without the cancellation.
    ///
    /// With s = f / (2 + f): ln(1 + f) = 2 artanh s = 2s + 2s³/3 + 2s⁵/5 + …, and 2s = f − s·f.
    static func shortfall(_ f: Double) -> Double {
        let s = f / (2 + f)
        return s * (f - artanhTail(s * s))
    }

    /// 2z/3 + 2z²/5 + 2z³/7 + … for z up to 0.0295.
    private static func artanhTail(_ z: Double) -> Double {
        z * (2.0 / 3 + z * artanhFarTail(z))
    }

    /// 2/5 + 2z/7 + 2z²/9 + … for z up to 0.0295.
    private static func artanhFarTail(_ z: Double) -> Double {
        var sum = 2.0 / 25
        sum = sum * z + 2.0 / 23
        sum = sum * z + 2.0 / 21
        sum = sum * z + 2.0 / 19
        sum = sum * z + 2.0 / 17
        sum = sum * z + 2.0 / 15
        sum = sum * z + 2.0 / 13
        sum = sum * z + 2.0 / 11
        sum = sum * z + 2.0 / 9
        sum = sum * z + 2.0 / 7
        return sum * z + 2.0 / 5
    }

    /// The natural logarithm of a positive normal or subnormal number with about 64 correct bits.
    static func extendedLog(_ x: Double) -> DoubleDouble? {
        guard let (exponent, f) = reduced(x) else { return nil }
        let s = DoubleDouble(high: f, low: 0) / DoubleDouble(sumOf: 2, f)
        let z = s * s
        // 2/3 in two parts.
        let head = z * DoubleDouble(high: 2.0 / 3, low: 3.700743415417188468e-17)
        let tail = DoubleDouble(sumOf: head.high, head.low + z.high * z.high * artanhFarTail(z.high))
        let mantissa = DoubleDouble(high: 2 * s.high, low: 2 * s.low) + s * tail
        let k = Double(exponent)
        return DoubleDouble(high: k * ln2High, low: 0) + (DoubleDouble(high: k * ln2Low, low: 0) + mantissa)
    }

    /// x = 2^exponent · (1 + f) with 1 + f between √½ and √2; nil for zero, negative and non-finite numbers.
    private static func reduced(_ x: Double) -> (exponent: Int, f: Double)? {
        guard x > 0, x < .infinity else { return nil }
        var bits = x.bitPattern
        var exponent = -1023
        if bits < 1 << 52 {  // subnormal
            bits = (x * 0x1p54).bitPattern
            exponent -= 54
        }
        exponent += Int(bits >> 52)
        var mantissa = Double(bitPattern: bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
        if mantissa > 1.4142135623730951 {
            mantissa *= 0.5
            exponent += 1
        }
        return (exponent, mantissa - 1)
    }

    /// The logarithm where there is nothing to reduce.
    private static func logarithmOfSpecial(_ x: Double) -> Double {
        if x == 0 { return -.infinity }
        return x < 0 ? .nan : x
    }
}
