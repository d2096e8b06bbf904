public import InformationCapacity

/// A value read off a fitted curve beyond the data, or why there is none.
public enum Extrapolated<Per: Denominator>: Sendable {
    /// The power law's value; its interval covers those of all three fits.
    case identified(FittedValue<Rate<Bits, Per>>)

    /// The data do not decide; the sentence says what stands against an answer.
    case notIdentified(String)
}

/// Where a learning curve leads: two forms on all points and one on its last half, which must agree.
///
/// A value is given only where b's interval is bounded and all three fits agree about that value within 15 %. Otherwise
/// it is not identified, which is an answer too. For the limit both forms need a bounded b. For a loss at some t the power
/// law's is enough: with b → 0 the exponential form becomes a power law that ends at zero, and says as much about t.
public struct LossExtrapolation<Per: Denominator>: Sendable {
    /// How far fits may lie apart, over the least of them.
    public static var tolerance: Double { 0.15 }

    /// E + A·t^(−b) on all points.
    public let powerLaw: CurveFit<Per>

    /// exp(A·t^(−b) + A′) on all points.
    public let exponential: CurveFit<Per>

    /// E + A·t^(−b) on the points beyond the middle of the logarithmic axis; nil where these are fewer than 5.
    public let lastHalf: CurveFit<Per>?

    /// Fits a curve.
    ///
    /// - Returns: nil with fewer than 5 points, or where a loss is not positive.
    public init?(_ curve: LearningCurve<Per>) {
        guard let powerLaw = CurveFit(.powerLaw, to: curve), let exponential = CurveFit(.exponential, to: curve) else {
            return nil
        }
        self.powerLaw = powerLaw
        self.exponential = exponential
        self.lastHalf = CurveFit(.powerLaw, to: curve.lastHalf)
    }

    /// E: the loss after endless data.
    public var limit: Extrapolated<Per> {
        exponential.isExponentIdentified ? verdict(\.limit) : Self.unbounded
    }

    /// The loss at a positive number of symbols.
    public func loss(at symbols: Double) -> Extrapolated<Per> { verdict { $0.loss(at: symbols) } }

    private static var unbounded: Extrapolated<Per> {
        .notIdentified("the exponent's interval has no end: the curve bends too little, or is too noisy")
    }

    private func verdict(_ value: (CurveFit<Per>) -> FittedValue<Rate<Bits, Per>>) -> Extrapolated<Per> {
        guard powerLaw.isExponentIdentified else { return Self.unbounded }
        guard let lastHalf else { return .notIdentified("the last half of the curve has fewer than 5 points") }
        let (all, other) = (value(powerLaw), value(exponential))
        guard agree(all.value, other.value) else { return .notIdentified("the two forms differ by more than 15 %") }
        let recent = value(lastHalf)
        guard agree(all.value, recent.value) else {
            return .notIdentified("the whole curve and its last half differ by more than 15 %")
        }
        return .identified(
            FittedValue(
                value: all.value, lower: min(all.lower, other.lower, recent.lower),
                upper: max(all.upper, other.upper, recent.upper)))
    }

    private func agree(_ a: Rate<Bits, Per>, _ b: Rate<Bits, Per>) -> Bool {
        (a.value - b.value).magnitude <= Self.tolerance * min(a.value, b.value)
    }
}
