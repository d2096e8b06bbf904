/// What `assay rank` says of some candidates at a common budget.
public struct RankReport: Sendable, Hashable, Codable {
    /// The version of the report's JSON Schema.
    public static let schemaVersion = 1

    /// The version of the JSON Schema that this report follows.
    public var schemaVersion = RankReport.schemaVersion

    /// The version of assay.
    public var assay: String

    /// n: the bytes that every candidate is learnt from in each order, as far as it has them.
    public var budget: UInt64

    /// Where n comes from, in words.
    public var budgetReason: String

    /// How many orders of the training documents were learnt from.
    public var orders: Int

    /// Which orders: another number gives others.
    public var seed: UInt64

    /// What decides the order.
    public var criterion: Criterion

    /// The references that candidates are to be useful for.
    public var targets: [Target]

    /// What is known already; absent where nothing was said to be.
    public var base: Base?

    /// The candidates, the best first.
    public var candidates: [Candidate]

    /// Every pair of candidates, in the order of the list.
    public var comparisons: [Comparison]

    /// What each candidate and the base hold both, in the order of the candidates; absent without a base.
    public var baseOverlaps: [Overlap]?

    /// Which candidates hold which share of which evaluation sets; absent where none was given.
    public var contamination: Contamination?

    /// What mixing the candidates gives; absent where it was not asked for.
    public var mixture: Mixture?

    /// What stands out, each with its numbers.
    public var findings: [CorpusReport.Finding]

    /// Whether the result can be trusted: false when too much of a candidate could not be read (exit code 3).
    public var isTrustworthy: Bool

    /// What decides the order.
    public enum Criterion: String, Sendable, Hashable, Codable, CaseIterable {
        /// σ(n), the greatest first.
        case structure

        /// The sum of the ranks by σ(n) and by mean transfer to the targets, the least first.
        case rankSum
    }

    /// A reference.
    public struct Target: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String

        /// How many of its documents are scored.
        public var documents: UInt64

        /// How many bytes of them.
        public var bytes: UInt64

        /// How many other bytes of it a learner adapts to first.
        public var adaptationBytes: UInt64

        /// The loss after the adaptation alone.
        public var lossWithout: Figure
    }

    /// What is known already.
    public struct Base: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String

        /// How many bytes of it are learnt first.
        public var bytes: UInt64
    }
}
