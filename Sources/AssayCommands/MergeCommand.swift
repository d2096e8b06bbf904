internal import ArgumentParser
internal import Diagnostics
internal import Summaries

/// `assay merge`: one summary of many.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Put summaries of parts of a corpus together.",
        discussion: """
            The order does not matter, and a summary whose work units are all in another one changes nothing. Summaries \
            that share some units, or were made with other parameters, are refused.
            """)

    @OptionGroup var inputs: SummaryInputs

    @Option(name: .shortAndLong, help: "The file to write; it is there wholly or not at all.")
    var output: String

    func run() throws {
        let merged = try inputs.merged()
        try merged.write(to: output)
        let coverage = merged.coverage
        StandardStreams.writeError(
            "assay: \(output) covers \(coverage.unitCount) of \(coverage.plannedUnits) work units\n")
    }
}
