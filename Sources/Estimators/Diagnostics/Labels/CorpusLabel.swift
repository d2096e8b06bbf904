public import InformationCapacity

/// A word for what a corpus is, with the numbers that it rests on.
///
/// Labels describe, they do not rank. Several may hold at once.
public enum CorpusLabel: Sendable, Hashable {
    /// ρ > 0.97 and σ < 0.01: next to nothing can be predicted, and nothing is learnt.
    case noiseLike(noiseShare: Double, structureRate: Rate<Bits, Byte>)
    /// u < 0.5, or L* < 0.15·H₀: most of it was read before, or it says the same over and over.
    case repetitive(uniqueShare: Double?, lossShare: Double?)
    /// σ < 0.03 and m < 0.015 and not noise: what there is to learn was learnt long ago.
    case templated(structureRate: Rate<Bits, Byte>, stillLearning: Rate<Bits, Byte>)
    /// Fewer unique bytes than a quarter of the budget n.
    case tiny(uniqueBytes: UInt64, budget: UInt64)
    /// |exchangeability gap| > 0.1, as far as order is answerable for it: the corpus is not the same from beginning to end.
    case drifting(exchangeabilityGap: Rate<Bits, Byte>)
    /// A mixing penalty between halves > 0.01: unlike texts are put together.
    case mixed(mixingPenalty: Rate<Bits, Byte>)
    /// Base64, hexadecimal or another alphabet that hides what is written.
    case encoded(HiddenAlphabet)

    /// The label as it is printed, "noise-like" for example.
    public var name: String {
        switch self {
        case .noiseLike: "noise-like"
        case .repetitive: "repetitive"
        case .templated: "templated"
        case .tiny: "tiny"
        case .drifting: "drifting"
        case .mixed: "mixed"
        case .encoded: "encoded"
        }
    }

    /// The figures that labels are made from; what is not known is nil, and no label rests on it.
    public struct Figures: Sendable, Hashable {
        /// ρ = L*/H_f0: the final loss as a share of the baseline code.
        public var noiseShare: Double?

        /// σ(n), bits per byte.
        public var structureRate: Rate<Bits, Byte>?

        /// m(n), bits per byte for each e-fold of data.
        public var stillLearning: Rate<Bits, Byte>?

        /// u: the share of bytes in documents that were not read before.
        public var uniqueShare: Double?

        /// The bytes in documents that were not read before.
        public var uniqueBytes: UInt64?

        /// n: the budget that corpora are compared at, in bytes.
        public var budget: UInt64?

        /// L*, bits per byte.
        public var finalLoss: Rate<Bits, Byte>?

        /// H₀: the order-0 entropy, bits per byte.
        public var orderZeroEntropy: Rate<Bits, Byte>?

        /// (C − n·L* − S)/n, bits per byte.
        public var exchangeabilityGap: Rate<Bits, Byte>?

        /// The mixing penalty between two halves of the corpus, bits per byte.
        public var mixingPenalty: Rate<Bits, Byte>?

        /// The alphabet recognised by ``HiddenAlphabet/recognised(in:)``.
        public var alphabet: HiddenAlphabet?

        /// Creates figures of which nothing is known.
        public init() {}
    }

    /// The labels that figures earn, in the order of the cases.
    ///
    /// All comparisons are strict, and none holds for a figure that is not a number.
    public static func labels(for figures: Figures) -> [CorpusLabel] {
        var labels: [CorpusLabel] = []
        var isNoise = false
        if let noise = figures.noiseShare, let structure = figures.structureRate, noise > 0.97, structure < Rate(0.01) {
            isNoise = true
            labels.append(.noiseLike(noiseShare: noise, structureRate: structure))
        }
        var lossShare: Double?
        if let loss = figures.finalLoss, let entropy = figures.orderZeroEntropy, entropy.value > 0 {
            lossShare = loss.value / entropy.value
        }
        if figures.uniqueShare.map({ $0 < 0.5 }) == true || lossShare.map({ $0 < 0.15 }) == true {
            labels.append(.repetitive(uniqueShare: figures.uniqueShare, lossShare: lossShare))
        }
        if let structure = figures.structureRate, let learning = figures.stillLearning, !isNoise,
            structure < Rate(0.03), learning < Rate(0.015)
        {
            labels.append(.templated(structureRate: structure, stillLearning: learning))
        }
        if let unique = figures.uniqueBytes, let budget = figures.budget, Double(unique) < Double(budget) / 4 {
            labels.append(.tiny(uniqueBytes: unique, budget: budget))
        }
        if let gap = figures.exchangeabilityGap, abs(gap.value) > 0.1 {
            labels.append(.drifting(exchangeabilityGap: gap))
        }
        if let penalty = figures.mixingPenalty, penalty > Rate(0.01) {
            labels.append(.mixed(mixingPenalty: penalty))
        }
        if let alphabet = figures.alphabet { labels.append(.encoded(alphabet)) }
        return labels
    }
}
