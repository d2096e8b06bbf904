internal import InformationCapacity

/// What a figure is compared with: one number out of the past, and how well it is known.
struct Reference: Hashable {
    var value: Double

    /// Its standard error; nil where it is not known.
    var standardError: Double?

    /// How many runs it is made of.
    var runs: Int

    /// The fewest runs that a median is taken of.
    static let leastForMedian = 3

    /// The reference that a comparison has in the past.
    ///
    /// - Throws: Why there is none.
    init(_ path: String, _ comparison: PolicyCheck.Comparison, in past: PastRuns) throws(SkippedCheck) {
        let figures = past.runs(for: comparison).compactMap { $0.figures[path] }
        let why = past.omission.map { "; \($0)" } ?? ""
        guard let first = figures.first else {
            throw SkippedCheck(
                comparison == .baseline
                    ? "there is no baseline with this figure\(why)"
                    : "there is no earlier run with this figure to compare with\(why)")
        }
        let values = figures.map(\.value)
        switch comparison {
        case .baseline:
            self.init(value: first.value, standardError: first.standardError, runs: 1)
        case .last:
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(values.count - 1, 1))
            self.init(
                value: mean,
                standardError: values.count > 1
                    ? (variance / Double(values.count)).squareRoot() : first.standardError, runs: values.count)
        case .medianOfLast, .sameWeekday:
            if case .medianOfLast = comparison, values.count < Self.leastForMedian {
                throw SkippedCheck(
                    "a median needs \(Self.leastForMedian) earlier runs, and there are \(values.count)\(why)")
            }
            let median = ShardFeature.median(values)
            let spread = RobustScale(values, around: median).value
            self.init(
                value: median,
                standardError: values.count > 1
                    ? (Double.pi / 2 / Double(values.count)).squareRoot() * spread : first.standardError,
                runs: values.count)
        }
    }

    private init(value: Double, standardError: Double?, runs: Int) {
        self.value = value
        self.standardError = standardError
        self.runs = runs
    }
}

/// Why a check could not be made, though nothing is wrong.
struct SkippedCheck: Error {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}

/// The scale of numbers around their median: 1.4826 times the median absolute deviation, and where that is zero because
/// most of them are equal, 1.2533 times the mean absolute deviation (Iglewicz & Hoaglin 1993).
struct RobustScale {
    var value: Double

    init(_ values: [Double], around median: Double) {
        let distances = values.map { ($0 - median).magnitude }
        value = 1.4826 * ShardFeature.median(distances)
        if value == 0 { value = 1.2533 * distances.reduce(0, +) / Double(distances.count) }
    }
}

extension Figure {
    /// The standard error that an interval tells, as of a normal distribution; 0 for exact figures; nil where neither is.
    var standardError: Double? {
        if let interval, interval.level > 0, interval.level < 1 {
            return (interval.upper - interval.lower) / 2 / NormalQuantile.twoSided(interval.level)
        }
        return kind == .exact || (kind == .bound && intervalAbsence == nil) ? 0 : nil
    }
}

/// Quantiles of the normal distribution (Acklam's rational approximation; relative error below 1.2e-9).
enum NormalQuantile {
    /// z with P(|Z| ≤ z) = level.
    static func twoSided(_ level: Double) -> Double { quantile((1 + level) / 2) }

    private static func quantile(_ p: Double) -> Double {
        let a = [
            -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
            2.506628277459239,
        ]
        let b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1]
        let c = [
            -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
            2.938163982698783,
        ]
        let d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1]
        func polynomial(_ coefficients: [Double], _ x: Double) -> Double { coefficients.reduce(0) { $0 * x + $1 } }
        if p < 0.02425 {
            let q = (-2 * PortableMath.log(p)).squareRoot()
            return polynomial(c, q) / polynomial(d, q)
        }
        if p > 1 - 0.02425 { return -quantile(1 - p) }
        let q = p - 0.5
        let r = q * q
        return polynomial(a, r) * q / polynomial(b, r)
    }
}
