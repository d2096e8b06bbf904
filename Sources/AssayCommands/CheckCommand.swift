#if Checks
internal import ArgumentParser
internal import Assessment
internal import Corpora
internal import Diagnostics
internal import History
internal import Policies
internal import Reporting
internal import Summaries

/// `assay check`: holds corpora against a policy.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "Hold a corpus against a policy, compare it with earlier runs, and say which shard is at fault.",
        discussion: """
            Exit codes: 0 passed, 1 a check failed, 2 the policy or the command line is wrong, 3 the result cannot be \
            trusted: too much could not be read, or a figure is missing. Without paths, the corpora that the policy \
            names are read. Summaries (.assay files and folders of them) may stand for a corpus.

            assay check PATH --init proposes a policy from a corpus that is as it should be, and records it as the \
            baseline.
            """)

    @OptionGroup var input: InputOptions

    @Option(help: .init("The policy, a file of YAML; - is standard input.", valueName: "file"))
    var policy: String?

    @Flag(
        name: .customLong("init"),
        help: "Propose a policy for the corpus, which is taken to be as it should be.")
    var proposes = false

    @Flag(help: "List the figures that a policy can name, with their units.")
    var figures = false

    @Option(
        help:
            "warn, fail or never: from which level on the exit code is 1. What cannot be trusted is always 3."
    )
    var failOn = FailureLevel.fail

    @Option(help: "The exit code of a run that only warned, 0 to 255.")
    var warnExitCode = 0

    @Option(
        help: .init(
            "A report of assay scan --format json to compare with as the baseline, in place of the history's.",
            valueName: "file"))
    var baseline: String?

    @Option(
        help: .init(
            "When the run is, for the history: 2026-11-30T02:00:00Z; by default now.", valueName: "time"))
    var at: Instant?

    @OptionGroup var history: HistoryOptions

    @Flag(help: "Neither read nor write the history.")
    var noHistory = false

    @OptionGroup var output: OutputOptions

    @OptionGroup var files: CheckOutputOptions

    @OptionGroup var tokenizer: TokenizerOptions

    @OptionGroup var summaries: SummaryOptions

    @OptionGroup var estimates: EstimateOptions

    @Option(
        help: .init(
            "Keep the summaries of work units in this folder, and read only units with a file that has changed.",
            valueName: "folder"))
    var reuse: String?

    @Option(
        help: .init(
            "The plan that summaries belong to, so that missing units are known.", valueName: "file"))
    var plan: String?

    enum FailureLevel: String, ExpressibleByArgument, CaseIterable {
        case warn, fail, never
    }

    func validate() throws {
        guard !figures else { return }
        guard proposes || policy != nil else {
            throw ValidationError(
                "say what to hold the corpus against: --policy FILE; or --init, which proposes one")
        }
        if proposes { try input.requirePaths() }
        guard !proposes || output.delivery.html == nil else {
            throw ValidationError("a policy is no page: leave out --html")
        }
        guard !(proposes && policy != nil) else {
            throw ValidationError("--init proposes a policy; give no other")
        }
        guard (0...255).contains(warnExitCode) else {
            throw ValidationError("--warn-exit-code takes 0 to 255")
        }
        guard !noHistory || history.history == nil else {
            throw ValidationError("give --history or --no-history")
        }
        try tokenizer.validate(for: input)
    }

    func run() async throws {
        if figures { return try StandardStreams.write(FigureCatalogue.listing) }
        let time = (at ?? .now).seconds
        if proposes { return try await propose(noHistory ? nil : try history.open(), time: time) }
        // What is wrong with these shows before any data is read.
        let policy = try readPolicy()
        let database = noHistory ? nil : try history.open()
        let givenBaseline = try baseline.map { path throws(AssayError) in try CorpusReport.read(path) }
        var run = CheckRun(
            policy: policy, policyFile: self.policy == "-" ? nil : self.policy, time: time)
        run.database = database
        run.givenBaseline = givenBaseline
        for corpus in try corpora(of: policy) {
            let checked = try await CheckedCorpus(
                name: corpus.name, input: corpus.input, tokenizer: tokenizer, summaries: summaries,
                estimates: estimates, reuse: reuse, plan: plan, coverageFloor: policy.coverageFloor)
            try run.add(checked)
        }
        let report = run.report
        // What cannot be written keeps nothing else from being written.
        let recording = run.record()
        let delivery = Result { try files.deliver(report) }
        try output.deliver { try $0.render(report, usesColor: $1) }
        _ = try recording.get()
        try delivery.get()
        try conclude(report)
    }

    private func readPolicy() throws -> Policy {
        guard let path = policy else { throw ValidationError("--policy FILE") }
        do throws(InvalidPolicy) {
            return try PolicyFile.policy(
                from: try Self.bytes(path), path: path == "-" ? "standard input" : path)
        } catch {
            throw CommandFailure(status: .usage, message: EscapedText.lines(error.description))
        }
    }

    private static func bytes(_ path: String) throws(InvalidPolicy) -> [UInt8] {
        do throws(AssayError) {
            return try AtomicFile.read(path, limit: 1 << 21)
        } catch {
            throw InvalidPolicy(
                path: path, message: "\(error.message)\(error.cause.map { " [\($0)]" } ?? "")")
        }
    }

    /// The corpora to read: that of the command line, or those of the policy, whose paths are below the policy's folder.
    private func corpora(of policy: Policy) throws -> [(name: String?, input: InputOptions)] {
        if !input.isEmpty {
            let named = policy.corpora.first { $0.name == estimates.name }
            var input = input
            input.textField = input.textField ?? named?.textField ?? policy.textField
            return [(estimates.name, input)]
        }
        guard !policy.corpora.isEmpty else {
            throw CommandFailure(
                status: .usage,
                message: "say what to read: paths on the command line, or corpora in the policy")
        }
        let folder =
            self.policy.flatMap { path in path.lastIndex(of: "/").map { String(path[...$0]) } } ?? ""
        return policy.corpora.map { corpus in
            var input = input
            input.paths = corpus.paths.map { $0.hasPrefix("/") || $0 == "-" ? $0 : folder + $0 }
            input.textField = corpus.textField ?? policy.textField ?? input.textField
            input.include += corpus.include
            input.exclude += corpus.exclude
            input.split = corpus.split ?? input.split
            return (corpus.name, input)
        }
    }

    private func propose(_ database: HistoryDatabase?, time: Int64) async throws {
        let corpus = try await CheckedCorpus(
            name: nil, input: input, tokenizer: tokenizer, summaries: summaries, estimates: estimates,
            reuse: reuse,
            plan: plan, coverageFloor: Policy.standardCoverageFloor)
        guard corpus.isComplete else {
            throw CommandFailure(
                status: .untrustworthy,
                message:
                    "no policy is proposed from a corpus that could not be read: \(corpus.incompleteness ?? "")"
            )
        }
        let proposal = ProposedPolicy(corpus.figures, corpus: corpus.name, textField: input.textField)
        try output.delivery.deliver(proposal.yaml) { proposal.yaml }
        guard let database else { return }
        var run = CheckRun(policy: Policy(name: "baseline", checks: []), policyFile: nil, time: time)
        run.database = database
        try run.add(corpus)
        let id = try run.record(asBaseline: true).get()
        StandardStreams.writeError(
            "assay: run \(id.first ?? 0) is the baseline of \(EscapedText.terminal(corpus.name)) in \(database.path)\n"
        )
    }

    private func conclude(_ report: CheckReport) throws {
        if report.corpora.contains(where: { !$0.isComplete }) {
            throw CommandFailure(status: .untrustworthy)
        }
        let verdicts = report.corpora.flatMap { $0.checks.map(\.verdict) }
        if verdicts.contains(.failed), failOn != .never { throw CommandFailure(status: .checkFailed) }
        if verdicts.contains(.errored) { throw CommandFailure(status: .untrustworthy) }
        guard verdicts.contains(.warned) else { return }
        if failOn == .warn { throw CommandFailure(status: .checkFailed) }
        if warnExitCode != 0 { throw WarningExit(code: Int32(warnExitCode)) }
    }
}
#endif
