extension RankReport {
    /// One candidate.
    public struct Candidate: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String

        /// 1 + the number of candidates that beat it.
        public var bestPlace: Int

        /// The number of candidates − the number that it beats.
        public var worstPlace: Int

        /// The names of candidates that it cannot be told apart from.
        public var tiesWith: [String]

        /// The sum of its ranks by σ and by mean transfer; absent without targets.
        public var rankSum: Double?

        /// Documents of the whole corpus.
        public var documents: UInt64

        /// Bytes of the whole corpus.
        public var bytes: UInt64

        /// u: bytes of distinct documents over all bytes.
        public var uniqueShare: Figure?

        /// D_eff: the fresh data that the corpus, with its repeats, equals.
        public var effectiveBytes: Figure?

        /// How many bytes were learnt from: less than n where there are no more.
        public var learntBytes: UInt64

        /// How many documents were held out.
        public var heldOutDocuments: UInt64

        /// How many of their bytes were scored.
        public var heldOutBytes: UInt64

        /// σ and m at n, n/4 and n/16.
        public var levels: [Level]

        /// L*(n); absent where nothing could be held out.
        public var entropy: Figure?

        /// ρ = L*(n)/H.
        public var noiseShare: Figure?

        /// g: what adaptation inside a held-out document saves.
        public var inDocumentGain: Figure?

        /// T for each target, in the order of the targets.
        public var transfers: [Transfer]

        /// What it tells beyond the base; absent without one.
        public var given: Given?

        /// Labels and troubles, each with its numbers.
        public var findings: [CorpusReport.Finding]
    }

    /// σ and m at a budget.
    public struct Level: Sendable, Hashable, Codable {
        /// The budget in bytes.
        public var budget: UInt64

        /// σ: S over the budget, also where the corpus has fewer bytes.
        public var structureRate: Figure

        /// m: bits for each e-fold of data; 0 where the corpus has no more bytes.
        public var stillLearning: Figure
    }

    /// T: what a candidate saves of a target's loss.
    public struct Transfer: Sendable, Hashable, Codable {
        /// The target's name.
        public var target: String

        /// T.
        public var gain: Figure

        /// How many sampled documents of the target are in the candidate's sample, too: T then measures memory.
        public var sharedDocuments: UInt64
    }

    /// What a candidate tells one who knows the base.
    public struct Given: Sendable, Hashable, Codable {
        /// The code length of the candidate's n bytes after the base.
        public var newBits: Figure

        /// The code length of the same bytes without the base.
        public var bitsWithout: Figure

        /// The share of the code length that is new.
        public var newShare: Figure

        /// σ beyond the base: what a byte of the candidate teaches one who knows the base.
        public var structureRate: Figure
    }

    /// How two candidates compare.
    public struct Comparison: Sendable, Hashable, Codable {
        /// The candidate that stands first in the list.
        public var first: String

        /// The other one.
        public var second: String

        /// The probability that the first is better, by the criterion.
        public var probability: Double

        /// Whether they cannot be told apart: the probability is within 0.025 … 0.975.
        public var isTie: Bool

        /// The probability that the first has the greater σ.
        public var structureProbability: Double

        /// σ of the first − σ of the second.
        public var difference: Figure

        /// σ of the first / σ of the second: how many times as much a byte teaches.
        public var ratio: Figure?

        /// The probability that the first has the greater mean transfer; absent without targets.
        public var transferProbability: Double?

        /// Mean transfer of the first − that of the second; absent without targets.
        public var transferDifference: Figure?
    }
}
