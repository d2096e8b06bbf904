/// What `assay compare` says of two corpora.
public struct CompareReport: Sendable, Hashable, Codable {
    /// The version of the report's JSON Schema.
    public static let schemaVersion = 1

    /// The version of the JSON Schema that this report follows.
    public var schemaVersion = CompareReport.schemaVersion

    /// The version of assay.
    public var assay: String

    /// The corpus that differences start from.
    public var first: Side

    /// The corpus that differences lead to.
    public var second: Side

    /// n: how many bytes the learned predictor learnt from in both; nil where nothing was learnt, or not as much in both.
    public var budget: UInt64?

    /// The most bytes of a sample that estimators saw, so that both are of one size; nil where nothing had to be cut.
    public var sampleLimit: UInt64?

    /// Every figure of both reports side by side, what changed most first.
    public var changes: [FigureChange]

    /// How far bytes, tokens and words are apart.
    public var divergences: [Divergence]

    /// What both corpora hold; absent where a saved report stands for one.
    public var overlap: Overlap?

    /// Groups of figures that are not here.
    public var missing: [TokenReport.Missing]

    /// What stands out.
    public var findings: [CorpusReport.Finding]

    /// Whether both corpora could be read well enough.
    public var isTrustworthy: Bool

    /// One of the two corpora.
    public struct Side: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String

        /// Whether its data, a summary or a saved report was given.
        public var source: Source

        /// Documents.
        public var documents: UInt64

        /// Bytes of text; nil for token ids.
        public var bytes: UInt64?

        /// Tokens; nil without a tokenizer.
        public var tokens: UInt64?

        /// The bytes of the sample that estimators saw; of ids, as they are stored.
        public var sampleBytes: UInt64

        /// n of the learned predictor; nil where nothing was learnt.
        public var budget: UInt64?

        /// What made the report.
        public var provenance: CorpusReport.Provenance

        /// What stands out in it.
        public var findings: [CorpusReport.Finding]

        /// Whether it could be read well enough.
        public var isTrustworthy: Bool
    }

    /// What stands for a corpus.
    public enum Source: String, Sendable, Hashable, Codable, CaseIterable {
        /// Its files.
        case corpus

        /// A summary of it.
        case summary

        /// A report of it.
        case report
    }
}
