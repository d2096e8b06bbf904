internal import Corpora
public import Diagnostics
internal import Estimators
internal import InformationCapacity
public import Summaries

/// Turns what the stream pass found into a report: runs the estimators on the sample and puts the figures together.
public struct CorpusAssessment: Sendable {
    /// The corpus's name in the report.
    public var name: String

    /// The version of the program, for the report.
    public var version: String

    /// What the stream pass came to.
    public var summary: Summary

    /// The share of stored bytes or of records that may be unreadable in a result that can be trusted.
    public var allowedUnreadableShare: Double

    /// How many estimators may run side by side; the report does not depend on it.
    public var threads: Int

    /// How many bytes the learned predictor learns from at most in each order; nil does without it.
    public var learningBudget: Int?

    /// Whether examples of documents show their text.
    public var showsText: Bool

    /// The most bytes of the sample that estimators see, for corpora to be compared at equal sizes; nil lets them see all.
    public var sampleLimit: Int?

    /// The memory in bytes that running estimators may need together; one that needs more runs alone.
    public static let estimatorMemory = 880 << 20

    /// Describes an assessment.
    public init(
        name: String? = nil, version: String = AssayVersion.current, summary: Summary,
        allowedUnreadableShare: Double = 0.01, threads: Int = 1, learningBudget: Int? = 4 << 20,
        showsText: Bool = true
    ) {
        self.name = name ?? summary.coverage.name
        self.version = version
        self.summary = summary
        self.allowedUnreadableShare = allowedUnreadableShare
        self.threads = threads
        self.learningBudget = learningBudget
        self.showsText = showsText
    }

    /// Makes the report.
    ///
    /// - Throws: An `AssayError` where the corpus holds token ids, or an estimator cannot run: out of memory.
    /// - Complexity: Set by the sample's budget, not by the corpus: about 2 s of one core for each megabyte.
    public func report() async throws -> CorpusReport { try await assess().report }

    /// Makes the report, and keeps what paired comparisons with other corpora are read from.
    func assess() async throws -> (report: CorpusReport, curves: LearntCurves?) {
        guard !summary.parameters.holdsTokenIDs else {
            throw AssayError(
                .incompatibleSummaries,
                "the summary is of token ids, and this report is of text; ask for a token report")
        }
        let text = SampleText(summary.sample, limit: sampleLimit)
        let initialLosses = InitialLossEstimates.all(summary)
        // "All" is all of the sample: copies beyond its budget would take time without end.
        let budget = learningBudget.map { min($0, summary.sample.budget) }
        let estimates = try await EntropyEstimates(
            text: text, threads: threads, showsText: showsText, learningBudget: budget
        ).run()
        let input = describeInput()
        var report = CorpusReport(
            corpus: name, provenance: provenance(estimates?.provenance ?? []), input: input,
            contents: describeContents(),
            repetition: RepetitionEstimates.all(summary), initialLosses: initialLosses,
            sample: CorpusReport.Sample(
                documents: UInt64(text.documents), bytes: UInt64(text.bytes.count),
                budget: UInt64(summary.sample.budget), isComplete: text.isComplete),
            entropy: estimates?.entropy, learning: estimates?.learning, entropyInterval: estimates?.interval,
            diagnostics: estimates?.diagnostics, ngrams: estimates?.ngrams, surprise: estimates?.surprise, findings: [],
            isTrustworthy: true)
        let unreadable = unreadableShare(coverage: input.coverage.value)
        report.isTrustworthy =
            unreadable <= allowedUnreadableShare && report.contents.bytes > 0 && summary.input.undiscoverable == 0
            && input.workUnits == nil
        report.findings =
            Findings.all(report, unreadableShare: unreadable, allowedUnreadableShare: allowedUnreadableShare)
            + Labels.findings(
                report, byteCounts: summary.byteHistogram.counts,
                budget: learningBudget.flatMap { $0 <= summary.sample.budget ? UInt64($0) : nil })
        return (report, estimates?.curves)
    }

    /// A figure of the report that needs no sample; nil where the path is of another one.
    ///
    /// - Complexity: O(kept keys of the sketches).
    func countedFigures(_ path: String) -> Double? {
        var paths = FigurePaths()
        switch path.prefix(while: { $0 != "." }) {
        case "input": describeInput().addFigures(to: &paths)
        case "contents": describeContents().addFigures(to: &paths)
        case "repetition": paths.add(RepetitionEstimates.all(summary))
        case "initialLosses": for losses in InitialLossEstimates.all(summary) { paths.add(losses) }
        case "shares": paths.addShares(describeContents(), describeInput())
        default: return nil
        }
        return paths[path]?.figure?.value
    }

    private func provenance(_ estimates: [CorpusReport.Estimate]) -> CorpusReport.Provenance {
        let counted = CorpusReport.Estimate(
            figures: "contents, repetition, initialLosses", method: "counts and sketches of the whole corpus",
            bytes: summary.counts.bytes, documents: summary.counts.documents)
        let identity = summary.parameters.tokenizer
        return CorpusReport.Provenance(
            assay: version,
            libraries: [
                "libzstd": CompressionSettings.zstd(level: 1).libraryVersion,
                "liblzma": CompressionSettings.xz(preset: 1).libraryVersion,
            ],
            parametersFingerprint: summary.parameters.fingerprint.hexadecimal,
            gridBytes: DocumentGrid.spacing, tokenizer: identity?.name, estimates: [counted] + estimates)
    }

    private func describeContents() -> CorpusReport.Contents {
        let counts = summary.counts
        return CorpusReport.Contents(
            documents: counts.documents, emptyDocuments: counts.emptyDocuments, bytes: counts.bytes,
            scalars: counts.scalars, words: counts.words, lines: counts.lines,
            tokens: summary.parameters.tokenizer == nil ? nil : counts.tokens,
            invalidUTF8Sequences: counts.invalidUTF8, documentsWithInvalidUTF8: counts.documentsWithInvalidUTF8,
            documentLengths: summary.lengthHistogram)
    }
}
