internal import ArgumentParser
internal import InformationCapacity
internal import Reporting

/// `assay paper`: the consistency checks of the paper's section 5, recomputed.
struct PaperCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper",
        abstract: "Recompute the checks of arXiv 2411.00660, section 5, in its own and in consistent units.")

    @Option(help: "paper (numbers as printed), consistent (bits throughout) or both.")
    var convention = Choice.both

    @OptionGroup var output: OutputOptions

    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case paper, consistent, both
    }

    func run() throws {
        let conventions: [Convention] =
            switch convention {
            case .paper: [.paper]
            case .consistent: [.consistent]
            case .both: Convention.allCases
            }
        let report = PaperReport(conventions)
        try output.deliver { try $0.render(report, usesColor: $1) }
    }
}
