public import ArgumentParser
internal import Assessment
internal import Corpora
internal import Diagnostics
public import Reporting
internal import Summaries

/// `assay rank`: which of several corpora to train on.
struct RankCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank",
        abstract: "Rank corpora by what they teach at one common budget, with intervals and ties.",
        discussion: """
            Each path is a candidate: a folder, a file, or a summary that assay scan --summary wrote. All are compared at \
            the same number of bytes n, by the structure σ(n) that a byte teaches. σ finds defects, noise and repetition; \
            it does not say which of several healthy corpora suits a purpose: name the purpose with --target, and what you \
            have already with --given.
            """)

    @OptionGroup var input: InputOptions

    @Option(help: .init("Every folder in this one is a candidate. May be repeated.", valueName: "folder"))
    var each: [String] = []

    @Option(
        help: .init(
            """
            Text that the training is for: candidates are ordered by the sum of their ranks by σ and by what they save of \
            its loss. May be repeated.
            """, valueName: "path"))
    var target: [String] = []

    @Option(
        help: .init(
            "What you have already: says what each candidate tells and teaches beyond it.", valueName: "path"))
    var given: String?

    @Option(
        help: .init(
            """
            An evaluation set: says which share of it each candidate holds. May be repeated.
            """, valueName: "path"))
    var against: [String] = []

    @Option(
        help: .init(
            """
            How many distinct documents, and lines, of a corpus are compared exactly; beyond that a share of them by hash.
            """, valueName: "count"))
    var sketchKeys = SummaryParameters.standardKeys

    @Flag(help: "Say what each candidate adds to the others, and a starting recipe for mixing them.")
    var mix = false

    @Option(
        help: """
            n, of which the largest power of two is taken; by default what all candidates have, up to 4MiB. A candidate \
            with fewer bytes is ranked all the same: S is divided by n.
            """)
    var budget: ByteCount?

    @Option(help: "Learn in other orders: the same number gives the same report.")
    var seed: UInt64 = 0

    @Option(help: "How many threads to use; the report does not depend on it. 0: one for each core.")
    var threads = 0

    @Option(help: "The share of a candidate that may be unreadable before the exit code is 3.")
    var allowUnreadable = 0.01

    @Option(help: "table, json, markdown, html or csv.")
    var format = RankFormat.table

    @OptionGroup var delivery: DeliveryOptions

    /// The most bytes of n.
    private static let mostBudget = 256 << 20

    func validate() throws {
        guard !(input.paths.isEmpty && each.isEmpty) else {
            throw ValidationError("say what to rank: paths, or --each")
        }
        guard input.files0From == nil else { throw ValidationError("--files0-from is one corpus; give paths") }
        guard input.vocabularySize == nil else { throw ValidationError("rank compares text, not token ids") }
        if let budget {
            guard (RankingAssessment.leastBudget...Self.mostBudget).contains(budget.bytes) else {
                throw ValidationError("--budget takes 4KiB to 256MiB")
            }
        }
        guard SummaryOptions.sketchKeys.contains(sketchKeys) else {
            throw ValidationError("--sketch-keys takes 16 to 67108864")
        }
        guard (0...1024).contains(threads) else { throw ValidationError("--threads takes 0 to 1024") }
        guard (0...1).contains(allowUnreadable) else { throw ValidationError("--allow-unreadable takes 0 to 1") }
    }

    func run() async throws {
        var sources = RankSources(
            input: input, threads: threads == 0 ? Processors.count : threads,
            sampleBytes: max(SummaryOptions.standardSample, 2 * (budget?.bytes ?? 0)))
        sources.sketchKeys = sketchKeys
        var candidates: [RankCandidate] = []
        let paths = try sources.candidatePaths(input.paths, each: each)
        for (name, path) in zip(RankSources.names(paths), paths) {
            candidates.append(RankCandidate(name: name, summary: try await sources.summary(of: path)))
        }
        var targets: [RankTarget] = []
        for (name, path) in zip(RankSources.names(target), target) {
            targets.append(RankTarget(name: name, summary: try await sources.summary(of: path)))
        }
        var base: RankCandidate?
        if let given {
            base = RankCandidate(
                name: RankSources.names([given])[0], summary: try await sources.summary(of: given))
        }
        var evaluationSets: [OverlapSketches] = []
        for (name, path) in zip(RankSources.names(against), against) {
            evaluationSets.append(OverlapSketches(name: name, summary: try await sources.summary(of: path)))
        }
        sources.progress.note("learning")
        var assessment = RankingAssessment(
            candidates: candidates, targets: targets, base: base, budget: budget?.bytes,
            mixes: mix, seed: seed, allowedUnreadableShare: allowUnreadable, threads: sources.threads)
        assessment.evaluationSets = evaluationSets
        let report = try await assessment.report()
        sources.progress.clear()
        try delivery.deliver(format.render(report, usesColor: delivery.usesColor)) {
            try RankFormat.html.render(report)
        }
        guard report.isTrustworthy else {
            throw CommandFailure(
                status: .untrustworthy, message: "too much of a candidate could not be read; see the findings")
        }
    }
}

extension RankFormat: ExpressibleByArgument {}
