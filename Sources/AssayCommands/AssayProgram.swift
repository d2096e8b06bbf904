internal import ArgumentParser
internal import Diagnostics

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The program `assay`: parses the command line, runs a verb, and turns what comes of it into an exit code.
public enum AssayProgram: Sendable {
    /// Runs the program on the process's arguments and never returns.
    public static func main() async -> Never {
        // A file beyond what the process may write is an error like a full disk.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try AssayCommand.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            exit(ExitStatus.done.rawValue)
        } catch let failure as CommandFailure {
            if let message = failure.message { StandardStreams.writeError("assay: \(message)\n") }
            exit(failure.status.rawValue)
        } catch let warning as WarningExit {
            exit(warning.code)
        } catch let error as AssayError {
            StandardStreams.writeError("assay: \(error)\n")
            exit(ExitStatus.usage.rawValue)
        } catch {
            let message = AssayCommand.fullMessage(for: error)
            if AssayCommand.exitCode(for: error).isSuccess {
                do throws(AssayError) {
                    try StandardStreams.write(message + "\n")
                    exit(ExitStatus.done.rawValue)
                } catch {
                    StandardStreams.writeError("assay: \(error)\n")
                    exit(ExitStatus.usage.rawValue)
                }
            }
            StandardStreams.writeError(message + "\n")
            exit(ExitStatus.usage.rawValue)
        }
    }
}

/// The verbs.
struct AssayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assay",
        abstract: "Tells what is in a text corpus before you pay to train on it.",
        discussion: """
            Data goes to standard output, all else to standard error. Exit codes: 0 done, 1 a check failed, 2 wrong \
            usage or configuration, 3 the result cannot be trusted.
            """,
        version: LinkedLibraries.listing,
        subcommands: [ScanCommand.self, RankCommand.self, CompareCommand.self] + checks + [
            ScoreCommand.self, InspectCommand.self, PlanCommand.self, MergeCommand.self, ReportCommand.self,
            NGramsCommand.self, CurveCommand.self, SizeCommand.self, PaperCommand.self,
        ])

    #if Checks
    private static let checks: [any ParsableCommand.Type] = [CheckCommand.self, HistoryCommand.self]
    #else
    private static let checks: [any ParsableCommand.Type] = []
    #endif
}
