internal import InformationCapacity

/// The posterior mean of the entropy under a mixture of symmetric Dirichlet priors, flat in the entropy expected a priori.
///
/// Nemenman, Shafee & Bialek 2002: with the a-priori mean entropy ξ(β) = ψ(Kβ + 1) − ψ(β + 1),
///
///     Ŝ = ∫ dξ ρ(β) E[S | counts, β] / ∫ dξ ρ(β),
///     ρ(β) = Γ(Kβ)/Γ(n + Kβ) Π Γ(c + β)/Γ(β),
///     E[S | counts, β] = Σ (c + β)/(n + Kβ) [ψ(n + Kβ + 1) − ψ(c + β + 1)].
///
/// The integral runs over t = ln β with the weight ρ·β·dξ/dβ. The integrand is analytic in a strip about the real line
/// and falls exponentially on both sides, so that the trapezoid rule converges faster than any power of its step.
struct NemenmanShafeeBialek {
    private let groups: [CountOfCounts.Group]
    private let n: Double
    private let alphabetSize: Double
    private let unseen: Double

    /// ln of what the two forms of the likelihood differ by; see ``logLikelihood(_:)``.
    private var offset = 0.0

    /// Where the likelihood changes form.
    private let formBoundary: Double

    init(_ counts: CountOfCounts, alphabetSize: Double) {
        groups = counts.groups
        n = Double(counts.total)
        self.alphabetSize = alphabetSize
        unseen = alphabetSize - Double(counts.observedSymbols)
        formBoundary = n / alphabetSize
        offset = logLikelihoodBelow(formBoundary) - logLikelihoodAbove(formBoundary)
    }

    /// Ŝ in nats, to about 1e-10 of its value.
    var posteriorMean: Double {
        if alphabetSize == 1 { return 0 }
        let (lower, upper, peak) = support
        var intervals = 32
        var step = (upper - lower) / Double(intervals)
        var numerator = CompensatedSum()
        var denominator = CompensatedSum()
        func add(_ t: Double) {
            let weight = PortableMath.exp(logWeight(t) - peak)
            denominator.add(weight)
            numerator.add(weight * meanEntropy(PortableMath.exp(t)))
        }
        for i in 0...intervals { add(lower + Double(i) * step) }
        var estimate = numerator.value / denominator.value
        while intervals < 1 << 15 {
            for i in 0..<intervals { add(lower + (Double(i) + 0.5) * step) }
            intervals *= 2
            step /= 2
            let refined = numerator.value / denominator.value
            let change = abs(refined - estimate)
            estimate = refined
            if intervals >= 128, change <= 1e-11 * estimate { break }
        }
        return estimate
    }

    /// The range of t outside of which the weight is below e⁻⁴⁵ of its peak, and the peak's logarithm.
    private var support: (lower: Double, upper: Double, peak: Double) {
        let grid = (-100...100).map { (t: Double($0), value: logWeight(Double($0))) }
        var best = 0
        for i in grid.indices where grid[i].value > grid[best].value { best = i }
        // The peak may be much narrower than the grid: ternary search between the neighbours.
        var left = grid[max(best - 1, 0)].t
        var right = grid[min(best + 1, grid.count - 1)].t
        for _ in 0..<80 {
            let third = (right - left) / 3
            if logWeight(left + third) < logWeight(right - third) { left += third } else { right -= third }
        }
        let top = (left + right) / 2
        let peak = max(logWeight(top), grid[best].value)
        let threshold = peak - 45

        func edge(inside: Double, outside: Double) -> Double {
            var (inside, outside) = (inside, outside)
            for _ in 0..<30 {
                let middle = (inside + outside) / 2
                if logWeight(middle) > threshold { inside = middle } else { outside = middle }
            }
            return outside
        }
        let first = grid.firstIndex { $0.value > threshold } ?? best
        let last = grid.lastIndex { $0.value > threshold } ?? best
        return (
            edge(inside: min(grid[first].t, top), outside: grid[max(first - 1, 0)].t),
            edge(inside: max(grid[last].t, top), outside: grid[min(last + 1, grid.count - 1)].t),
            peak
        )
    }

    /// ln of the integrand's weight at β = eᵗ, but for a constant.
    private func logWeight(_ t: Double) -> Double {
        let beta = PortableMath.exp(t)
        return logLikelihood(beta) + t + PortableMath.log(priorDensity(beta))
    }

    /// dξ/dβ = K ψ′(Kβ + 1) − ψ′(β + 1).
    private func priorDensity(_ beta: Double) -> Double {
        guard beta > 30 else {
            return alphabetSize * PortableMath.trigamma(alphabetSize * beta + 1) - PortableMath.trigamma(beta + 1)
        }
        // The leading terms 1/β of both cancel: what the asymptotic series leave.
        let r = 1 / alphabetSize
        let b = 1 / beta
        let b2 = b * b
        return b2
            * ((1 - r) / 2 - b * ((1 - r * r) / 6)
                + b2 * b
                * ((1 - r * r * r * r) / 30 - b2 * (1 - r * r * r * r * r * r) / 42
                    + b2 * b2 * (1 - r * r * r * r * r * r * r * r) / 30))
    }

    /// E[S | counts, β].
    private func meanEntropy(_ beta: Double) -> Double {
        let all = n + alphabetSize * beta
        var sum = CompensatedSum()
        for group in groups {
            let c = Double(group.count) + beta
            sum.add(Double(group.symbols) * (c / all) * digammaDifference(all + 1, c + 1))
        }
        if unseen > 0 { sum.add(unseen * (beta / all) * digammaDifference(all + 1, beta + 1)) }
        return sum.value
    }

    /// ln ρ(β), but for a constant.
    ///
    /// Written with ln Γ it would be the small difference of terms as large as n ln n. Below n/K observations count
    /// most, and everything that depends on counts alone is left out; above it pseudo-counts do, and c ln β is left
    /// out of each factor, since Σ c = n. `offset` joins the two.
    private func logLikelihood(_ beta: Double) -> Double {
        beta <= formBoundary ? logLikelihoodBelow(beta) : logLikelihoodAbove(beta) + offset
    }

    private func logLikelihoodBelow(_ beta: Double) -> Double {
        sumOverSymbols(beta) {
            PortableMath.log(beta + $0)
        } large: { c in
            Self.risingBelow(beta, c)
        }
            - (n < 16
                ? (0..<Int(n)).reduce(0) { $0 + PortableMath.log(alphabetSize * beta + Double($1)) }
                : Self.risingBelow(alphabetSize * beta, n))
    }

    private func logLikelihoodAbove(_ beta: Double) -> Double {
        sumOverSymbols(beta) {
            PortableMath.log1p($0 / beta)
        } large: { c in
            Self.risingAbove(beta, c)
        }
            - (n < 16
                ? (0..<Int(n)).reduce(0) { $0 + PortableMath.log1p(Double($1) / (alphabetSize * beta)) }
                : Self.risingAbove(alphabetSize * beta, n))
    }

    /// Σ over the symbols: counts below 16 factor by factor, the others by one call.
    private func sumOverSymbols(
        _ beta: Double, factor: (Double) -> Double, large: (Double) -> Double
    ) -> Double {
        var sum = CompensatedSum()
        var product = 0.0
        var factors: UInt64 = 0
        for group in groups {
            if group.count < 16 {
                while factors < group.count {
                    product += factor(Double(factors))
                    factors += 1
                }
                sum.add(Double(group.symbols) * product)
            } else {
                sum.add(Double(group.symbols) * large(Double(group.count)))
            }
        }
        return sum.value
    }

    /// ln Γ(x + c) − ln Γ(x) − ln Γ(c), c ≥ 16.
    private static func risingBelow(_ x: Double, _ c: Double) -> Double {
        (c - 0.5) * PortableMath.log1p(x / c) + x * (PortableMath.log(x + c) - 1)
            + (stirlingCorrection(x + c) - stirlingCorrection(c))
            - PortableMath.lgamma(x)
    }

    /// ln Γ(x + c) − ln Γ(x) − c ln x, c ≥ 16.
    private static func risingAbove(_ x: Double, _ c: Double) -> Double {
        guard x >= 16 else {
            // c is of the order of x here or larger: nothing cancels that matters.
            return PortableMath.lgamma(x + c) - PortableMath.lgamma(x) - c * PortableMath.log(x)
        }
        let ratio = c / x
        let excess: Double
        if ratio < 0.01 {
            // x ln(1 + c/x) − c by its series
            var sum = 0.0
            for k in stride(from: 9, through: 2, by: -1) { sum = 1 / Double(k) - ratio * sum }
            excess = -c * ratio * sum
        } else {
            excess = x * PortableMath.log1p(ratio) - c
        }
        return excess + (c - 0.5) * PortableMath.log1p(ratio) + (stirlingCorrection(x + c) - stirlingCorrection(x))
    }
}
