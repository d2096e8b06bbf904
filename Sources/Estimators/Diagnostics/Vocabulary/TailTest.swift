internal import InformationCapacity

/// Whether the tail of a vocabulary ends where the law of its more frequent types goes on.
///
/// Text that was generated with a truncated distribution lacks the rare words (*A Tale of Tails*, arXiv 2402.07043). The
/// counts of rare types are held against a power law of rates that ends at a least rate (Evert's finite Zipf–Mandelbrot law,
/// 2004): with λ the expected count of the least frequent type in the sample,
///
///     P(C = m) ∝ ∫_λ^∞ x^(m−α−1) e^(−x) dx / m!        m = 1 … 64
///
/// α and λ are fitted by the greatest likelihood. An uncut vocabulary of any exponent has λ near zero, however small its
/// sample. Natural text, whose exponent rises towards the tail, has 0.03 to 0.13 in novels, an encyclopaedia and news of three
/// languages, and ½ in grade-school problems of a narrow vocabulary. The tail counts as *cut* where λ ≤ ½ is rejected at
/// 2.5 % by the likelihood ratio: the sample is large enough to have shown rarer types, and has none. So a closed
/// vocabulary that has been seen whole (digits, a controlled language) counts as cut too.
///
/// Only types of up to 64 sightings enter, so that the head, which no law describes, has no say. Where the rarest type is
/// seen more often than that, the sample is thinned in expectation until it is not.
public struct TailTest: Sendable, Hashable {
    /// The fewest types from which anything is said.
    public static let minimumTypes = 100.0

    /// λ above which a tail counts as cut.
    public static let threshold = 0.5

    /// s = 1/α: the rank-frequency exponent near the tail.
    public let exponent: Double

    /// λ: how often the least frequent type of the law is expected in the sample; 1/64 or less is reported as 1/64.
    public let leastExpectedCount: Double

    /// The least λ that the counts allow at 2.5 %, on a grid of half octaves.
    public let leastExpectedCountLowerBound: Double

    /// How many types were seen.
    public let types: UInt64

    /// How many types the sample would have if the law went on to λ = 1/64.
    public let expectedTypes: Double

    /// Whether the tail is thinner than the law of the more frequent types allows.
    public var isCut: Bool { leastExpectedCountLowerBound > Self.threshold }

    /// Tests the tail; absent with fewer than 100 types of up to 64 sightings, even after thinning.
    ///
    /// - Complexity: O(different counts) for each thinning to a quarter, of which there are at most 20.
    public static func test(_ counts: CountOfCounts) -> Diagnosis<TailTest> {
        var share = 1.0
        for _ in 0...20 {
            let spectrum = TruncatedLaw.spectrum(of: counts, keeping: share)
            let enough = CompensatedSum.total(spectrum) >= minimumTypes
            if enough, let fit = TruncatedLaw.shared.fit(spectrum) {
                return .found(TailTest(fit, share: share, types: counts.observedSymbols))
            }
            // The rarest types lie above the window: thin the sample. Otherwise there are too few of them.
            guard counts.expectedTypes(keeping: share / 4) >= minimumTypes else { break }
            share /= 4
        }
        return .insufficient(
            reason:
                "\(counts.observedSymbols) types in \(counts.total) tokens: the test needs \(Int(minimumTypes)) types "
                + "with few sightings")
    }

    private init(_ fit: TruncatedLaw.Fit, share: Double, types: UInt64) {
        exponent = 1 / fit.exponent
        leastExpectedCount = fit.cutoff / share
        leastExpectedCountLowerBound = fit.lowerBound > TruncatedLaw.cutoffs[0] ? fit.lowerBound / share : 0
        self.types = types
        expectedTypes =
            Double(types) * TruncatedLaw.seen(from: TruncatedLaw.cutoffs[0], exponent: fit.exponent)
            / TruncatedLaw.seen(from: leastExpectedCount, exponent: fit.exponent)
    }
}

extension CompensatedSum {
    /// The sum of some numbers.
    static func total(_ values: [Double]) -> Double {
        var sum = CompensatedSum()
        for value in values { sum.add(value) }
        return sum.value
    }
}
