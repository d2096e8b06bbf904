public import InformationCapacity

/// The held-out losses of a learner while it reads a corpus, and the structure that they show.
///
/// At each checkpoint t (in practice n/2⁸, …, n/2, n) the same held-out documents are scored. The running minimum L̃(t)
/// of their mean loss begins at L̃(0) = log₂|V| (8 bits for bytes), and
///
///     S(n) = ∫₀ⁿ [L̃(t) − L̃(n)] dt        m(n) = [L̃(n/2) − L̃(n)] / ln 2 = dS/dn
///
/// For a Bayes learner over models of N bits 0 ≤ E[S] ≤ N: S is the part that obeys "η ≤ 1" (arXiv 2411.00660).
///
/// Between checkpoints L̃ is taken as straight in ln t (the trapezoid in log t); on power laws with doublings that adds
/// up to 3 % of S. Below the first checkpoint it is the power law through three known points: the initial loss at the
/// first byte and the first two checkpoints.
public struct HeldOutLossCurve: Sendable, Hashable {
    /// The held-out losses after a part of the corpus.
    public struct Checkpoint: Sendable, Hashable {
        /// t: how many bytes had been learnt; at least 1.
        public var position: UInt64

        /// The code length of each held-out document.
        public var heldOut: [Bits]

        /// Creates a checkpoint.
        public init(position: UInt64, heldOut: [Bits]) {
            self.position = position
            self.heldOut = heldOut
        }
    }

    /// A point of the curve.
    public struct Point: Sendable, Hashable {
        /// t: how many bytes had been learnt.
        public var position: UInt64

        /// The mean held-out loss as it was measured.
        public var loss: Rate<Bits, Byte>

        /// L̃(t): the least loss up to here, the initial one included.
        public var runningMinimum: Rate<Bits, Byte>
    }

    /// The checkpoints, positions ascending.
    public let checkpoints: [Checkpoint]

    /// The length of each held-out document in bytes.
    public let documentBytes: [UInt64]

    /// C: the prequential code length of the n bytes learnt; nil where it was not measured.
    public let codeLength: Bits?

    /// L̃(0): log₂|V|, or the mean of the documents' losses before learning.
    public let initialLoss: Rate<Bits, Byte>

    /// The code length of each held-out document before learning; nil where that is log₂|V| for every byte.
    public let initialHeldOut: [Bits]?

    /// Creates a curve.
    ///
    /// - Parameters:
    ///   - checkpoints: Positions strictly ascending from 1 on; the last is n.
    ///   - documentBytes: The length of each held-out document, in the order of the checkpoints' losses.
    ///   - codeLength: C, in total.
    ///   - initialLoss: log₂|V|.
    /// - Returns: nil without checkpoints or held-out bytes, where positions do not ascend, numbers of documents differ, or
    ///   a loss is not finite.
    public init?(
        checkpoints: [Checkpoint], documentBytes: [UInt64], codeLength: Bits? = nil,
        initialLoss: Rate<Bits, Byte> = Rate(8)
    ) {
        guard let first = checkpoints.first, first.position > 0, documentBytes.contains(where: { $0 > 0 }),
            zip(checkpoints, checkpoints.dropFirst()).allSatisfy({ $0.position < $1.position }),
            checkpoints.allSatisfy({
                $0.heldOut.count == documentBytes.count && $0.heldOut.allSatisfy(\.value.isFinite)
            }),
            codeLength?.value.isFinite ?? true, initialLoss.value.isFinite
        else { return nil }
        self.checkpoints = checkpoints
        self.documentBytes = documentBytes
        self.codeLength = codeLength
        self.initialLoss = initialLoss
        initialHeldOut = nil
    }

    /// Creates the curve of a learner who knew something before.
    ///
    /// - Parameters:
    ///   - checkpoints: Positions strictly ascending from 1 on; the last is n.
    ///   - documentBytes: The length of each held-out document, in the order of the checkpoints' losses.
    ///   - initialHeldOut: What each held-out document cost before.
    /// - Returns: nil as for other curves, or where the numbers of documents differ.
    public init?(checkpoints: [Checkpoint], documentBytes: [UInt64], initialHeldOut: [Bits]) {
        guard initialHeldOut.count == documentBytes.count,
            let initialLoss = Rate<Bits, Byte>(initialHeldOut.reduce(.zero, +), over: documentBytes.reduce(0, +)),
            let curve = HeldOutLossCurve(
                checkpoints: checkpoints, documentBytes: documentBytes, initialLoss: initialLoss)
        else { return nil }
        self.init(curve, initialHeldOut: initialHeldOut)
    }

    private init(_ curve: HeldOutLossCurve, initialHeldOut: [Bits]?) {
        checkpoints = curve.checkpoints
        documentBytes = curve.documentBytes
        codeLength = curve.codeLength
        initialLoss = curve.initialLoss
        self.initialHeldOut = initialHeldOut
    }

    /// n: how many bytes were learnt in all.
    public var budget: UInt64 { checkpoints.last?.position ?? 0 }

    /// The mean losses over all held-out documents.
    public var points: [Point] {
        let losses = meanLosses(weights: [Double](repeating: 1, count: documentBytes.count))
        return zip(checkpoints, zip(losses, runningMinimum(losses, from: initialLoss.value))).map {
            Point(position: $0.position, loss: Rate($1.0), runningMinimum: Rate($1.1))
        }
    }

    /// S(n) under the given weights of the held-out documents.
    public func structure(weights: [Double]) -> Bits { Bits(figures(weights: weights, baseline: nil).structure) }

    /// The beginning of the curve, which has no code length; nil where no checkpoint lies up to there.
    public func prefix(through position: UInt64) -> HeldOutLossCurve? {
        HeldOutLossCurve(
            checkpoints: checkpoints.filter { $0.position <= position }, documentBytes: documentBytes,
            initialLoss: initialLoss
        ).map { HeldOutLossCurve($0, initialHeldOut: initialHeldOut) }
    }

    /// Σ code lengths / Σ bytes at each checkpoint, each document counted as often as its weight says.
    func meanLosses(weights: [Double]) -> [Double] {
        checkpoints.map { meanLoss($0.heldOut, weights: weights) }
    }

    /// L̃(0) with each document counted as often as its weight says.
    func initialLoss(weights: [Double]) -> Double {
        initialHeldOut.map { meanLoss($0, weights: weights) } ?? initialLoss.value
    }

    private func meanLoss(_ lengths: [Bits], weights: [Double]) -> Double {
        var bytes = 0.0
        for (weight, count) in zip(weights, documentBytes) { bytes += weight * Double(count) }
        var sum = CompensatedSum()
        for (weight, bits) in zip(weights, lengths) { sum.add(weight * bits.value) }
        return sum.value / bytes
    }

    /// L̃ at each checkpoint.
    func runningMinimum(_ losses: [Double], from initial: Double) -> [Double] {
        var least = initial
        return losses.map {
            least = min(least, $0)
            return least
        }
    }
}
