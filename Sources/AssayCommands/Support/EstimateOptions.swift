internal import ArgumentParser
internal import Assessment
internal import Corpora
internal import Diagnostics
internal import Reporting
internal import Summaries

/// What is made of a summary: the estimates, and when they are trusted.
struct EstimateOptions: ParsableArguments {
    @Option(help: "How many bytes the learned predictor learns from at most, or all.")
    var budget = LearningBudget.bytes(4 << 20)

    @Flag(help: "Do without the learned predictor.")
    var quick = false

    @Option(help: "How many threads to use; the report does not depend on it. 0: one for each core.")
    var threads = 0

    @Option(help: "The share of stored bytes or records that may be unreadable before the exit code is 3.")
    var allowUnreadable = 0.01

    @Flag(help: "Leave the corpus's text out of the report.")
    var noText = false

    @Option(help: "The corpus's name in the report.")
    var name: String?

    func validate() throws {
        guard (0...1024).contains(threads) else { throw ValidationError("--threads takes 0 to 1024") }
        guard (0...1).contains(allowUnreadable) else { throw ValidationError("--allow-unreadable takes 0 to 1") }
    }

    var threadCount: Int { threads == 0 ? Processors.count : threads }

    /// Makes the report of a summary, and writes it.
    ///
    /// - Throws: A failure with exit code 3 behind the report where it cannot be trusted.
    func report(_ summary: Summary, to output: OutputOptions) async throws {
        let progress = ProgressLine(total: 0)
        progress.note("estimating")
        let assessment = CorpusAssessment(
            name: name, summary: summary,
            allowedUnreadableShare: allowUnreadable, threads: threadCount, learningBudget: quick ? nil : budget.bytes,
            showsText: !noText)
        if summary.parameters.holdsTokenIDs {
            let report = try await assessment.tokenReport()
            progress.clear()
            try output.deliver { try $0.render(report, usesColor: $1) }
            return try conclude(isTrustworthy: report.isTrustworthy, report.findings)
        }
        let report = try await assessment.report()
        progress.clear()
        try output.deliver { try $0.render(report, usesColor: $1) }
        try conclude(isTrustworthy: report.isTrustworthy, report.findings)
    }

    private func conclude(isTrustworthy: Bool, _ findings: [CorpusReport.Finding]) throws {
        if isTrustworthy { return }
        throw CommandFailure(
            status: .untrustworthy,
            message: findings.first { $0.severity == .error }?.message ?? "some paths could not be read")
    }
}
