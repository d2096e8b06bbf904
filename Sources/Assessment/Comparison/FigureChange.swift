internal import Estimators

/// A figure of two corpora side by side: a part of a comparison.
public struct FigureChange: Sendable, Hashable, Codable {
    /// The figure's path in both reports.
    public var path: String

    /// The first corpus's figure, or why it has none.
    public var first: Diagnosed

    /// The second corpus's figure, or why it has none.
    public var second: Diagnosed

    /// Second − first, with the interval of the difference; absent where one has no figure, or their units differ.
    public var difference: Diagnosed

    /// The difference over the mean of both magnitudes, −2…2; absent without a difference, 0 where both are 0.
    public var relative: Double?

    /// What the difference's interval says.
    public var verdict: Verdict

    /// Why the two do not compare like with like, in words; nil where they do.
    public var caution: String?

    /// What the interval of a difference says.
    public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
        /// The interval leaves 0 out, or both figures are exact and differ.
        case changed

        /// The interval holds 0, or both figures are exact and equal.
        case tied

        /// There is no interval to tell by.
        case unknown

        /// One corpus has no such figure.
        case absent
    }

    /// Whether the figure grows with the amount of text: a count or a total, not a rate or a share.
    public var isExtent: Bool {
        guard let unit = (first.figure ?? second.figure)?.unit else { return false }
        return !unit.contains("/") && unit != "1"
    }

    /// How the interval of a difference of learnt figures is made.
    public static let paired = Figure.jointMethod

    /// How the interval of a difference of independent corpora is made.
    static let independent =
        "both intervals in quadrature on either side, as if the corpora were drawn independently (Zou & Donner 2008)"
}

extension FigureChange {
    /// Compares two figures of one path.
    ///
    /// - Parameter caution: Why they do not compare like with like.
    init(_ path: String, _ first: FigurePaths.Entry?, _ second: FigurePaths.Entry?, caution: String? = nil) {
        self.path = path
        self.first = Diagnosed(first?.figure, absence: first?.absence ?? "this report has no such figure")
        self.second = Diagnosed(second?.figure, absence: second?.absence ?? "this report has no such figure")
        self.caution = caution
        guard let a = first?.figure, let b = second?.figure else {
            difference = Diagnosed(absence: "one corpus has no such figure")
            verdict = .absent
            return
        }
        guard a.unit == b.unit else {
            difference = Diagnosed(absence: "the units differ")
            verdict = .absent
            return
        }
        let figure = Self.difference(a, b)
        difference = Diagnosed(figure)
        relative = Self.relative(a.value, b.value)
        verdict = Self.verdict(figure)
    }

    /// Takes the interval of the difference from joint resamples of both figures: paired where documents are shared.
    mutating func pair(_ first: [Double], _ second: [Double]) {
        guard var figure = difference.figure, let compared = ResampledComparison(second, first) else { return }
        figure.interval = Figure.Interval(
            lower: min(compared.difference.lowerBound, figure.value),
            upper: max(compared.difference.upperBound, figure.value), method: Figure.jointMethod)
        figure.intervalAbsence = nil
        difference = Diagnosed(figure)
        verdict = Self.verdict(figure)
    }

    /// b − a.
    static func difference(_ a: Figure, _ b: Figure) -> Figure {
        let value = b.value - a.value
        let isExact = a.isCertain && b.isCertain
        if isExact { return Figure(value, unit: a.unit, kind: .exact) }
        let kind: Figure.Kind = a.kind == b.kind ? a.kind : .diagnostic
        guard let (belowA, aboveA) = a.margins, let (belowB, aboveB) = b.margins else {
            return Figure(
                value, unit: a.unit, kind: kind == .bound ? .diagnostic : kind,
                intervalAbsence: a.margins == nil ? a.intervalAbsence ?? "no interval" : b.intervalAbsence)
        }
        return Figure(
            value, unit: a.unit, kind: kind == .bound ? .diagnostic : kind,
            interval: Figure.Interval(
                lower: value - (belowB * belowB + aboveA * aboveA).squareRoot(),
                upper: value + (aboveB * aboveB + belowA * belowA).squareRoot(), method: independent))
    }

    static func relative(_ a: Double, _ b: Double) -> Double {
        let size = (a.magnitude + b.magnitude) / 2
        return size > 0 ? (b - a) / size : 0
    }

    static func verdict(_ difference: Figure) -> Verdict {
        if let interval = difference.interval { return interval.lower > 0 || interval.upper < 0 ? .changed : .tied }
        if difference.value == 0 { return .tied }
        return difference.kind == .exact ? .changed : .unknown
    }

    /// What changed most first: by verdict, then by relative size, then by path.
    static func precedes(_ a: Self, _ b: Self) -> Bool {
        let order: [Verdict] = [.changed, .unknown, .tied, .absent]
        let (rankA, rankB) = (order.firstIndex(of: a.verdict) ?? 0, order.firstIndex(of: b.verdict) ?? 0)
        if rankA != rankB { return rankA < rankB }
        let (sizeA, sizeB) = (a.relative?.magnitude ?? 0, b.relative?.magnitude ?? 0)
        if sizeA != sizeB { return sizeA > sizeB }
        return a.path.utf8.lexicographicallyPrecedes(b.path.utf8)
    }
}

extension Figure {
    /// Whether the number is the whole truth about its corpus: counted, or the length of a code of all of it.
    fileprivate var isCertain: Bool {
        interval == nil && intervalAbsence == nil && (kind == .exact || kind == .bound)
    }

    /// How far the interval reaches below and above the value; nil where there is no interval.
    fileprivate var margins: (below: Double, above: Double)? {
        if isCertain { return (0, 0) }
        return interval.map { (max(0, value - $0.lower), max(0, $0.upper - value)) }
    }
}
