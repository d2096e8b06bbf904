/// The code length of a corpus under the adaptive order-0 code f0, the default baseline.
///
/// Before each symbol the code expects symbol i with probability (cᵢ + a) / (t + |V|a), where cᵢ counts what has
/// passed: the paper's equations 1 and 2 taken at their word (arXiv 2411.00660), with a Dirichlet prior (a = ½:
/// Krichevsky and Trofimov 1981). The total depends on the final counts alone and not on the order of the symbols.
public struct AdaptiveCode: Sendable, Hashable {
    /// a: the weight of each symbol before any was seen.
    public let concentration: Double

    /// The length of the symbols under that prior.
    public let symbolBits: Bits

    /// What it costs to say which prior was chosen: log₂ 4.
    public let choiceBits: Bits

    /// How many symbols were coded.
    public let symbols: UInt64

    /// The whole length, choice included.
    public var total: Bits { symbolBits + choiceBits }

    /// The least length over a ∈ {½, 0.1, 0.02, 1/|V|}, with the choice paid for; 2 bits for an empty corpus.
    public init(_ counts: SymbolCounts) {
        var best = (concentration: 0.5, bits: Bits(.infinity))
        for concentration in Self.concentrations(vocabulary: counts.vocabulary) {
            let bits = counts.adaptiveCodeLength(weight: concentration)
            if bits < best.bits { best = (concentration, bits) }
        }
        concentration = best.concentration
        symbolBits = best.bits
        choiceBits = Bits(2)
        symbols = counts.total
    }

    /// The priors to choose from: ½, 0.1, 0.02 and 1/|V|.
    public static func concentrations(vocabulary: UInt64) -> [Double] {
        [0.5, 0.1, 0.02, 1 / Double(max(1, vocabulary))]
    }
}

extension SymbolCounts {
    /// −log₂ [ Γ(|V|a) / Γ(D + |V|a) · Π Γ(cᵢ + a) / Γ(a) ]: the adaptive code's length under one prior.
    ///
    /// Accurate to about 1e-13 of the result up to D = 2⁵³: the gamma functions' leading parts, which would cancel, are
    /// combined by hand.
    ///
    /// - Parameter concentration: a.
    /// - Returns: The total, zero for an empty corpus or a vocabulary of one symbol; nil unless a is positive and
    ///   finite.
    /// - Complexity: O(number of different counts).
    public func adaptiveCodeLength(concentration: Double) -> Bits? {
        guard concentration > 0, concentration < .infinity else { return nil }
        return adaptiveCodeLength(weight: concentration)
    }

    // With n(ln(a + n) − 1) + ρ(a, n) = ln Γ(a + n) − ln Γ(a), the length in nats is
    //     Σ cᵢ ln(X / xᵢ) − Σ ρ(a, cᵢ) + ρ(|V|a, D),   X = D + |V|a, xᵢ = cᵢ + a,
    // in which no term is larger than the code's own parts; Σ cᵢ = D has cancelled the rest exactly.
    fileprivate func adaptiveCodeLength(weight a: Double) -> Bits {
        let mass = Double(vocabulary) * a
        let remainder = PortableMath.stirlingRemainder(a)
        var sum = CompensatedSum()
        for group in groups {
            let count = Double(group.count)
            let others = Double(total - group.count) + (mass - a)
            sum.add(Double(group.symbols) * (count * PortableMath.log1p(others / (count + a))))
            sum.add(-Double(group.symbols) * Self.risingRest(a, count, remainder: remainder))
        }
        sum.add(Self.risingRest(mass, Double(total), remainder: PortableMath.stirlingRemainder(mass)))
        return Bits(converting: Nats(sum.value))
    }

    /// ρ(a, n) = (a − ½) ln(1 + n/a) + μ(a + n) − μ(a), where μ is Stirling's remainder and μ(a) is given.
    private static func risingRest(_ a: Double, _ n: Double, remainder: Double) -> Double {
        (a - 0.5) * PortableMath.log1p(n / a) + (PortableMath.stirlingRemainder(a + n) - remainder)
    }
}
