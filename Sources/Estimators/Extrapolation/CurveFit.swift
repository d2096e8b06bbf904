public import InformationCapacity

/// A fitted value with its 95 % interval.
public struct FittedValue<Value: Comparable & Sendable>: Sendable {
    /// The least-squares estimate.
    public let value: Value

    /// The lower end.
    public let lower: Value

    /// The upper end.
    public let upper: Value
}

/// A form that learning curves are fitted with.
public enum CurveForm: String, Sendable, Hashable, CaseIterable {
    /// E + A·t^(−b).
    case powerLaw = "E + A·t^(−b)"

    /// exp(A·t^(−b) + A′), whose limit is exp A′ (Takahira, Tanaka-Ishii and Dębowski 2016, arXiv 1611.01377).
    case exponential = "exp(A·t^(−b) + A′)"
}

/// One form fitted to a learning curve by weighted least squares, with profile-likelihood intervals.
///
/// Intervals assume noise whose neighbours agree no more than an AR(1) process; positive autocorrelation of the residuals
/// widens them.
public struct CurveFit<Per: Denominator>: Sendable {
    /// The form.
    public let form: CurveForm

    /// E, or exp A′: the loss after endless data.
    public let limit: FittedValue<Rate<Bits, Per>>

    /// A: what t = 1 adds to the loss in bits, or to the loss's natural logarithm.
    public let amplitude: FittedValue<Double>

    /// b.
    public let exponent: FittedValue<Double>

    /// The standard deviation of one measurement about the curve.
    public let deviation: Rate<Bits, Per>

    /// Whether b's interval ends inside 0.01 … 3 and the curve falls.
    public let isExponentIdentified: Bool

    private let regression: PowerLawRegression

    /// Fits a form to a curve.
    ///
    /// - Returns: nil with fewer than 5 points, and for the exponential form where a loss is not positive.
    /// - Complexity: O(n) for n points, about 200 passes; a curve of many points is to be ``LearningCurve/merged(perDoubling:)``.
    public init?(_ form: CurveForm, to curve: LearningCurve<Per>) {
        let logs = curve.points.map { PortableMath.log($0.symbols) }
        let fitted: PowerLawRegression?
        switch form {
        case .powerLaw:
            fitted = PowerLawRegression(
                logs: logs, values: curve.points.map(\.loss.value), weights: curve.points.map(\.weight),
                isFloored: true)
        case .exponential:
            guard curve.points.allSatisfy({ $0.loss.value > 0 }) else { return nil }
            // Noise of one size in L is noise of size 1/L in ln L.
            fitted = PowerLawRegression(
                logs: logs, values: curve.points.map { PortableMath.log($0.loss.value) },
                weights: curve.points.map { $0.weight * $0.loss.value * $0.loss.value }, isFloored: false)
        }
        guard let fitted else { return nil }
        let range = fitted.exponentRange
        let amplitude = fitted.amplitude
        self.form = form
        self.regression = fitted
        self.limit = Self.loss(fitted.value(at: nil), form)
        self.amplitude = FittedValue(value: amplitude.value, lower: amplitude.low, upper: amplitude.high)
        self.exponent = FittedValue(value: fitted.best.exponent, lower: range.low, upper: range.high)
        self.deviation = Rate(fitted.deviation)
        self.isExponentIdentified = fitted.isExponentBounded
    }

    /// The loss that the curve has at a positive number of symbols.
    public func loss(at symbols: Double) -> FittedValue<Rate<Bits, Per>> {
        Self.loss(regression.value(at: PortableMath.log(symbols)), form)
    }

    private static func loss(
        _ fitted: (value: Double, low: Double, high: Double), _ form: CurveForm
    ) -> FittedValue<Rate<Bits, Per>> {
        func rate(_ value: Double) -> Rate<Bits, Per> {
            Rate(form == .powerLaw ? max(0, value) : PortableMath.exp(value))
        }
        return FittedValue(value: rate(fitted.value), lower: rate(fitted.low), upper: rate(fitted.high))
    }
}
