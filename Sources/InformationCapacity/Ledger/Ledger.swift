/// Where every bit of a corpus went when a learner read it: saved, paid while learning, or left over.
///
/// For a baseline code of H bits per symbol, a learner whose losses before each update sum to C, and its held-out loss
/// L* after training, over D symbols: D·H = G + S + R with G = D·H − C, S = C − D·L* (the *excess description length*)
/// and R = D·L*. Of these G + S = D(H − L*) is what the first law calls ηN (arXiv 2411.00660, equations 5–8), which is
/// why the law means something only where H is the code length of a named baseline.
///
/// The parts may be negative: G where the learner is a worse code than the baseline, S where the held-out documents are
/// harder than the training documents.
public struct Ledger<Per: Denominator>: Sendable, Hashable {
    /// D: how many symbols were coded; at least 1.
    public let symbols: UInt64

    /// D·H: the length of the whole corpus under the baseline code.
    public let baseline: Bits

    /// C: the prequential code length, the sum of the losses before each update.
    public let codeLength: Bits

    /// R = D·L*: what remains at the final held-out loss.
    public let residual: Bits

    /// Closes the books of one training run.
    ///
    /// - Parameters:
    ///   - symbols: D, the number of symbols coded.
    ///   - baseline: D·H in total, not per symbol.
    ///   - codeLength: C in total.
    ///   - finalLoss: L*, the held-out loss after training.
    /// - Returns: nil where there are no symbols or a figure is not finite.
    public init?(symbols: UInt64, baseline: Bits, codeLength: Bits, finalLoss: Rate<Bits, Per>) {
        let residual = finalLoss.total(over: symbols)
        guard symbols > 0, baseline.value.isFinite, codeLength.value.isFinite, residual.value.isFinite else {
            return nil
        }
        self.symbols = symbols
        self.baseline = baseline
        self.codeLength = codeLength
        self.residual = residual
    }

    /// G = D·H − C: code length saved against the baseline while reading the corpus once.
    public var saved: Bits { baseline - codeLength }

    /// S = C − D·L*: code length paid for not knowing yet what the learner knew at the end.
    public var paidLearning: Bits { codeLength - residual }

    /// G + S = D(H − L*), the right side of the first law (arXiv 2411.00660, equation 8).
    public var informationHeld: Bits { baseline - residual }

    /// G + S + R − D·H: zero but for rounding.
    public var discrepancy: Bits { saved + paidLearning + residual - baseline }

    /// R / (D·H), the noise share: 1 is unpredictable; nil where the baseline needs no bits.
    public var noiseShare: Double? { baseline.value == 0 ? nil : residual / baseline }

    /// A total of this ledger per symbol.
    public func perSymbol(_ total: Bits) -> Rate<Bits, Per> { Rate(total / Double(symbols)) }
}
