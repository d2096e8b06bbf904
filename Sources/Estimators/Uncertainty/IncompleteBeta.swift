internal import InformationCapacity

/// The regularised incomplete beta function and its inverse: tails of binomial proportions.
enum IncompleteBeta {
    /// I_x(a, b), the distribution function of the beta distribution; 0 below and 1 above the unit interval.
    ///
    /// Continued fraction (Abramowitz & Stegun 26.5.8) on the side where it converges fast.
    ///
    /// - Parameters:
    ///   - a: Positive.
    ///   - b: Positive.
    static func value(_ x: Double, a: Double, b: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        let logFront =
            PortableMath.lgamma(a + b) - PortableMath.lgamma(a) - PortableMath.lgamma(b) + a * PortableMath.log(x)
            + b * PortableMath.log1p(-x)
        let front = PortableMath.exp(logFront)
        if x < (a + 1) / (a + b + 2) { return min(1, front * fraction(x, a, b) / a) }
        return max(0, 1 - front * fraction(1 - x, b, a) / b)
    }

    /// The x at which I_x(a, b) reaches a probability, to 2⁻⁶⁰.
    static func quantile(_ probability: Double, a: Double, b: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if value(middle, a: a, b: b) < probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The continued fraction, evaluated forwards by ratios of its convergents (Lentz's method).
    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let least = 1e-300
        func kept(_ value: Double) -> Double { value.magnitude < least ? least : value }
        var numerators = 1.0
        var denominators = 1 / kept(1 - (a + b) * x / (a + 1))
        var result = denominators
        // Convergence takes about √max(a, b) steps.
        for step in 1...100_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            denominators = 1 / kept(1 + even * denominators)
            numerators = kept(1 + even / numerators)
            result *= denominators * numerators
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            denominators = 1 / kept(1 + odd * denominators)
            numerators = kept(1 + odd / numerators)
            let change = denominators * numerators
            result *= change
            if (change - 1).magnitude < 1e-15 { break }
        }
        return result
    }
}
