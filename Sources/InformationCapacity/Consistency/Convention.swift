/// Which numbers section 5 of the paper is recomputed with (arXiv 2411.00660).
public enum Convention: String, Sendable, Hashable, CaseIterable {
    /// As printed: nats taken for bits, k = 26.08, L from 3 to 7, k_B = 1.38e-23 J/K.
    case paper
    /// Bits throughout, k = 16·8.8/5.4, the stated L from 2 on as well, the exact k_B of the SI.
    case consistent

    /// k_B in joules per kelvin: equation 9's rounded value, or the SI's exact one (2019).
    public var boltzmannConstant: Double {
        switch self {
        case .paper: 1.38e-23
        case .consistent: 1.380649e-23
        }
    }

    /// k = N / D in bits per token, section 5.1.
    public var bitsPerToken: Double {
        switch self {
        case .paper: 26.08
        case .consistent: 16 * 8.8 / 5.4
        }
    }

    /// A loss in nats as this convention reads it in the place of bits.
    public func bits(_ loss: Nats) -> Bits {
        switch self {
        case .paper: Bits(loss.value)
        case .consistent: Bits(converting: loss)
        }
    }
}
