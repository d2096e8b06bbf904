/// What `assay scan` says of one corpus.
///
/// A part that was not computed is absent (nil), never zero. The report is a function of the corpus, the options and the
/// versions of assay and its libraries: it holds no time, no host and no thread count, and paths only as they were given.
public struct CorpusReport: Sendable, Hashable, Codable {
    /// The version of the report's JSON Schema.
    public static let schemaVersion = 1

    /// The version of the JSON Schema that this report follows.
    public var schemaVersion = CorpusReport.schemaVersion

    /// The corpus's name: the last components of the paths given, sorted.
    public var corpus: String

    /// The program and the libraries whose versions can change a figure.
    public var provenance: Provenance

    /// What was read and what was not.
    public var input: Input

    /// Counts over the whole corpus.
    public var contents: Contents

    /// How much of the corpus is repetition.
    public var repetition: Repetition

    /// Corollary 4.1: the initial losses, for each alphabet.
    public var initialLosses: [InitialLosses]

    /// The sample on which the costly estimates were made.
    public var sample: Sample

    /// Entropy estimates on the sample; absent when the corpus holds no text.
    public var entropy: Entropy?

    /// What the learned predictor says; absent without it, or when the corpus is too small for it.
    public var learning: Learning?

    /// One interval for the entropy of a byte; absent when the corpus holds no text.
    public var entropyInterval: EntropyInterval?

    /// Diagnostics of the literature; absent when the corpus holds no text.
    public var diagnostics: Diagnostics?

    /// Held-out cross-entropies of Kneser–Ney models; absent when the corpus holds no text, empty where there is too little.
    public var ngrams: [NGramEntropy]?

    /// The most surprising, redundant and typical documents of the sample; absent with fewer than two.
    public var surprise: Surprise?

    /// What stands out, each with its numbers.
    public var findings: [Finding]

    /// Whether the result can be trusted: false when too much could not be read (exit code 3).
    public var isTrustworthy: Bool

    /// Creates a report from its parts.
    public init(
        corpus: String, provenance: Provenance, input: Input, contents: Contents, repetition: Repetition,
        initialLosses: [InitialLosses], sample: Sample, entropy: Entropy?, learning: Learning? = nil,
        entropyInterval: EntropyInterval? = nil, diagnostics: Diagnostics? = nil, ngrams: [NGramEntropy]? = nil,
        surprise: Surprise? = nil, findings: [Finding],
        isTrustworthy: Bool
    ) {
        self.corpus = corpus
        self.provenance = provenance
        self.input = input
        self.contents = contents
        self.repetition = repetition
        self.initialLosses = initialLosses
        self.sample = sample
        self.entropy = entropy
        self.learning = learning
        self.entropyInterval = entropyInterval
        self.diagnostics = diagnostics
        self.ngrams = ngrams
        self.surprise = surprise
        self.findings = findings
        self.isTrustworthy = isTrustworthy
    }
}
