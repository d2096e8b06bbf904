internal import InformationCapacity

/// The rank-frequency exponent of a vocabulary and how well a power law fits.
///
/// The r-th most frequent type has a share ∝ r^(−s). Fitted by the greatest likelihood to the counts of all types seen at
/// least m times, with m chosen by the Kolmogorov–Smirnov distance as Clauset, Shalizi & Newman (2009, section 3.3) choose
/// it; the law of the counts is that of a sample, Γ(c − α)/Γ(c + 1) with α = 1/s, instead of the pure power c^(−1−1/s).
///
/// m is 2 or more: how many types are seen once depends on where the vocabulary ends, which ``TailTest`` asks. (Of 50 samples of
/// a law of s = 1.5 with 100,000 ranks, 12 intervals covered s while m could be 1.)
public struct ZipfLaw: Sendable, Hashable {
    /// The fewest types that are fitted.
    public static let minimumTypes: UInt64 = 100

    /// s, with an interval as if types were independent of each other.
    public let exponent: Estimated<Double>

    /// m: the least count that the fit covers.
    public let minimumCount: UInt64

    /// How many types have that count or more.
    public let types: UInt64

    /// The greatest difference between the shares of types of the data and of the law.
    public let distance: Double

    /// The share of samples of the law that lie as far from their own fit; below 0.1 the law is not plausible.
    ///
    /// From 100 seeded samples of at most 2,000 types, m held; distances are compared times the root of the number of types.
    public let goodnessOfFit: Double

    /// Fits the law; absent with fewer than 100 types, or where no power law has the counts.
    ///
    /// - Complexity: O(different counts).
    public static func fit(_ counts: CountOfCounts) -> Diagnosis<ZipfLaw> {
        guard counts.observedSymbols >= minimumTypes else {
            return .insufficient(
                reason: "\(counts.observedSymbols) types, an exponent needs \(minimumTypes)")
        }
        var best: (law: SampledPowerLaw, groups: ArraySlice<CountOfCounts.Group>, types: UInt64, distance: Double)?
        var types = counts.observedSymbols
        var index = 0
        var candidate: UInt64 = 2
        while true {
            while index < counts.groups.count, counts.groups[index].count < candidate {
                types -= counts.groups[index].symbols
                index += 1
            }
            guard types >= minimumTypes else { break }
            let groups = counts.groups[index...]
            if let law = SampledPowerLaw(fitting: groups, minimumCount: candidate) {
                let distance = law.distance(to: groups, types: types)
                if distance < best?.distance ?? .infinity { best = (law, groups, types, distance) }
            }
            candidate += max(1, candidate / 2)
        }
        guard let best else { return .insufficient(reason: "the counts of the types follow no power law") }
        let information = best.law.information(best.groups)
        let radius = 1.959964 / information.squareRoot()
        let alpha = best.law.exponent
        let lower = max(alpha - radius, alpha / 10)
        return .found(
            ZipfLaw(
                exponent: Estimated(1 / alpha, interval: 1 / (alpha + radius)...1 / lower),
                minimumCount: best.law.minimumCount, types: best.types, distance: best.distance,
                goodnessOfFit: goodness(of: best.law, distance: best.distance, types: best.types, seed: counts.seed)))
    }

    /// The parametric bootstrap of the distance.
    private static func goodness(of law: SampledPowerLaw, distance: Double, types: UInt64, seed: UInt64) -> Double {
        let size = Int(min(types, 2000))
        let threshold = distance * Double(types).squareRoot() / Double(size).squareRoot()
        let sampler = SampledPowerLaw.Sampler(law)
        var generator = SeededGenerator(seed: seed)
        var farther = 0
        let replicates = 100
        for _ in 0..<replicates {
            let drawn = (0..<size).map { _ in sampler.count(at: generator.unit()) }.sorted()
            var groups: [CountOfCounts.Group] = []
            for count in drawn {
                if groups.last?.count == count {
                    groups[groups.count - 1].symbols += 1
                } else {
                    groups.append(CountOfCounts.Group(count: count, symbols: 1))
                }
            }
            guard let fitted = SampledPowerLaw(fitting: groups[...], minimumCount: law.minimumCount) else {
                farther += 1
                continue
            }
            if fitted.distance(to: groups[...], types: UInt64(size)) >= threshold { farther += 1 }
        }
        return Double(farther) / Double(replicates)
    }
}

extension CountOfCounts {
    /// A hash of the counts: equal counts give equal resamples.
    var seed: UInt64 {
        var generator = SeededGenerator(seed: total)
        for group in groups {
            generator = SeededGenerator(seed: generator.next() ^ group.count)
            generator = SeededGenerator(seed: generator.next() ^ group.symbols)
        }
        return generator.next()
    }
}
