internal import InformationCapacity

/// The law of how often a type is seen in a sample where rates of types follow a power law: P(C = c) ∝ Γ(c − α)/Γ(c + 1).
///
/// If types have rates π of density π^(−α−1), the counts of a Poisson sample are distributed so, exactly, and not as c^(−1−α)
/// (the Zipf–Mandelbrot law with s = 1/α; Evert, *A simple LNRE model for random character sequences*, 2004). From
/// a least count m on, P(C ≥ c) = Γ(c − α) Γ(m) / (Γ(c) Γ(m − α)).
struct SampledPowerLaw {
    /// m: the least count that the law describes; at least 1.
    let minimumCount: UInt64

    /// α, between 0 and m.
    let exponent: Double

    private let scale: Double

    init(minimumCount: UInt64, exponent: Double) {
        self.minimumCount = minimumCount
        self.exponent = exponent
        let m = Double(minimumCount)
        scale = PortableMath.lgamma(m) - PortableMath.lgamma(m - exponent)
    }

    /// The law of the greatest likelihood for groups of counts of at least m; nil where none is.
    init?(fitting groups: ArraySlice<CountOfCounts.Group>, minimumCount: UInt64) {
        let m = Double(minimumCount)
        // d ln L / dα = N/α − Σ [ψ(c − α) − ψ(m − α)], falling in α.
        func score(_ exponent: Double) -> Double {
            var sum = CompensatedSum()
            for group in groups {
                let c = Double(group.count)
                sum.add(Double(group.symbols) * (1 / exponent - digammaDifference(c - exponent, m - exponent)))
            }
            return sum.value
        }
        var low = 0.02
        var high = min(m, 4) - 1e-6
        var atLow = score(low)
        var atHigh = score(high)
        guard atLow > 0, atHigh < 0 else { return nil }
        var exponent = low
        for _ in 0..<60 where high - low > 1e-10 {  // regula falsi, the Illinois variant
            let next = (low * atHigh - high * atLow) / (atHigh - atLow)
            let change = abs(next - exponent)
            exponent = next
            let value = score(next)
            if value > 0 {
                (low, atLow, atHigh) = (next, value, atHigh / 2)
            } else {
                (high, atHigh, atLow) = (next, value, atLow / 2)
            }
            if change < 1e-10 || value == 0 { break }
        }
        self.init(minimumCount: minimumCount, exponent: exponent)
    }

    /// P(C ≥ c | C ≥ m).
    func survival(_ count: UInt64) -> Double {
        let c = Double(count)
        return PortableMath.exp(scale + PortableMath.lgamma(c - exponent) - PortableMath.lgamma(c))
    }

    /// −d² ln L / dα²: the observed information, Σ 1/α² + ψ′(m − α) − ψ′(c − α).
    func information(_ groups: ArraySlice<CountOfCounts.Group>) -> Double {
        var sum = CompensatedSum()
        let start = PortableMath.trigamma(Double(minimumCount) - exponent)
        for group in groups {
            let spread = start - PortableMath.trigamma(Double(group.count) - exponent)
            sum.add(Double(group.symbols) * (1 / (exponent * exponent) + spread))
        }
        return sum.value
    }

    /// The greatest distance between the shares of the data and of the law (Kolmogorov & Smirnov).
    func distance(to groups: ArraySlice<CountOfCounts.Group>, types: UInt64) -> Double {
        var atLeast = types
        var distance = 0.0
        for group in groups {
            distance = max(distance, abs(Double(atLeast) / Double(types) - survival(group.count)))
            atLeast -= group.symbols
            distance = max(distance, abs(Double(atLeast) / Double(types) - survival(group.count + 1)))
        }
        return distance
    }
}

extension SampledPowerLaw {
    /// Draws counts by inverting the survival function: a table for small counts, the power law's tail beyond.
    struct Sampler {
        private let minimumCount: UInt64
        private let exponent: Double
        private var survival: [Double] = [1]

        init(_ law: SampledPowerLaw) {
            minimumCount = law.minimumCount
            exponent = law.exponent
            var count = Double(law.minimumCount)
            while survival.count < 512 {
                survival.append((survival.last ?? 1) * (count - law.exponent) / count)
                count += 1
            }
        }

        /// The greatest count c with P(C ≥ c) ≥ u.
        func count(at u: Double) -> UInt64 {
            guard let last = survival.last, u < last else {
                var low = 0
                var high = survival.count
                while high - low > 1 {
                    let middle = (low + high) / 2
                    if survival[middle] >= u { low = middle } else { high = middle }
                }
                return minimumCount + UInt64(low)
            }
            let tail = Double(minimumCount) + Double(survival.count - 1)
            return UInt64(min(0x1p40, tail * PortableMath.pow(last / u, 1 / exponent)))
        }
    }
}
