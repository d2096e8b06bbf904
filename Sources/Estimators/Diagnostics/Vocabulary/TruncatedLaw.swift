internal import InformationCapacity

/// The probabilities of counts 1 … 64 under a power law of rates that ends at λ, on a grid of α and λ.
///
/// The integral over ln x is a sum over nodes 1/16 of an octave apart; at a count of 64 the integrand is 1/8 wide, three
/// times that, so that the sum is exact to all digits but for its cut end.
struct TruncatedLaw {
    /// What a fit finds.
    struct Fit {
        /// α.
        var exponent: Double
        /// λ.
        var cutoff: Double
        /// The least λ whose profile likelihood is within 1.92 of the greatest.
        var lowerBound: Double
    }

    /// The probabilities are the same for all corpora, so they are computed once.
    static let shared = TruncatedLaw()

    /// λ: 1/64 … 16 by half octaves.
    static let cutoffs = (0...20).map { PortableMath.pow(2, Double($0) / 2 - 6) }

    /// The last counts of the bins: singly to 8, then about a quarter octave each.
    private static let binEnds = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 24, 28, 34, 40, 48, 56, 64]

    /// α: 0.05 … 2.
    private static let exponents = (1...40).map { Double($0) / 20 }

    private static let nodesPerCutoff = 8

    /// ln P(bin | α, λ), by α, then λ, then bin.
    private let logarithms: [[[Double]]]

    private init() {
        let nodes = (0..<216).map { PortableMath.pow(2, (Double($0) + 0.5) / 16 - 6) }  // 1/64 … 181
        let poisson = nodes.map(Self.binned)
        logarithms = Self.exponents.map { exponent in
            var sums = [Double](repeating: 0, count: Self.binEnds.count)
            var rows: [[Double]] = []
            // From the largest rates down: all terms are positive.
            for node in nodes.indices.reversed() {
                let weight = PortableMath.pow(nodes[node], -exponent)
                for bin in sums.indices { sums[bin] += weight * poisson[node][bin] }
                if node % Self.nodesPerCutoff == 0, node / Self.nodesPerCutoff < Self.cutoffs.count {
                    let total = PortableMath.log(CompensatedSum.total(sums))
                    rows.append(sums.map { PortableMath.log($0) - total })
                }
            }
            return rows.reversed()
        }
    }

    /// The Poisson probabilities of the bins at a rate.
    private static func binned(_ rate: Double) -> [Double] {
        var probability = PortableMath.exp(-rate)
        var count = 0
        return binEnds.map { end in
            var sum = 0.0
            while count < end {
                count += 1
                probability *= rate / Double(count)
                sum += probability
            }
            return sum
        }
    }

    /// The expected number of types in each bin when each token is kept with the given probability.
    static func spectrum(of counts: CountOfCounts, keeping share: Double) -> [Double] {
        var sums = [CompensatedSum](repeating: CompensatedSum(), count: binEnds.count)
        for group in counts.groups {
            // Beyond this mean fewer than 1e-9 of the types would be kept 64 times or less.
            guard Double(group.count) * share < 140 else { break }
            guard share < 1 else {
                guard let bin = binEnds.firstIndex(where: { $0 >= group.count }) else { break }
                sums[bin].add(Double(group.symbols))
                continue
            }
            var probability = PortableMath.exp(Double(group.count) * PortableMath.log1p(-share))
            var kept = 0
            for (bin, end) in binEnds.enumerated() {
                var sum = 0.0
                while kept < end, kept < group.count {
                    probability *= (Double(group.count) - Double(kept)) / Double(kept + 1) * share / (1 - share)
                    kept += 1
                    sum += probability
                }
                sums[bin].add(Double(group.symbols) * sum)
            }
        }
        return sums.map(\.value)
    }

    /// Fits α and λ to the numbers of types in the bins; nil where λ is beyond the grid.
    func fit(_ spectrum: [Double]) -> Fit? {
        var profile: [(likelihood: Double, exponent: Double)] = []
        for cutoff in Self.cutoffs.indices {
            let likelihoods = Self.exponents.indices.map { exponent in
                CompensatedSum.total(zip(spectrum, logarithms[exponent][cutoff]).map { $0 > 0 ? $0 * $1 : 0 })
            }
            profile.append(Self.greatest(likelihoods))
        }
        guard let best = profile.indices.max(by: { profile[$0].likelihood < profile[$1].likelihood }),
            best < Self.cutoffs.count - 2,
            let lowest = profile.firstIndex(where: { $0.likelihood > profile[best].likelihood - 1.92 })
        else { return nil }
        return Fit(
            exponent: profile[best].exponent, cutoff: Self.cutoffs[best], lowerBound: Self.cutoffs[lowest])
    }

    /// The vertex of the parabola through the greatest likelihood on the grid of α and its neighbours.
    private static func greatest(_ likelihoods: [Double]) -> (likelihood: Double, exponent: Double) {
        let peak = likelihoods.indices.max { likelihoods[$0] < likelihoods[$1] } ?? 0
        guard peak > 0, peak < likelihoods.count - 1 else { return (likelihoods[peak], exponents[peak]) }
        let rise = (likelihoods[peak + 1] - likelihoods[peak - 1]) / 2
        let curvature = likelihoods[peak + 1] - 2 * likelihoods[peak] + likelihoods[peak - 1]
        guard curvature < 0 else { return (likelihoods[peak], exponents[peak]) }
        let shift = -rise / curvature
        return (
            likelihoods[peak] + shift * rise / 2, exponents[peak] + shift * (exponents[1] - exponents[0])
        )
    }

    /// ∫ (1 − e^(−x)) x^(−α−1) dx from a cut-off on: the types that a sample shows, up to a factor.
    static func seen(from cutoff: Double, exponent: Double) -> Double {
        var sum = CompensatedSum()
        var x = cutoff
        let step = PortableMath.pow(2, 1.0 / 32)
        while x < 40 {
            let middle = x * step
            sum.add(-expm1(-middle) * PortableMath.pow(middle, -exponent) * Bits.natsPerUnit / 16)
            x = middle * step
        }
        sum.add(PortableMath.pow(x, -exponent) / exponent)
        return sum.value
    }
}
