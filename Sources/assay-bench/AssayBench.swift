import ArgumentParser

/// What Scripts/bench runs: single parts of assay, each timed without start-up, loading or reports.
@main
struct AssayBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assay-bench",
        abstract: "Runs single parts of assay for Scripts/bench.",
        subcommands: [
            StreamBench.self, ReadBench.self, TokeniseBench.self, CodeLengthBench.self, PredictBench.self,
            SourcesBench.self, NGramsBench.self, ScoreBench.self, GenerateText.self, ParquetColumns.self,
            ParquetEntries.self,
            ParquetRead.self,
        ])
}
