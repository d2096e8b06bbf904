public import InformationCapacity

/// A learning curve in closed form: L(t) = E + A·t^(−b).
public struct PowerLaw<Per: Denominator>: Sendable, Hashable {
    /// E: the loss after endless data.
    public let limit: Rate<Bits, Per>

    /// A: the loss above E at t = 1; not negative.
    public let amplitude: Rate<Bits, Per>

    /// b: how fast the loss falls; above 0 and below 1.
    public let exponent: Double

    /// Creates a curve; nil unless E is finite, A is finite and not negative, and 0 < b < 1.
    public init?(limit: Rate<Bits, Per>, amplitude: Rate<Bits, Per>, exponent: Double) {
        guard limit.value.isFinite, amplitude.value >= 0, amplitude.value < .infinity, exponent > 0, exponent < 1 else {
            return nil
        }
        self.limit = limit
        self.amplitude = amplitude
        self.exponent = exponent
    }

    /// L(t); infinite at zero unless A is zero.
    public func loss(at symbols: Double) -> Rate<Bits, Per> {
        amplitude.value == 0
            ? limit : Rate(limit.value + amplitude.value * PortableMath.pow(symbols, -exponent))
    }

    /// S(n) = ∫₀ⁿ [L(t) − L(n)] dt = A · b/(1 − b) · n^(1−b); zero at zero.
    ///
    /// With A = t₀^b this is b/(1 − b) · t₀^b · n^(1−b).
    public func structure(at symbols: Double) -> Bits {
        Bits(amplitude.value * (exponent / (1 - exponent)) * PortableMath.pow(symbols, 1 - exponent))
    }
}
