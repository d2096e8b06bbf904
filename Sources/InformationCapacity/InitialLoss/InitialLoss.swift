/// H: what a corpus costs per symbol before anything was learned, with the name of the way it was found.
///
/// Corollary 4.1 (arXiv 2411.00660, equation 10) says that a dataset's entropy is about the initial training loss, and
/// an untrained softmax has the same loss on every corpus. So all readings of the corollary are shown side by side.
/// None is a score: Corollary 4.2's "higher entropy, better data" would put random bytes first.
public struct InitialLoss<Per: Denominator>: Sendable, Hashable {
    /// The way it was found.
    public let method: InitialLossMethod

    /// Bits per symbol.
    public let rate: Rate<Bits, Per>

    /// Creates a figure that was found elsewhere; a measured or a bias-corrected one for example.
    public init(_ method: InitialLossMethod, _ rate: Rate<Bits, Per>) {
        self.method = method
        self.rate = rate
    }

    /// log₂|V|; nil for an empty vocabulary.
    public static func uniform(vocabulary: UInt64) -> Self? {
        guard vocabulary > 0 else { return nil }
        return Self(.uniform, Rate(PortableMath.log2(Double(vocabulary))))
    }

    /// log₂|V| + σ²/(2 ln 2): a softmax over independent normal logits, in expectation for a large vocabulary.
    ///
    /// - Parameters:
    ///   - vocabulary: |V|. With one symbol the loss is zero whatever its logit.
    ///   - logitVariance: σ², in squared nats; by default that of GPT-2 small at initialisation.
    /// - Returns: nil for an empty vocabulary or a variance that is negative or not finite.
    public static func gaussianInitialisation(
        vocabulary: UInt64, logitVariance: Double = InitialLossMethod.gpt2LogitVariance
    ) -> Self? {
        guard let uniform = uniform(vocabulary: vocabulary), logitVariance >= 0, logitVariance < .infinity else {
            return nil
        }
        let excess = Bits(converting: Nats(vocabulary == 1 ? 0 : logitVariance / 2))
        return Self(.gaussianInitialisation, Rate(uniform.rate.quantity + excess))
    }

    /// H₁, the plug-in unigram entropy: a model whose output bias alone was fitted; nil for an empty corpus.
    public static func calibratedBias(_ counts: SymbolCounts) -> Self? {
        Rate(counts.plugInTotal, over: counts.total).map { Self(.calibratedBias, $0) }
    }

    /// The adaptive order-0 code f0 per symbol, its choice of prior paid for; nil for an empty corpus.
    public static func adaptiveOrderZero(_ counts: SymbolCounts) -> Self? {
        Rate(AdaptiveCode(counts).total, over: counts.total).map { Self(.adaptiveOrderZero, $0) }
    }

    /// Every reading of Corollary 4.1 that the counts allow, in the order of ``InitialLossMethod``.
    ///
    /// - Parameters:
    ///   - counts: What occurred; with nothing in it, only the readings that see no data are left.
    ///   - logitVariance: σ² of the Gaussian initialisation, in squared nats.
    ///   - corrected: The bias-corrected unigram entropy, where an estimator has found it.
    public static func all(
        _ counts: SymbolCounts, logitVariance: Double = InitialLossMethod.gpt2LogitVariance,
        corrected: Rate<Bits, Per>? = nil
    ) -> [Self] {
        [
            uniform(vocabulary: counts.vocabulary),
            gaussianInitialisation(vocabulary: counts.vocabulary, logitVariance: logitVariance),
            calibratedBias(counts),
            corrected.map { Self(.calibratedBiasCorrected, $0) },
            adaptiveOrderZero(counts),
        ].compactMap(\.self)
    }
}
