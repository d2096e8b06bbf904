/// How two corpora compare in a figure, from their joint resamples.
public struct ResampledComparison: Sendable, Hashable {
    /// The share of resamples in which the first is above the second; equals count half.
    public let probability: Double

    /// The 95 % interval of first − second.
    public let difference: ClosedRange<Double>

    /// The 95 % interval of first / second; nil unless all of the second's resamples are positive.
    public let ratio: ClosedRange<Double>?

    /// Compares two figures, whose resamples must be as many.
    ///
    /// - Returns: nil without resamples.
    public init?(_ first: [Double], _ second: [Double]) {
        guard !first.isEmpty, first.count == second.count else { return nil }
        let pairs = zip(first, second)
        probability = pairs.reduce(0) { $0 + Self.share($1.0, above: $1.1) } / Double(first.count)
        guard let (low, high) = DocumentBootstrap.quantiles(pairs.map { $0 - $1 }) else { return nil }
        difference = low...high
        ratio =
            second.allSatisfy { $0 > 0 }
            ? DocumentBootstrap.quantiles(pairs.map { $0 / $1 }).map { $0.low...$0.high } : nil
    }

    /// 1, ½ or 0; what differs by less than rounding is equal.
    private static func share(_ a: Double, above b: Double) -> Double {
        abs(a - b) <= 1e-12 * max(abs(a), abs(b)) ? 0.5 : a > b ? 1 : 0
    }

    /// The 2.5 % and 97.5 % quantiles of resamples; nil without any.
    public static func interval(_ resamples: [Double]) -> ClosedRange<Double>? {
        DocumentBootstrap.quantiles(resamples).map { $0.low...$0.high }
    }
}
