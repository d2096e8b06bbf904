/// A run of `assay check` as the history keeps it.
public struct RecordedRun: Sendable, Hashable, Codable {
    /// Its number in the history; nil while it is not there.
    public var id: Int64?

    /// The corpus's name.
    public var corpus: String

    /// When it was, in seconds since 1970, as the caller says.
    public var time: Int64

    /// What runs must share for their figures to be compared.
    public var fingerprint: String

    /// The version of the program.
    public var assay: String

    /// The policy's name.
    public var policy: String

    /// How it came out.
    public var verdict: CheckReport.Verdict

    /// The share of stored bytes that was read.
    public var coverage: Double

    /// Whether enough was read for the figures to be trusted.
    public var isComplete: Bool

    /// Whether it is the baseline of its corpus and fingerprint.
    public var isBaseline: Bool

    /// Its figures by path; those that are no finite numbers are left out.
    public var figures: [String: Figure]

    /// How each check came out, by id.
    public var checks: [String: CheckReport.Verdict]

    /// Creates a run.
    public init(
        id: Int64? = nil, corpus: String, time: Int64, fingerprint: String, assay: String, policy: String,
        verdict: CheckReport.Verdict, coverage: Double, isComplete: Bool, isBaseline: Bool = false,
        figures: [String: Figure], checks: [String: CheckReport.Verdict]
    ) {
        self.id = id
        self.corpus = corpus
        self.time = time
        self.fingerprint = fingerprint
        self.assay = assay
        self.policy = policy
        self.verdict = verdict
        self.coverage = coverage
        self.isComplete = isComplete
        self.isBaseline = isBaseline
        self.figures = figures
        self.checks = checks
    }

    /// The run of a corpus of a report.
    public init(_ report: CheckReport, _ corpus: CheckReport.Corpus, figures: FigurePaths, time: Int64) {
        self.init(
            corpus: corpus.name, time: time, fingerprint: corpus.fingerprint, assay: report.assay,
            policy: report.policy, verdict: corpus.verdict, coverage: corpus.coverage.value,
            isComplete: corpus.isComplete, figures: figures.finite,
            checks: Dictionary(corpus.checks.map { ($0.id, $0.verdict) }, uniquingKeysWith: { first, _ in first }))
    }
}

extension FigurePaths {
    /// The figures that are finite numbers, by path.
    public var finite: [String: Figure] {
        var figures: [String: Figure] = [:]
        for entry in entries {
            if let figure = entry.figure, figure.value.isFinite { figures[entry.path] = figure }
        }
        return figures
    }
}
