/// The second law of information capacity, IC-2: η = E₀ / (N·k_B·T·ln 2) (arXiv 2411.00660, equation 9; Landauer 1961).
///
/// A floor, far below what any machine uses, and never a reason to prefer one corpus to another (Corollary 4.4).
public enum SecondLaw: Sendable {
    /// k_B·T·ln 2: the least energy that erases one bit; 2.870978885e-21 J at 300 K.
    public static func energyPerBit(at temperature: Kelvin = .room, convention: Convention = .consistent) -> Joules {
        Joules(convention.boltzmannConstant * temperature.value * Nats(converting: Bits(1)).value)
    }

    /// E₀ = ηN·k_B·T·ln 2: the floor for the information that training transfers.
    ///
    /// - Parameters:
    ///   - information: ηN, as a ledger or a ratio holds it; a negative amount needs no energy.
    ///   - temperature: T of the heat reservoir.
    ///   - convention: Which value of k_B.
    public static func minimumEnergy(
        information: Bits, at temperature: Kelvin = .room, convention: Convention = .consistent
    ) -> Joules {
        max(0, information.value) * energyPerBit(at: temperature, convention: convention)
    }

    /// N·k_B·T·ln 2: the floor for erasing the register that holds the model, whatever was in it.
    public static func erasureEnergy(
        modelSize: Bits, at temperature: Kelvin = .room, convention: Convention = .consistent
    ) -> Joules {
        minimumEnergy(information: modelSize, at: temperature, convention: convention)
    }

    /// η from an energy: equation 9 as it is written; nil unless N is positive and both figures are finite.
    public static func capacity(
        minimumEnergy energy: Joules, modelSize: Bits, at temperature: Kelvin = .room,
        convention: Convention = .consistent
    ) -> Double? {
        guard modelSize > .zero, modelSize.value.isFinite, energy.value.isFinite else { return nil }
        return energy / (modelSize.value * energyPerBit(at: temperature, convention: convention))
    }
}
