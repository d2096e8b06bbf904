internal import InformationCapacity

// The estimators that are one sum over the counts, in nats. Each is rearranged so that no two large terms cancel: the
// estimates hold their relative precision up to n = 2⁵³ and down to entropies of 1e-15.

extension EntropyEstimator {
    /// Σ over the symbols of a term of their count, counts ascending.
    static func sum(_ counts: CountOfCounts, _ term: (_ count: Double) -> Double) -> Double {
        var sum = CompensatedSum()
        for group in counts.groups { sum.add(Double(group.symbols) * term(Double(group.count))) }
        return sum.value
    }

    /// −p ln p from p and 1 − p.
    private static func entropyTerm(_ p: Double, complement: Double) -> Double {
        p <= 0 ? 0 : -p * (p > 0.5 ? PortableMath.log1p(-complement) : PortableMath.log(p))
    }

    /// −Σ c/n ln c/n.
    static func plugIn(_ counts: CountOfCounts) -> Double {
        let n = Double(counts.total)
        return sum(counts) { entropyTerm($0 / n, complement: (n - $0) / n) }
    }

    /// The plug-in + (symbols seen − 1) / 2n.
    static func millerMadow(_ counts: CountOfCounts) -> Double {
        plugIn(counts) + Double(counts.observedSymbols - 1) / (2 * Double(counts.total))
    }

    /// ln n − Σ c/n G(c), G(c) = ψ(c) + (−1)^c/2 [ψ((c + 1)/2) − ψ(c/2)].
    static func grassberger(_ counts: CountOfCounts) -> Double {
        let n = Double(counts.total)
        let logarithm = n < 16 ? PortableMath.log(n) - PortableMath.digamma(n) : -digammaCorrection(n)
        return sum(counts) { c in
            let half = digammaDifference((c + 1) / 2, c / 2) / 2
            let even = c.truncatingRemainder(dividingBy: 2) == 0
            return c / n * (logarithm + digammaDifference(n, c) - (even ? half : -half))
        }
    }

    /// Σ c/n [ψ(n) − ψ(c)].
    static func zhang(_ counts: CountOfCounts) -> Double {
        let n = Double(counts.total)
        return sum(counts) { $0 / n * digammaDifference(n, $0) }
    }

    /// nH − (n − 1)/n Σ c H₋, H₋ the plug-in without one observation of the symbol.
    ///
    /// With d(c) = c ln c − (c − 1) ln(c − 1) it is Σ c/n [d(n) − d(c)].
    static func jackknife(_ counts: CountOfCounts) -> Double {
        let n = Double(counts.total)
        // d(c) − ln c
        func excess(_ c: Double) -> Double { c > 1 ? -(c - 1) * PortableMath.log1p(-1 / c) : 0 }
        let excessOfAll = excess(n)
        return sum(counts) { c in
            c / n * (-PortableMath.log1p(-(n - c) / n) + (excessOfAll - excess(c)))
        }
    }

    /// −Σ q ln q / (1 − (1 − q)ⁿ) with q = C·c/n and the coverage C = 1 − f₁/n.
    ///
    /// Where every symbol was seen once, f₁ = n is replaced by n − 1.
    static func chaoShen(_ counts: CountOfCounts) -> Double {
        let n = Double(counts.total)
        let f1 = Double(counts.singletons == counts.total ? counts.total - 1 : counts.singletons)
        let coverage = (n - f1) / n
        return sum(counts) { c in
            let q = coverage * (c / n)
            let complement = (n - c) / n + f1 / n * (c / n)
            if complement == 0 { return 0 }
            let logComplement = q > 0.5 ? PortableMath.log(complement) : PortableMath.log1p(-q)
            return entropyTerm(q, complement: complement) / -expm1(n * logComplement)
        }
    }

    /// The plug-in of p = λ/K + (1 − λ) c/n, λ = [1 − Σ (c/n)²] / [(n − 1) Σ (1/K − c/n)²] between 0 and 1.
    ///
    /// λ = 1 where it is undefined: one observation, or a uniform sample.
    static func jamesStein(_ counts: CountOfCounts, alphabetSize: Double) -> Double {
        let n = Double(counts.total)
        let target = 1 / alphabetSize
        let unseen = alphabetSize - Double(counts.observedSymbols)
        let variance = sum(counts) { $0 / n * ((n - $0) / n) }
        let distance = sum(counts) { (target - $0 / n) * (target - $0 / n) } + unseen * target * target
        let denominator = (n - 1) * distance
        let shrinkage = denominator > 0 ? min(1, variance / denominator) : 1
        let seenPart = sum(counts) { c in
            entropyTerm(
                shrinkage * target + (1 - shrinkage) * (c / n),
                complement: shrinkage * (1 - target) + (1 - shrinkage) * ((n - c) / n))
        }
        return seenPart + unseen * entropyTerm(shrinkage * target, complement: 1 - shrinkage * target)
    }
}
