/// A reading of Corollary 4.1: which code's loss is called the entropy of the dataset.
public enum InitialLossMethod: String, Sendable, Hashable, CaseIterable {
    /// log₂|V|, every symbol alike.
    case uniform
    /// A softmax over normal logits, as a network starts out.
    case gaussianInitialisation = "gaussian-initialisation"
    /// Unigram entropy, plug-in.
    case calibratedBias = "calibrated-bias"
    /// Unigram entropy, corrected for the bias of a finite sample.
    case calibratedBiasCorrected = "calibrated-bias-corrected"
    /// The adaptive order-0 code f0: the default H.
    case adaptiveOrderZero = "adaptive-order-0"

    /// The reading that enters the ledger and the first law where none is asked for.
    public static let standard = InitialLossMethod.adaptiveOrderZero

    /// σ² of GPT-2 small's logits at initialisation: 768 unit inputs with weights of standard deviation 0.02.
    public static let gpt2LogitVariance = 0.3072

    /// The name as it is printed.
    public var name: String {
        switch self {
        case .uniform: "uniform"
        case .gaussianInitialisation: "Gaussian initialisation"
        case .calibratedBias: "calibrated bias (plug-in)"
        case .calibratedBiasCorrected: "calibrated bias (bias-corrected)"
        case .adaptiveOrderZero: "adaptive order-0"
        }
    }

    /// Whether the figure depends on the corpus; then that of a union is found from added counts.
    public var seesData: Bool {
        switch self {
        case .uniform, .gaussianInitialisation: false
        case .calibratedBias, .calibratedBiasCorrected, .adaptiveOrderZero: true
        }
    }

    /// Whether a receiver who has not read the corpus could decode it at this length.
    public var isValidCode: Bool {
        switch self {
        case .uniform, .gaussianInitialisation, .adaptiveOrderZero: true
        case .calibratedBias, .calibratedBiasCorrected: false
        }
    }
}
