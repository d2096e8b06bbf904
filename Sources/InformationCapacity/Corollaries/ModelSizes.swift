/// Corollary 4.3 (arXiv 2411.00660): the model for a dataset, in three readings side by side.
///
/// They differ by orders of magnitude, and none is recommended as a planner.
public struct ModelSizes: Sendable, Hashable {
    /// N = D(H − L) / η, the first law as printed; nil where H does not exceed L.
    public let literal: ModelSize?

    /// N = S / η, structure in the place of code length saved; nil where S is unknown or not positive.
    public let structural: ModelSize?

    /// The structural reading at both ends of the interval of S; nil where there is none or an end is not positive.
    public let structuralInterval: ClosedRange<ModelSize>?

    /// D / 20 parameters (Hoffmann and others 2022).
    public let chinchilla: ModelSize

    /// Finds the three sizes.
    ///
    /// - Parameters:
    ///   - tokens: D.
    ///   - entropy: H.
    ///   - loss: L that the model shall reach.
    ///   - structure: S of these D tokens in total, extrapolated along the fitted curve where D is beyond the sample.
    ///   - structureInterval: The interval of S.
    ///   - width: How parameters are stored, and with it η.
    /// - Returns: nil unless D is positive and finite.
    public init?(
        tokens: Double, entropy: Rate<Bits, Token>, loss: Rate<Bits, Token>, structure: Bits? = nil,
        structureInterval: ClosedRange<Bits>? = nil, width: ParameterWidth = .sixteenBits
    ) {
        guard let chinchilla = ModelSize(parameters: tokens / Chinchilla.tokensPerParameter, width: width) else {
            return nil
        }
        self.chinchilla = chinchilla
        literal = FirstLaw.modelSize(symbols: tokens, entropy: entropy, loss: loss, capacity: width.capacity)
            .flatMap { ModelSize(storage: $0, width: width) }
        func holding(_ structure: Bits) -> ModelSize? { ModelSize(storage: structure / width.capacity, width: width) }
        structural = structure.flatMap(holding)
        if let range = structureInterval, let low = holding(range.lowerBound), let high = holding(range.upperBound) {
            structuralInterval = low...high
        } else {
            structuralInterval = nil
        }
    }
}

/// The compute-optimal rule of thumb that the other readings stand beside.
enum Chinchilla {
    /// About 20 training tokens for each parameter (Hoffmann and others 2022).
    static let tokensPerParameter = 20.0
}
