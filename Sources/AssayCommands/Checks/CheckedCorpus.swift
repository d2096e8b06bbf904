internal import ArgumentParser
internal import Assessment
internal import Corpora
internal import Diagnostics
internal import Summaries
internal import Tokenizers

/// A corpus of a policy, read: its figures, its shards, and whether enough of it was read.
struct CheckedCorpus: Sendable {
    var name: String

    /// What runs must share for their figures to be compared.
    var fingerprint: String

    var figures: FigurePaths
    var coverage: Figure
    var isComplete: Bool
    var incompleteness: String?
    var comparison: ShardComparison
    var assessment: CorpusAssessment
}

extension CheckedCorpus {
    /// How many shards are told apart before files are put together in groups.
    static let mostShards = 4096

    /// Reads a corpus, or takes its summaries.
    ///
    /// - Parameter coverageFloor: The least share that must be readable.
    init(
        name: String?, input: InputOptions, tokenizer: TokenizerOptions, summaries: SummaryOptions,
        estimates: EstimateOptions, reuse: String?, plan: String?, coverageFloor: Double
    ) async throws {
        var shards = Shards()
        let summary: Summary
        if Self.areSummaries(input.paths) {
            summary = try SummaryInputs.merged(input.paths, plan: plan) { path, part in
                shards.add(part, summaryAt: path)
            }
        } else {
            guard plan == nil else { throw ValidationError("--plan goes with summaries, and the paths are a corpus") }
            summary = try await Self.scan(input, tokenizer, summaries, estimates, reuse: reuse, &shards)
        }
        let progress = ProgressLine(total: 0)
        progress.note("estimating")
        defer { progress.clear() }
        let corpus = name ?? estimates.name ?? summary.coverage.name
        assessment = CorpusAssessment(
            name: corpus, summary: summary, allowedUnreadableShare: 1 - coverageFloor,
            threads: estimates.threadCount, learningBudget: estimates.quick ? nil : estimates.budget.bytes,
            showsText: false)
        comparison = try await ShardComparison(shards, of: summary, threads: estimates.threadCount)
        self.name = corpus
        let libraries: [String: String]
        let findings: [CorpusReport.Finding]
        let problems: [CorpusReport.Problem]
        if summary.parameters.holdsTokenIDs {
            let report = try await assessment.tokenReport()
            (figures, coverage, isComplete) = (
                report.checkFigures(comparison), report.input.coverage, report.isTrustworthy
            )
            (libraries, findings) = (report.provenance.libraries, report.findings)
            problems = report.input.problems
        } else {
            let report = try await assessment.report()
            (figures, coverage, isComplete) = (
                report.checkFigures(comparison), report.input.coverage, report.isTrustworthy
            )
            (libraries, findings) = (report.provenance.libraries, report.findings)
            problems = report.input.problems
        }
        if !isComplete {
            incompleteness =
                findings.first { $0.severity == .error }?.message ?? "some paths could not be read; see standard error"
            // Whoever mends it at night looks for a file's name.
            if let example = problems.first?.examples.first, let path = example.path {
                incompleteness? += " For one, \(path): \(example.message)"
            }
        }
        fingerprint =
            RunFingerprint(
                parameters: summary.parameters.fingerprint.hexadecimal, libraries: libraries,
                budget: assessment.learningBudget
            ).text
    }

    /// Whether all paths are summary files, or folders with some.
    private static func areSummaries(_ paths: [String]) -> Bool {
        !paths.isEmpty
            && paths.allSatisfy { path in
                path.hasSuffix(SummaryFile.suffix) || !(SummaryFolder.files(in: path) ?? []).isEmpty
            }
    }

    private static func scan(
        _ input: InputOptions, _ tokenizer: TokenizerOptions, _ summaries: SummaryOptions,
        _ estimates: EstimateOptions, reuse: String?, _ shards: inout Shards
    ) async throws -> Summary {
        let options = try input.corpusOptions()
        let listing = try input.discover()
        for failure in listing.failures { StandardStreams.writeError("assay: \(failure)\n") }
        if listing.failures.contains(where: { $0.code == .noSuchFile }) {
            throw CommandFailure(status: .usage, message: "a path does not exist; check the paths")
        }
        let loaded = try tokenizer.load()
        let plan = ScanPlan(
            listing, name: input.corpusName, options: options, parameters: summaries.parameters(options, loaded),
            mostFiles: (listing.files.count + mostShards - 1) / mostShards)
        let progress = ProgressLine(total: listing.totalBytes)
        defer { progress.clear() }
        let units = UnitScan(
            plan, options: options, tokenizer: loaded, threads: estimates.threadCount, progress: progress.reader,
            damage: StandardStreams.writeDamage)
        var found = Shards()
        func visit(_ unit: ScanPlan.Unit, _ part: Summary) { found.add(part, of: unit) }
        let summary: Summary
        if let reuse {
            summary = try await units.summary(reusing: SummaryFolder(making: reuse), visit: visit)
        } else {
            summary = try await units.summary(of: plan.units, visit: visit)
        }
        shards = found
        return summary
    }
}

extension Shards {
    /// Adds a work unit under the name of its file, or of its first and last one.
    fileprivate mutating func add(_ part: Summary, of unit: ScanPlan.Unit) {
        let paths = unit.work?.slices.map(\.file.relativePath) ?? []
        guard let first = paths.first, let last = paths.last else { return }
        add(part, name: first == last ? first : "\(first) … \(last)", paths: paths)
    }

    /// Adds a summary file under the name of the one file that it is about, or else of its own.
    fileprivate mutating func add(_ part: Summary, summaryAt path: String) {
        let paths = Set(part.sample.inHashOrder.map(\.entry.locator.path))
        let name = paths.count == 1 ? paths.first : nil
        // What was only looked for is about no file.
        guard part.input.files > 0 || !paths.isEmpty else { return }
        add(part, name: name ?? path.split(separator: "/").last.map(String.init) ?? path, paths: paths)
    }
}

/// What runs must share for their figures to be compared: how the corpus was read, how it was estimated, and by what.
struct RunFingerprint {
    var text: String

    init(parameters: String, libraries: [String: String], budget: Int?) {
        let parts =
            ["assay \(AssayVersion.current)", parameters, budget.map { "learning \($0)" } ?? "quick"]
            + libraries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        text = ContentHash(of: Array(parts.joined(separator: "\n").utf8)).hexadecimal
    }
}
