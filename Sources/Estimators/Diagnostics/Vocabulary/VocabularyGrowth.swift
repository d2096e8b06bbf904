internal import InformationCapacity

/// How the vocabulary grows with the sample: Heaps' law V(n) ∝ n^β.
///
/// V at a part q of the sample is the expectation when each token is kept with probability q, Σ 1 − (1 − q)^c (rarefaction;
/// Coleman 1981): from the counts alone, free of the order of the tokens, and so of topics that come and go.
public struct VocabularyGrowth: Sendable, Hashable {
    /// The fewest types of a point that the line is laid through.
    public static let minimumTypes = 100.0

    /// The vocabulary of a part of the sample.
    public struct Point: Sendable, Hashable {
        /// The expected number of tokens.
        public var tokens: Double

        /// The expected number of types.
        public var types: Double
    }

    /// The parts n/2ʲ, descending, as long as 100 types are expected.
    public let points: [Point]

    /// β: the slope of the least-squares line through ln V against ln n.
    public let exponent: Double

    /// The exponent over the last doubling: log₂ V(n)/V(n/2).
    public let finalExponent: Double

    /// The greatest distance of ln V from the line: how far growth is from a power law.
    public let largestDeviation: Double

    /// Measures the growth; absent unless an eighth of the tokens still has 100 types.
    ///
    /// - Complexity: O(different counts) for each of up to 50 parts.
    public static func measure(_ counts: CountOfCounts) -> Diagnosis<VocabularyGrowth> {
        var points: [Point] = []
        var share = 1.0
        while points.count < 50 {
            let types = counts.expectedTypes(keeping: share)
            guard types >= minimumTypes else { break }
            points.append(Point(tokens: share * Double(counts.total), types: types))
            share /= 2
        }
        guard points.count >= 4 else {
            return .insufficient(
                reason: "\(counts.observedSymbols) types in \(counts.total) tokens: growth needs "
                    + "\(Int(minimumTypes)) in an eighth of them")
        }
        let x = points.map { PortableMath.log($0.tokens) }
        let y = points.map { PortableMath.log($0.types) }
        guard let line = WeightedLine(x: x, y: y, weights: [Double](repeating: 1, count: x.count)) else {
            return .insufficient(reason: "the parts of the sample do not differ")
        }
        let deviations = zip(x, y).map { abs($1 - line.intercept - line.slope * $0) }
        return .found(
            VocabularyGrowth(
                points: points, exponent: line.slope,
                finalExponent: PortableMath.log2(points[0].types / points[1].types),
                largestDeviation: deviations.max() ?? 0))
    }
}

extension CountOfCounts {
    /// The expected number of types when each token is kept with the given probability.
    func expectedTypes(keeping share: Double) -> Double {
        guard share < 1 else { return Double(observedSymbols) }
        let logarithm = PortableMath.log1p(-share)
        var sum = CompensatedSum()
        for group in groups {
            sum.add(-Double(group.symbols) * expm1(Double(group.count) * logarithm))
        }
        return sum.value
    }
}
