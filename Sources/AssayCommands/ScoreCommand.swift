public import ArgumentParser
internal import Assessment
internal import Corpora
internal import Diagnostics
public import Reporting
internal import Summaries

/// `assay score`: a line for every document, for filtering.
struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Score every document of a corpus, for filtering.",
        discussion: """
            Prints a line of JSON for each document, in the order of the corpus: its place, what it costs under n-gram \
            models, how far that is from what is usual at its length, repetition, copies, and the labels that apply. A \
            document is never scored by a model that has read it. Records are documents; plain text has a line for each \
            64 KiB piece.

            Without --model the corpus is read twice: first as assay scan reads it, then to be scored.
            """)

    @OptionGroup var input: InputOptions

    @Option(
        help: .init(
            "What documents are held against: a summary (assay scan --summary), a folder of summaries, or a corpus.",
            valueName: "path"))
    var model: String?

    @Option(help: "jsonl, dolma (attribute files in the folder --output) or redpajama (quality signals).")
    var format = ScoreFormat.jsonl

    @Option(
        name: .shortAndLong,
        help: "Write to this file (.gz and .zst are packed), with dolma and --plan to files in this folder.")
    var output: String?

    @Flag(help: "Give bits per byte under the learned predictor, too: some hundred times slower.")
    var thorough = false

    @Option(help: "With --thorough, how many bytes the predictor of each half of the sample learns from, up to 16MiB.")
    var budget = ByteCount(bytes: 1 << 20)

    @Option(help: "How many bytes of documents of the model's corpus are used, 64KiB to 32MiB.")
    var sampleSize = ByteCount(bytes: SummaryOptions.standardSample)

    @Option(help: "The top-level field of JSON records that is given as id.")
    var idField = "id"

    @Option(help: "How many threads to use; the scores do not depend on it. 0: one for each core.")
    var threads = 0

    @Option(help: "The share of records that may be unreadable before the exit code is 3.")
    var allowUnreadable = 0.01

    @Option(help: .init("Score units of this plan; - is standard input.", valueName: "file"))
    var plan: String?

    @Option(help: "With --plan, the part of its units: 3/37, or auto by the variables of an array job.")
    var part: PlanPart?

    func validate() throws {
        guard input.vocabularySize == nil else { throw ValidationError("score takes text, not token ids") }
        guard (64 << 10...ScoringModel.largestSample).contains(sampleSize.bytes) else {
            throw ValidationError("--sample-size takes 64KiB to 32MiB")
        }
        guard (1...16 << 20).contains(budget.bytes) else { throw ValidationError("--budget takes 1 byte to 16MiB") }
        guard (0...1024).contains(threads) else { throw ValidationError("--threads takes 0 to 1024") }
        guard (0...1).contains(allowUnreadable) else { throw ValidationError("--allow-unreadable takes 0 to 1") }
        if plan != nil {
            guard input.isEmpty else { throw ValidationError("--plan says what to read; give no paths") }
            guard model != nil else { throw ValidationError("--plan needs --model: a part is not the corpus") }
            guard output != nil else { throw ValidationError("--plan needs a folder: --output DIR") }
            guard format != .dolma else {
                throw ValidationError("dolma's files mirror those of the corpus; score it without --plan, file by file")
            }
        } else {
            try input.requirePaths()
            guard part == nil else { throw ValidationError("--part is a part of a plan: give --plan") }
            guard format != .dolma || output != nil else { throw ValidationError("dolma needs a folder: --output DIR") }
        }
    }

    func run() async throws {
        if let plan { return try await score(plan: plan) }
        let listing = try input.discover()
        for failure in listing.failures { StandardStreams.writeError("assay: \(failure)\n") }
        if listing.failures.contains(where: { $0.code == .noSuchFile }) { throw CommandFailure(status: .usage) }
        let scoring = try await prepare(listing, try input.corpusOptions())
        let progress = ProgressLine(total: listing.totalBytes)
        let slices = listing.files.map { FileSlice($0) }
        var outcomes: [DocumentScoring.Outcome] = []
        if format == .dolma, let output {
            let paths = try ScoreFiles.mirror(listing.files, in: output)
            for (slice, path) in zip(slices, paths) {
                outcomes.append(try ScoreFiles.write(scoring, of: [slice], to: path))
            }
        } else if let output {
            outcomes.append(try ScoreFiles.write(scoring, of: slices, to: output, progress: progress.show(read:)))
        } else {
            outcomes.append(
                try scoring.run(on: slices, progress: progress.show(read:)) { _, bytes throws(AssayError) in
                    try StandardStreams.write(bytes)
                })
        }
        progress.clear()
        try conclude(outcomes, isWhole: listing.failures.isEmpty)
    }

    /// Scores the units of a part that have no file yet.
    private func score(plan path: String) async throws {
        let part = try part?.resolved()
        let file = try PlanFile(reading: try AtomicFile.read(path), path: path, part: part)
        guard file.options.tokenIDs == nil else {
            throw CommandFailure(status: .usage, message: "score takes text; the plan is of token ids")
        }
        let folder = try SummaryFolder(making: output ?? ".")
        let units = file.plan.units.compactMap { unit in
            unit.work.map { (slices: $0.slices, path: "\(folder.path)/\(unit.key.hexadecimal).jsonl") }
        }
        let missing = units.filter { !ScoreFiles.exists($0.path) }
        var outcomes: [DocumentScoring.Outcome] = []
        if !missing.isEmpty {
            let scoring = try await prepare(nil, file.options)
            for unit in missing { outcomes.append(try ScoreFiles.write(scoring, of: unit.slices, to: unit.path)) }
        }
        StandardStreams.writeError(
            "assay: \(missing.count) units scored, \(units.count - missing.count) were finished before\n")
        try conclude(outcomes, isWhole: true)
    }

    private func prepare(_ listing: CorpusListing?, _ reading: CorpusOptions) async throws -> DocumentScoring {
        let progress = ProgressLine(total: 0)
        progress.note("reading the model's corpus")
        defer { progress.clear() }
        let threads = threads == 0 ? Processors.count : threads
        let summary = try await modelSummary(listing, reading, threads)
        guard !summary.parameters.holdsTokenIDs else {
            throw CommandFailure(status: .usage, message: "the model's summary is of token ids; score takes text")
        }
        progress.note("training")
        let scoringModel = try ScoringModel(summary, threads: threads)
        var options = reading
        options.identifierField = idField
        return DocumentScoring(
            scoringModel, options: options, learningBudget: thorough ? budget.bytes : nil, threads: threads,
            render: { [format] score, output in format.append(score, to: &output) })
    }

    /// The summary that documents are held against.
    private func modelSummary(
        _ listing: CorpusListing?, _ reading: CorpusOptions, _ threads: Int
    ) async throws -> Summary {
        var files = listing
        if let model {
            if model.hasSuffix(SummaryFile.suffix) || SummaryFolder.files(in: model)?.isEmpty == false {
                return try SummaryInputs.merged([model])
            }
            let found = CorpusDiscovery.discover([.path(model)])
            if let failure = found.failures.first { throw failure }
            files = found
        }
        guard let files else { return Summary() }
        let parameters = SummaryParameters(sampleBytes: sampleSize.bytes, reading: reading)
        let plan = ScanPlan(files, name: input.corpusName, options: reading, parameters: parameters)
        return await plan.summary(
            options: reading, threads: threads, progress: ProgressLine(total: files.totalBytes).reader)
    }

    private func conclude(_ outcomes: [DocumentScoring.Outcome], isWhole: Bool) throws {
        for problem in outcomes.flatMap(\.shownProblems).prefix(20) {
            StandardStreams.writeError("assay: \(problem)\n")
        }
        let problems = outcomes.reduce(0) { $0 + $1.problems }
        let documents = outcomes.reduce(0) { $0 + $1.documents }
        guard isWhole, outcomes.allSatisfy({ $0.unreadFiles == 0 }) else {
            throw CommandFailure(status: .untrustworthy, message: "not every file could be read")
        }
        guard Double(problems) <= allowUnreadable * Double(documents + problems) else {
            throw CommandFailure(
                status: .untrustworthy, message: "\(problems) of \(documents + problems) documents could not be read")
        }
    }
}

extension ScoreFormat: ExpressibleByArgument {}
