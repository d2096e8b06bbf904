/// An unevaluated sum of two doubles, about 106 bits of significand.
///
/// Error-free transformations of Knuth and Dekker, in additions and multiplications only.
struct DoubleDouble: Sendable {
    var high: Double
    var low: Double

    init(high: Double, low: Double) {
        self.high = high
        self.low = low
    }

    /// The exact sum of two doubles (Knuth's two-sum).
    init(sumOf a: Double, _ b: Double) {
        let sum = a + b
        let part = sum - a
        self.init(high: sum, low: (a - (sum - part)) + (b - part))
    }

    /// The exact product of two doubles (Dekker), below about 1e300 in magnitude.
    init(productOf a: Double, _ b: Double) {
        let product = a * b
        let (aHigh, aLow) = Self.halves(a)
        let (bHigh, bLow) = Self.halves(b)
        let error = ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow
        self.init(high: product, low: error)
    }

    /// The value rounded to one double.
    var value: Double { high + low }

    static func + (a: Self, b: Self) -> Self {
        let sum = Self(sumOf: a.high, b.high)
        return Self(sumOf: sum.high, sum.low + (a.low + b.low))
    }

    static func * (a: Self, b: Self) -> Self {
        let product = Self(productOf: a.high, b.high)
        return Self(sumOf: product.high, product.low + (a.high * b.low + a.low * b.high))
    }

    static func / (a: Self, b: Self) -> Self {
        let quotient = a.high / b.high
        let back = Self(productOf: quotient, b.high)
        let rest = ((a.high - back.high) - back.low) + a.low - quotient * b.low
        return Self(sumOf: quotient, rest / b.high)
    }

    /// Veltkamp's split into two halves of 26 bits.
    private static func halves(_ a: Double) -> (high: Double, low: Double) {
        let scaled = 134_217_729 * a  // 2²⁷ + 1
        let high = scaled - (scaled - a)
        return (high, a - high)
    }
}
