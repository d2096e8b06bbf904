internal import ArgumentParser
internal import Summaries

/// `assay report`: the report of summaries.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make the report of summaries, as if one scan had read all of their data.",
        discussion: """
            Where work units of the plan are missing the report is partial: it says how much is covered, and the exit \
            code is 3.
            """)

    @OptionGroup var inputs: SummaryInputs

    @OptionGroup var output: OutputOptions

    @OptionGroup var estimates: EstimateOptions

    func run() async throws {
        try await estimates.report(try inputs.merged(), to: output)
    }
}
