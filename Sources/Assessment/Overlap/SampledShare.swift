internal import Estimators
internal import Summaries

/// A share of one corpus's things that occur in another, from those below the lower of both thresholds.
struct SampledShare {
    /// How a thing counts.
    enum Weight {
        /// Once, however often it occurs.
        case distinct

        /// As often as it occurs.
        case occurrences

        /// With its bytes, as often as it occurs.
        case bytes

        func callAsFunction(_ slot: ThresholdSketch.Slot) -> Double {
            switch self {
            case .distinct: 1
            case .occurrences: Double(slot.multiplicity)
            case .bytes: Double(slot.multiplicity) * Double(slot.bytes)
            }
        }
    }

    private(set) var compared = 0
    private(set) var found = 0
    private var weight = 0.0
    private var squares = 0.0
    private var foundWeight = 0.0
    private var foundSquares = 0.0

    /// Takes a thing that was compared.
    mutating func add(_ weight: Double, isFound: Bool) {
        compared += 1
        self.weight += weight
        squares += weight * weight
        guard isFound else { return }
        found += 1
        foundWeight += weight
        foundSquares += weight * weight
    }

    /// The share, with its interval where things were sampled at a rate; nil where none was compared.
    ///
    /// - Distinct things of a corpus that is wholly in its sketch: those compared are drawn from a known population without
    ///   replacement, so the interval is hypergeometric, exact.
    /// - Else: binomial, with the effective size of a sample of unequal weights, whose variance shrinks by 1 − rate because what
    ///   was drawn is known.
    ///
    /// - Parameters:
    ///   - rate: The sampling rate; 1 where nothing was sampled.
    ///   - population: How many distinct things there are; nil where that is not known.
    func figure(rate: Double, population: Int?, isDistinct: Bool) -> Figure? {
        guard compared > 0, weight > 0 else { return nil }
        let share = foundWeight / weight
        guard rate < 1 else { return Figure(share, unit: "1", kind: .exact) }
        if isDistinct, let population {
            let marked = ProportionInterval.hypergeometric(found: found, of: compared, population: population)
            return Figure(
                share, unit: "1", kind: .estimate,
                interval: Figure.Interval(
                    lower: Double(marked.lowerBound) / Double(population),
                    upper: Double(marked.upperBound) / Double(population),
                    method: "hypergeometric: \(compared) of \(population) compared, \(found) found"))
        }
        let size = effectiveSize(share, rate: isDistinct ? 0 : rate)
        let interval = ProportionInterval.binomial(found: share * size, of: size)
        return Figure(
            share, unit: "1", kind: .estimate,
            interval: Figure.Interval(
                lower: min(interval.lowerBound, share), upper: max(interval.upperBound, share),
                method: isDistinct
                    ? "Clopper–Pearson: \(compared) compared, \(found) found"
                    : "Clopper–Pearson with an effective size (Korn–Graubard): \(compared) compared, \(found) found"))
    }

    /// The size of a sample of equal weights with the same variance (Korn & Graubard 1998), at most the sample's own over 1 − rate.
    private func effectiveSize(_ share: Double, rate: Double) -> Double {
        let most = Double(compared) / (1 - rate)
        let kish = weight * weight / squares / (1 - rate)
        guard share > 0, share < 1 else { return min(kish, most) }
        let missedSquares = squares - foundSquares
        let variance =
            (1 - rate) * ((1 - share) * (1 - share) * foundSquares + share * share * missedSquares) / (weight * weight)
        return variance > 0 ? min(share * (1 - share) / variance, most) : min(kish, most)
    }
}
