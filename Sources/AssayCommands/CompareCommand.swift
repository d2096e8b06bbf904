internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Reporting
internal import Summaries

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// `assay compare`: two corpora, or two versions of one.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare two corpora: every figure, what both hold, and which words pull them apart.",
        discussion: """
            Takes two paths: each a corpus (folder or file), a summary (assay scan --summary), or a report \
            (assay scan --format json). Differences lead from the first to the second. Both are assessed at equal sizes: \
            with samples of one length, and a learned predictor that reads the same number of bytes. What changed most \
            comes first.
            """)

    @OptionGroup var input: InputOptions

    @Flag(help: "Show figures that did not change, or have no interval, too; JSON always holds all.")
    var all = false

    @OptionGroup var output: OutputOptions

    @OptionGroup var tokenizer: TokenizerOptions

    @OptionGroup var summaries: SummaryOptions

    @OptionGroup var estimates: EstimateOptions

    func validate() throws {
        guard input.paths.count == 2, input.files0From == nil else {
            throw ValidationError("compare takes two paths: assay compare A B")
        }
        guard input.paths != ["-", "-"] else { throw ValidationError("standard input can be one of the corpora only") }
        guard estimates.name == nil else { throw ValidationError("--name names one corpus; compare takes two") }
        try tokenizer.validate(for: input)
    }

    func run() async throws {
        let tokenizer = try tokenizer.load()
        let options = try input.corpusOptions()
        var sources = RankSources(
            input: input, threads: estimates.threadCount,
            sampleBytes: summaries.parameters(options, tokenizer).sampleBytes)
        sources.sketchKeys = summaries.sketchKeys ?? SummaryParameters.standardKeys
        sources.tokenizer = tokenizer
        sources.takesTokenIDs = true
        var corpora: [ComparedCorpus] = []
        for (name, path) in zip(RankSources.names(input.paths), input.paths) {
            if Self.isReport(path) {
                corpora.append(ComparedCorpus(try CorpusReport.read(path), name: name))
            } else {
                corpora.append(
                    ComparedCorpus(
                        name: name, summary: try await sources.summary(of: path),
                        source: RankSources.isSummary(path) ? .summary : .corpus))
            }
        }
        sources.progress.note("estimating")
        let report = try await ComparisonAssessment(
            corpora[0], corpora[1], allowedUnreadableShare: estimates.allowUnreadable,
            threads: estimates.threadCount, learningBudget: estimates.quick ? nil : estimates.budget.bytes,
            tokenizer: tokenizer
        ).report()
        sources.progress.clear()
        try output.deliver { try $0.render(report, all: all, usesColor: $1) }
        guard report.isTrustworthy else {
            throw CommandFailure(
                status: .untrustworthy,
                message: report.findings.first { $0.severity == .error }?.message ?? "some paths could not be read")
        }
    }

    /// Whether a file is a report of `assay scan --format json`, by a key that is in every one of them.
    ///
    /// Reports are small: a file of more than 16 MiB is a corpus.
    static func isReport(_ path: String) -> Bool {
        var info = stat()
        guard unsafe stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size <= 16 << 20,
            let bytes = try? AtomicFile.read(path), bytes.first == UInt8(ascii: "{")
        else { return false }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.contains("\"parametersFingerprint\"") && text.contains("\"schemaVersion\"")
            && text.contains("\"isTrustworthy\"")
    }
}
