public import ArgumentParser
internal import Assessment
internal import Corpora
internal import Diagnostics
internal import Reporting
internal import Summaries
public import Tokenizers

/// `assay scan`: the report of one corpus.
struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Read a corpus and report what is in it.",
        discussion: """
            Formats, compression and the text's place in a record are recognised by content: assay inspect shows how. \
            All paths together are one corpus.
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var output: OutputOptions

    @Option(help: "Count tokens too: a .tiktoken rank file or a Hugging Face tokenizer.json.")
    var tokenizer: String?

    @Option(help: "The split pattern of a .tiktoken file, when its name does not tell: r50k, cl100k, o200k.")
    var splitPattern: SplitPattern?

    @Option(help: "How many bytes of documents the costly estimates see, 64KiB to 1GiB.")
    var sampleSize = ByteCount(bytes: 16 << 20)

    @Option(help: "How many bytes the learned predictor learns from at most, or all.")
    var budget = LearningBudget.bytes(4 << 20)

    @Flag(help: "Do without the learned predictor.")
    var quick = false

    @Option(help: "How many threads to use; the report does not depend on it. 0: one for each core.")
    var threads = 0

    @Option(help: "The share of stored bytes or records that may be unreadable before the exit code is 3.")
    var allowUnreadable = 0.01

    @Option(help: "The corpus's name in the report.")
    var name: String?

    func validate() throws {
        guard (0...1024).contains(threads) else { throw ValidationError("--threads takes 0 to 1024") }
        guard (64 << 10...1 << 30).contains(sampleSize.bytes) else {
            throw ValidationError("--sample-size takes 64KiB to 1GiB")
        }
        guard input.vocabularySize == nil || tokenizer == nil else {
            throw ValidationError(
                "--tokenizer makes tokens of text; a corpus with --vocabulary-size holds tokens already")
        }
        guard (0...1).contains(allowUnreadable) else { throw ValidationError("--allow-unreadable takes 0 to 1") }
    }
}

extension SplitPattern: ExpressibleByArgument {}

extension ScanCommand {
    func run() async throws {
        let threads = threads == 0 ? Processors.count : threads
        let options = try input.corpusOptions()
        let listing = try input.discover()
        let plan = CorpusPlan(listing, options: options)
        let tokenizer = try tokenizer.map { try TokenizerFile.load($0, pattern: splitPattern) }
        let parameters = SummaryParameters(
            sampleBytes: sampleSize.bytes,
            tokenizer: options.tokenIDs.map { SummaryParameters.TokenizerIdentity($0) }
                ?? tokenizer.map { SummaryParameters.TokenizerIdentity($0) })
        let progress = ProgressLine(total: listing.totalBytes)
        var scan = CorpusScan(
            plan: plan, options: options, parameters: parameters, tokenizer: tokenizer, threads: threads)
        if progress.isVisible { scan.progress = { progress.show(read: $0) } }
        let result = await scan.run()
        progress.note("estimating")
        let assessment = CorpusAssessment(
            name: name ?? input.corpusName, version: AssayProgram.version, listing: listing, plan: plan, scan: result,
            allowedUnreadableShare: allowUnreadable, threads: threads,
            learningBudget: quick ? nil : budget.bytes)
        if let tokenIDs = options.tokenIDs {
            let report = try await assessment.tokenReport(endOfDocument: tokenIDs.endOfDocument)
            progress.clear()
            try output.deliver(output.format.render(report, usesColor: output.usesColor))
            return try conclude(listing, isTrustworthy: report.isTrustworthy, findings: report.findings)
        }
        let report = try await assessment.report()
        progress.clear()
        try self.output.deliver(output.format.render(report, usesColor: output.usesColor))
        try conclude(listing, isTrustworthy: report.isTrustworthy, findings: report.findings)
    }

    /// Says what was not read, and ends with the exit code that the report earns.
    private func conclude(
        _ listing: CorpusListing, isTrustworthy: Bool, findings: [CorpusReport.Finding]
    ) throws {
        for failure in listing.failures { StandardStreams.writeError("assay: \(failure)\n") }
        if listing.failures.contains(where: { $0.code == .noSuchFile }) { throw CommandFailure(status: .usage) }
        if !isTrustworthy {
            throw CommandFailure(
                status: .untrustworthy,
                message: findings.first { $0.severity == .error }?.message ?? "some paths could not be read")
        }
    }
}
