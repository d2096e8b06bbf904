/// The first law of information capacity, IC-1: η = D(H − L) / N (arXiv 2411.00660, equation 8), solved for each
/// variable.
///
/// D counts symbols, H and L are bits for each of them, N is the model's size in bits. H is the code length of a named
/// baseline (see ``InitialLossMethod``): with Shannon's entropy in its place D(H − L) could never be positive on
/// held-out data. At initialisation L = H and so η = 0 (section 2.3).
public enum FirstLaw: Sendable {
    /// The ratio as the paper writes it: η = D(H − L) / N.
    ///
    /// - Parameters:
    ///   - symbols: D.
    ///   - entropy: H.
    ///   - loss: L; above H the ratio is negative.
    ///   - modelSize: N in bits.
    /// - Returns: nil unless D and N are positive and every figure is finite.
    public static func literal<Per: Denominator>(
        symbols: Double, entropy: Rate<Bits, Per>, loss: Rate<Bits, Per>, modelSize: Bits
    ) -> CapacityRatio? {
        guard symbols > 0 else { return nil }
        return CapacityRatio(.literal, information: symbols * (entropy - loss).quantity, modelSize: modelSize)
    }

    /// The ratio of a closed ledger: η = (G + S) / N.
    public static func literal<Per: Denominator>(_ ledger: Ledger<Per>, modelSize: Bits) -> CapacityRatio? {
        CapacityRatio(.literal, information: ledger.informationHeld, modelSize: modelSize)
    }

    /// The structural ratio S / N: the part of the information that a model has to hold.
    ///
    /// For a Bayes learner over models of N bits it lies between 0 and 1 in expectation.
    ///
    /// - Returns: nil unless N is positive and both figures are finite.
    public static func structural(structure: Bits, modelSize: Bits) -> CapacityRatio? {
        CapacityRatio(.structural, information: structure, modelSize: modelSize)
    }

    /// N = D(H − L) / η in bits; nil unless D, H − L and η are positive and the result is finite.
    public static func modelSize<Per: Denominator>(
        symbols: Double, entropy: Rate<Bits, Per>, loss: Rate<Bits, Per>, capacity: Double
    ) -> Bits? {
        guard symbols > 0, capacity > 0, entropy > loss else { return nil }
        return finite(symbols * (entropy - loss).value / capacity).map(Bits.init)
    }

    /// D = ηN / (H − L) in symbols; nil unless η, N and H − L are positive and the result is finite.
    public static func symbols<Per: Denominator>(
        modelSize: Bits, entropy: Rate<Bits, Per>, loss: Rate<Bits, Per>, capacity: Double
    ) -> Double? {
        guard modelSize > .zero, capacity > 0, entropy > loss else { return nil }
        return finite(capacity * modelSize.value / (entropy - loss).value)
    }

    /// L = H − ηN / D (equation 12); below zero where the model could hold more than the corpus offers.
    ///
    /// With η capped, L rises back to H as D grows: the law cannot be read as a forecast of the loss.
    ///
    /// - Returns: nil unless D is positive and the result is finite.
    public static func loss<Per: Denominator>(
        symbols: Double, entropy: Rate<Bits, Per>, modelSize: Bits, capacity: Double
    ) -> Rate<Bits, Per>? {
        guard symbols > 0 else { return nil }
        return finite(entropy.value - capacity * modelSize.value / symbols).map { Rate<Bits, Per>($0) }
    }

    /// H = L + ηN / D; nil unless D is positive and the result is finite.
    public static func entropy<Per: Denominator>(
        symbols: Double, loss: Rate<Bits, Per>, modelSize: Bits, capacity: Double
    ) -> Rate<Bits, Per>? {
        guard symbols > 0 else { return nil }
        return finite(loss.value + capacity * modelSize.value / symbols).map { Rate<Bits, Per>($0) }
    }

    private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
