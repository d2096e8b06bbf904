import Foundation
import Testing

/// Outputs for a corpus that is made anew equal those kept in `Fixtures/Golden`, byte for byte: whatever the build, the number of
/// threads and the processor.
///
/// `Scripts/generate-golden-outputs` writes them where a change is meant.
@Suite("Golden outputs")
struct GoldenOutputTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/Golden")
    private static let writes = ProcessInfo.processInfo.environment["ASSAY_WRITE_GOLDEN"] != nil

    /// The arguments of each output; figures of small budgets, so that a debug build makes them in seconds.
    private static let commands: [(name: String, arguments: [String])] = [
        ("scan.json", ["scan", "--format", "json", "--sample-size", "64KiB", "--allow-unreadable", "0.9", "c"]),
        ("score.jsonl", ["score", "--thorough", "--budget", "8KiB", "c/table.csv"]),
        (
            "rank.json",
            [
                "rank", "--format", "json", "--budget", "8KiB", "c/plain/latin.txt", "c/records.jsonl",
                "c/plain/numbers.txt",
            ]
        ),
        ("ngrams.json", ["ngrams", "--format", "json", "--order", "4", "c/plain"]),
    ]

    private func expectGolden(_ threads: Int, binary: String, without left: Set<String> = []) throws {
        let scratch = try Scratch()
        try GoldenCorpus.write(in: scratch)
        for command in Self.commands where !left.contains(command.name) {
            let threads = command.name == "ngrams.json" ? [] : ["--threads", "\(threads)"]
            let run = try AssayProcess.run(command.arguments + threads, binary: binary, directory: scratch.directory)
            #expect(run.status == 0, "\(command.name): \(run.errors)")
            let kept = Self.folder.appending(path: command.name)
            if Self.writes {
                try Data(run.output.utf8).write(to: kept)
                continue
            }
            let golden = String(decoding: try Data(contentsOf: kept), as: UTF8.self)
            if let made = Self.libraries(golden), let used = Self.libraries(run.output), made != used {
                print("skipped: \(command.name) was made with \(made), this is \(used)")
                continue
            }
            let difference = zip(run.output.split(separator: "\n"), golden.split(separator: "\n")).first { $0 != $1 }
            #expect(run.output == golden, "\(command.name), first difference: \(String(describing: difference))")
        }
    }

    /// The versions of the compressors in a report, on which code lengths depend.
    private static func libraries(_ output: String) -> String? {
        let lines = output.split(separator: "\n").filter { $0.contains("\"liblzma\"") || $0.contains("\"libzstd\"") }
        return lines.isEmpty ? nil : lines.joined().replacing(" ", with: "")
    }

    @Test(arguments: 1...8)
    func `from one thread to eight`(threads: Int) throws {
        try expectGolden(threads, binary: AssayProcess.binary)
    }

    @Test(.enabled(if: AssayProcess.releaseBinary != nil, "needs a release build: Scripts/test makes one"))
    func `from a debug build`() throws {
        // An order takes a debug build a minute, and has no arithmetic that a report has not.
        try expectGolden(2, binary: try #require(AssayProcess.debugBinary), without: ["rank.json"])
    }
}
