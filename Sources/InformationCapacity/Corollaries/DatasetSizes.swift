/// Corollary 4.3 (arXiv 2411.00660) the other way round: the dataset for a model, in three readings side by side.
///
/// They differ by orders of magnitude, and none is recommended as a planner.
public struct DatasetSizes: Sendable, Hashable {
    /// D = ηN / (H − L) tokens, the first law as printed; nil where H does not exceed L.
    public let literal: Double?

    /// The D at which S(D) = ηN tokens; nil where S is unknown or does not get there between 1 and 10¹⁸.
    public let structural: Double?

    /// 20 tokens for each parameter (Hoffmann and others 2022).
    public let chinchilla: Double

    /// Finds the three sizes.
    ///
    /// - Parameters:
    ///   - model: The model's size.
    ///   - entropy: H.
    ///   - loss: L that the model shall reach.
    ///   - structure: S as a function of D in tokens, in total and not falling; asked about 60 times.
    public init(
        model: ModelSize, entropy: Rate<Bits, Token>, loss: Rate<Bits, Token>, structure: ((Double) -> Bits)? = nil
    ) {
        let capacity = model.width.capacity
        chinchilla = Chinchilla.tokensPerParameter * model.parameters
        literal = FirstLaw.symbols(modelSize: model.storage, entropy: entropy, loss: loss, capacity: capacity)
        structural = structure.flatMap { structure in
            let wanted = capacity * model.storage
            // In ln D, because the answer may lie anywhere over eighteen powers of ten.
            return Bisection.root(from: 0, to: PortableMath.log(1e18)) { logarithm in
                (structure(PortableMath.exp(logarithm)) - wanted).value
            }.map(PortableMath.exp)
        }
    }
}
