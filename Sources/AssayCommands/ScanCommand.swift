internal import ArgumentParser
internal import Corpora
internal import Diagnostics
internal import Summaries
internal import Tokenizers

/// `assay scan`: the report of one corpus, or the summaries of a plan's work units.
struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Read a corpus and report what is in it.",
        discussion: """
            Formats, compression and the text's place in a record are recognised by content: assay inspect shows how. \
            All paths together are one corpus.

            With --plan, no report is made: the units of a part of a plan (assay plan) are read, and the summary of each \
            is written into the folder --output. Units whose summary is there are not read again. assay report makes the \
            report of such folders.
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var output: OutputOptions

    @OptionGroup var tokenizer: TokenizerOptions

    @OptionGroup var summaries: SummaryOptions

    @OptionGroup var estimates: EstimateOptions

    @Option(
        help: .init(
            "Write the summary of the corpus to this file too, for assay merge and assay report.", valueName: "file"))
    var summary: String?

    @Option(
        help: .init(
            "Keep the summaries of work units in this folder, and read only units with a file that has changed.",
            valueName: "folder"))
    var reuse: String?

    @Option(help: .init("Read units of this plan; - is standard input.", valueName: "file"))
    var plan: String?

    @Option(help: "With --plan, the part of its units: 3/37, or auto by the variables of an array job.")
    var part: PlanPart?

    func validate() throws {
        if plan != nil {
            guard input.isEmpty else { throw ValidationError("--plan says what to read; give no paths") }
            guard output.output != nil else { throw ValidationError("--plan needs a folder: --output DIR") }
            guard summary == nil, reuse == nil else {
                throw ValidationError("--summary and --reuse are for scans without --plan")
            }
        } else {
            try input.requirePaths()
            guard part == nil else { throw ValidationError("--part is a part of a plan: give --plan") }
        }
        try tokenizer.validate(for: input)
    }

    func run() async throws {
        if let plan {
            let run = try PlannedScan(
                plan: plan, part: part?.resolved(), folder: output.output ?? ".", threads: estimates.threadCount)
            return try await run.run()
        }
        let options = try input.corpusOptions()
        let listing = try input.discover()
        let tokenizer = try tokenizer.load()
        let plan = ScanPlan(
            listing, name: input.corpusName, options: options, parameters: summaries.parameters(options, tokenizer))
        let progress = ProgressLine(total: listing.totalBytes)
        let result: Summary
        if let reuse {
            let units = UnitScan(
                plan, options: options, tokenizer: tokenizer, threads: estimates.threadCount,
                progress: progress.reader, damage: StandardStreams.writeDamage)
            result = try await units.summary(reusing: SummaryFolder(making: reuse))
        } else {
            result = await plan.summary(
                options: options, tokenizer: tokenizer, threads: estimates.threadCount, progress: progress.reader)
        }
        progress.clear()
        let keeping = Result {
            if let summary { try result.write(to: summary) }
        }
        for failure in listing.failures { StandardStreams.writeError("assay: \(failure)\n") }
        do {
            try await estimates.report(result, to: output)
        } catch let failure as CommandFailure {
            guard listing.lacksPath else {
                // The report was worth its time, though the summary cannot be kept.
                try keeping.get()
                throw failure
            }
            throw CommandFailure(status: .usage)
        }
        try keeping.get()
    }
}

extension CorpusListing {
    /// Whether a path that was given does not exist.
    fileprivate var lacksPath: Bool { failures.contains { $0.code == .noSuchFile } }
}
