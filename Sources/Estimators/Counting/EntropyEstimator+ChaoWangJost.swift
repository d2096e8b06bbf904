internal import InformationCapacity

extension EntropyEstimator {
    /// Σ c/n [ψ(n) − ψ(c)] + f₁/n (1 − A)^(1−n) [−ln A − Σ_{r<n} (1 − A)^r / r].
    ///
    /// A = 2f₂ / ((n − 1)f₁ + 2f₂); without doubletons 2 / ((n − 1)(f₁ − 1) + 2). Without singletons the second term
    /// is zero: Zhang's estimate is all.
    static func chaoWangJost(_ counts: CountOfCounts) -> Double {
        let n = Double(counts.total)
        let f1 = Double(counts.singletons)
        let f2 = Double(counts.doubletons)
        guard f1 > 0 else { return zhang(counts) }
        // 1 − A in a form that does not round to 1.
        let seenTwice = f2 > 0 ? 2 * f2 : 2
        let seenOnce = (n - 1) * (f2 > 0 ? f1 : f1 - 1)
        let unseen =
            f1 / n * unseenTail(n: n, a: seenTwice / (seenOnce + seenTwice), x: seenOnce / (seenOnce + seenTwice))
        return zhang(counts) + unseen
    }

    /// x^(1−n) Σ_{r≥n} x^r / r with x = 1 − a: the bracket above without its cancellation.
    ///
    /// It is Σ_{j≥1} x^j / (n − 1 + j). The first terms are added one by one until the rest is smooth enough for the
    /// Euler–Maclaurin formula, whose integral is an exponential integral: a few hundred operations for any n and A.
    static func unseenTail(n: Double, a: Double, x: Double) -> Double {
        if x <= 0 { return 0 }
        let rate = -PortableMath.log1p(-a)
        var sum = CompensatedSum()
        var power = x
        var denominator = n
        // From here on successive terms differ by less than a part in 30.
        while denominator < 40 || rate > 0.03 {
            let term = power / denominator
            sum.add(term)
            if term < 1e-18 * sum.value { return sum.value }
            power *= x
            denominator += 1
        }
        // Σ_{u≥0} e^(−λu)/(N + u) = ∫ + f(0)/2 − Σ B_2k/(2k)! f^(2k−1)(0)
        let integral = scaledExponentialIntegral(rate * denominator)
        let corrections = [1.0 / 12, -1.0 / 720, 1.0 / 30_240, -1.0 / 1_209_600, 1.0 / 47_900_160]
        var rest = integral + 0.5 / denominator
        // −f^(m)(0) for odd m is Σ_i m!/(m − i)! λ^(m−i) / N^(i+1).
        for (k, coefficient) in corrections.enumerated() {
            let m = 2 * k + 1
            var derivative = 0.0
            for i in 0...m {
                var term = 1 / denominator
                for j in 0..<i { term *= Double(m - j) / denominator }
                for _ in i..<m { term *= rate }
                derivative += term
            }
            rest += coefficient * derivative
        }
        sum.add(power * rest)
        return sum.value
    }
}
