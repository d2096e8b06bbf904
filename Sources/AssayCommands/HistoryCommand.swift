#if Checks
internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import FoundationEssentials
internal import History
internal import Reporting
internal import Summaries

extension AssayError.Code {
    /// A line of an export of the history is none.
    fileprivate static let invalidRun = Self(rawValue: "invalid-run")
}

/// `assay history`: the runs of the past.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show, export and prune the runs that assay check has recorded, and mark baselines.",
        subcommands: [List.self, Show.self, Export.self, Import.self, Prune.self, Baseline.self],
        defaultSubcommand: List.self)

    /// `assay history list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List runs, the latest first.")

        @OptionGroup var history: HistoryOptions

        @Option(help: "Only runs of this corpus.")
        var corpus: String?

        @Option(help: "How many runs are shown at most.")
        var limit = 30

        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard limit > 0 else { throw ValidationError("--limit takes 1 or more") }
        }

        func run() throws {
            let runs = try history.require().runs(corpus: corpus, limit: limit)
            let times = runs.map { Instant(seconds: $0.time).text }
            let list = HistoryList(runs: runs, times: times)
            try output.deliver { try $0.render(list, usesColor: $1) }
        }
    }

    /// `assay history show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a run with its figures.")

        @Argument(help: .init("The run's number, as assay history list shows it.", valueName: "run"))
        var number: Int64

        @OptionGroup var history: HistoryOptions

        @OptionGroup var output: OutputOptions

        func run() throws {
            let found = try history.require().run(number)
            let time = Instant(seconds: found.time).text
            try output.deliver { try $0.render(found, time: time, usesColor: $1) }
        }
    }

    /// `assay history export`.
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write runs with all of their figures as JSON Lines, the earliest first.")

        @OptionGroup var history: HistoryOptions

        @Option(help: "Only runs of this corpus.")
        var corpus: String?

        func run() throws {
            let database = try history.require()
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            for run in try database.runs(corpus: corpus).reversed() {
                guard let id = run.id else { continue }
                let line = try encoder.encode(try database.run(id))
                try StandardStreams.write(ShowableJSON.bytes(Array(line)) + [0x0A])
            }
        }
    }

    /// `assay history import`.
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Record runs that assay history export wrote; those that are there already change nothing.")

        @Argument(help: "The file of JSON Lines; - is standard input.")
        var file: String

        @OptionGroup var history: HistoryOptions

        func run() throws {
            let database = try history.require()
            let lines = try AtomicFile.read(file).split(
                separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where !line.isEmpty {
                let run: RecordedRun
                do {
                    run = try JSONDecoder().decode(RecordedRun.self, from: Data(line))
                } catch {
                    throw AssayError(
                        .invalidRun,
                        "is no run as assay history export writes them; the lines before it are recorded",
                        at: .init(path: file, line: UInt64(index) + 1), cause: "\(error)")
                }
                // Said once it is there for good, run by run.
                let id = try database.record(run)
                try StandardStreams.write(
                    "\(id)\t\(Instant(seconds: run.time).text)\t\(EscapedText.terminal(run.corpus))\n")
            }
        }
    }

    /// `assay history prune`.
    struct Prune: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove old runs; baselines stay.")

        @OptionGroup var history: HistoryOptions

        @Option(help: "Only runs of this corpus.")
        var corpus: String?

        @Option(help: "How many of the latest runs of each corpus and fingerprint stay.")
        var keep = 400

        @Option(help: "Remove only runs before this time.")
        var before: Instant?

        func validate() throws {
            guard keep >= 0 else { throw ValidationError("--keep takes 0 or more") }
        }

        func run() throws {
            let removed = try history.require().prune(corpus: corpus, keep: keep, before: before?.seconds)
            StandardStreams.writeError("assay: \(removed) runs removed\n")
        }
    }

    /// `assay history baseline`.
    struct Baseline: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Mark a run as the one that later runs of its corpus and fingerprint are compared with.")

        @Argument(help: .init("The run's number, as assay history list shows it.", valueName: "run"))
        var number: Int64

        @Flag(help: "Take the mark away.")
        var clear = false

        @OptionGroup var history: HistoryOptions

        func run() throws {
            let database = try history.require()
            if clear { try database.clearBaseline(number) } else { try database.setBaseline(number) }
        }
    }
}
#endif
