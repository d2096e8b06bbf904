extension PortableMath {
    // ½ ln(2π) − ½: the constant of Stirling's formula in the form used here.
    private static let stirlingConstant = 0.4189385332046727417803
    private static let eulerGamma = 0.5772156649015328606065

    /// The logarithm of the gamma function of a positive number; infinite at zero, not a number below.
    ///
    /// Taylor series at 1 and 2 (DLMF 5.7.3), recurrence to 16, Stirling's series above (DLMF 5.11.1).
    public static func lgamma(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return x == 0 ? .infinity : x < 0 ? .nan : x }
        if x < 0.5 { return lgammaAbove1(x) - log(x) }
        if x < 1.41 { return lgammaAbove1(x - 1) }
        if x <= 2.5 { return lgammaAbove2(x - 2) }
        if x < 16 {
            var factor = x - 1
            var product = 1.0
            while factor >= 1.5 {  // each difference is exact
                product *= factor
                factor -= 1
            }
            return log(product) + lgammaAbove2(factor - 1)
        }
        guard let logarithm = extendedLog(x) else { return .nan }
        return (x - 0.5) * ((logarithm.high - 1) + logarithm.low) + (stirlingConstant + stirlingRemainder(x))
    }

    /// ln Γ(2 + z) for z from −0.6 to 0.5: z(1 − γ) + Σ (−1)ᵏ (ζ(k) − 1) zᵏ / k.
    private static func lgammaAbove2(_ z: Double) -> Double {
        z * ((1 - eulerGamma) + z * zetaSeries(z))
    }

    /// ln Γ(1 + z) for z from −½ to ½: the same less ln(1 + z), without the cancellation near zero.
    private static func lgammaAbove1(_ z: Double) -> Double {
        guard z > -0.29 && z < 0.41 else { return lgammaAbove2(z) - log1p(z) }
        return shortfall(z) + z * (z * zetaSeries(z) - eulerGamma)
    }

    /// Σ (−1)ᵏ (ζ(k) − 1) zᵏ⁻² / k from k = 2 on.
    private static func zetaSeries(_ z: Double) -> Double {
        var sum = 0.0
        var k = Double(zetaLess1.count + 1)
        for zeta in zetaLess1.reversed() {
            sum = zeta / k - sum * z
            k -= 1
        }
        return sum
    }

    /// ζ(k) − 1 for k from 2 to 29.
    private static let zetaLess1: [Double] = [
        0.64493406684822643647, 0.2020569031595942854, 0.082323233711138191516, 0.036927755143369926331,
        0.017343061984449139715, 0.0083492773819228268398, 0.0040773561979443393787, 0.0020083928260822144179,
        0.00099457512781808533715, 0.0004941886041194645587, 0.00024608655330804829864, 0.00012271334757848914675,
        0.000061248135058704829259, 0.000030588236307020493552, 0.000015282259408651871733, 7.6371976378997622736e-6,
        3.8172932649998398565e-6, 1.9082127165539389257e-6, 9.5396203387279611315e-7, 4.7693298678780646312e-7,
        2.3845050272773299e-7, 1.1921992596531107307e-7, 5.9608189051259479612e-8, 2.9803503514652280186e-8,
        1.4901554828365041235e-8, 7.450711789835429492e-9, 3.7253340247884570548e-9, 1.8626597235130490064e-9,
    ]

    /// ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π] for a positive number: about 1/(12x) where x is large.
    static func stirlingRemainder(_ x: Double) -> Double {
        guard x >= 16 else {
            return lgamma(x) - ((x - 0.5) * (log(x) - 1) + stirlingConstant)
        }
        let y = 1 / x
        let z = y * y
        var sum = 1.0 / 156
        sum = sum * z - 691.0 / 360_360
        sum = sum * z + 1.0 / 1188
        sum = sum * z - 1.0 / 1680
        sum = sum * z + 1.0 / 1260
        sum = sum * z - 1.0 / 360
        return y * (sum * z + 1.0 / 12)
    }

    /// The digamma function, the derivative of ln Γ, of a positive number; −∞ at zero, not a number below.
    ///
    /// Recurrence to 16 (DLMF 5.5.2), the asymptotic series above (DLMF 5.11.2).
    public static func digamma(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return x == 0 ? -.infinity : x < 0 ? .nan : x }
        // In extended precision, because the parts cancel near the root at 1.4616.
        var y = DoubleDouble(high: x, low: 0)
        var parts = DoubleDouble(high: 0, low: 0)
        var steps = 0.0
        while y.high < 16 {
            parts = parts + DoubleDouble(high: -1, low: 0) / y
            steps += 1
            y = DoubleDouble(sumOf: x, steps)
        }
        guard let logarithm = extendedLog(y.high) else { return .nan }
        let z = 1 / (y.high * y.high)
        var sum = 1.0 / 12
        sum = sum * z - 691.0 / 32_760
        sum = sum * z + 1.0 / 132
        sum = sum * z - 1.0 / 240
        sum = sum * z + 1.0 / 252
        sum = sum * z - 1.0 / 120
        sum = sum * z + 1.0 / 12
        let half = DoubleDouble(high: -0.5, low: 0) / y
        return (parts + logarithm + half + DoubleDouble(high: y.low / y.high, low: -sum * z)).value
    }

    /// The trigamma function, the derivative of ``digamma(_:)``, of a positive number; infinite at zero.
    ///
    /// Recurrence to 16 (DLMF 5.5.2 differentiated), the asymptotic series above; not a number below zero.
    public static func trigamma(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return x == 0 ? .infinity : x < 0 ? .nan : 1 / x }
        var y = x
        var total = CompensatedSum()
        while y < 16 {
            total.add(1 / (y * y))
            y += 1
        }
        let z = 1 / (y * y)
        var sum = 7.0 / 6
        sum = sum * z - 691.0 / 2730
        sum = sum * z + 5.0 / 66
        sum = sum * z - 1.0 / 30
        sum = sum * z + 1.0 / 42
        sum = sum * z - 1.0 / 30
        sum = sum * z + 1.0 / 6
        total.add(1 / y + (0.5 * z + sum * z / y))
        return total.value
    }
}
