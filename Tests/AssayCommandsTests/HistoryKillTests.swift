import Foundation
import SharedData
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A history whose writers are killed in the middle: all that was said to be recorded is there, once, and whole.
@Suite("Histories and kill -9")
struct HistoryKillTests {
    private static let runs = 400
    private static let figures = 60

    private func run(_ arguments: [String], _ scratch: Scratch) throws -> AssayProcess {
        try AssayProcess.run(
            ["history"] + arguments + ["--history", "h.sqlite"], directory: scratch.directory)
    }

    /// Runs as `assay history export` writes them: each of a time of its own.
    private static func export() -> String {
        let figures = (0..<Self.figures).map {
            #""f\#($0)":{"kind":"exact","unit":"1","value":\#($0)}"#
        }
        .joined(separator: ",")
        return (0..<runs).map { time in
            #"{"assay":"0","checks":{"a":"passed","b":"failed"},"corpus":"c","coverage":1,"figures":{\#(figures)},"#
                + #""fingerprint":"f","isBaseline":false,"isComplete":true,"policy":"p","time":\#(time),"verdict":"passed"}"#
        }.joined(separator: "\n")
    }

    @Test
    func `nothing that was recorded is lost, and nothing doubled`() throws {
        let scratch = try Scratch()
        try scratch.write("runs.jsonl", Self.export().utf8)
        let start = ContinuousClock.now
        #expect(
            try AssayProcess.run(
                ["history", "import", "runs.jsonl", "--history", "whole.sqlite"],
                directory: scratch.directory
            ).status == 0)
        var duration = ContinuousClock.now - start
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix(seed: seed)
        var kills = 0
        var partly = 0
        while kills < EnginesTests.kills {
            for end in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(at: scratch.url("h.sqlite\(end)"))
            }
            let said = scratch.url("said")
            try Data().write(to: said)
            // Two writers of the same runs at once, one of which is killed.
            let writers = try [said, scratch.url("other")].map { output in
                try Data().write(to: output)
                let process = Process()
                process.executableURL = URL(filePath: AssayProcess.binary)
                process.arguments = ["history", "import", "runs.jsonl", "--history", "h.sqlite"]
                process.currentDirectoryURL = scratch.directory
                process.standardOutput = try FileHandle(forWritingTo: output)
                process.standardError = FileHandle.nullDevice
                try process.run()
                return process
            }
            let wait = duration * Double.random(in: 0...1, using: &generator)
            Thread.sleep(
                forTimeInterval: Double(wait.components.seconds) + Double(wait.components.attoseconds)
                    / 1e18)
            for writer in writers { kill(writer.processIdentifier, SIGKILL) }
            for writer in writers { writer.waitUntilExit() }
            guard writers[0].terminationReason == .uncaughtSignal else {
                duration = duration * 0.95
                continue
            }
            kills += 1
            let recorded = try String(contentsOf: said, encoding: .utf8).split(separator: "\n").count
            partly += recorded > 0 ? 1 : 0
            let found = try times(scratch)
            #expect(found.count >= recorded, "lost a run: seed \(seed), kill \(kills)")
            #expect(Set(found).count == found.count, "doubled a run: seed \(seed), kill \(kills)")
            // Once more: what was there stays, and the rest is added.
            #expect(try run(["import", "runs.jsonl"], scratch).status == 0)
            #expect(try times(scratch) == Array(0..<Self.runs), "seed \(seed), kill \(kills)")
        }
        #expect(partly > 0, "no kill struck a writer that had recorded something")
    }

    /// The times of all runs, each of which must be whole.
    private func times(_ scratch: Scratch) throws -> [Int] {
        let export = try run(["export"], scratch)
        #expect(export.status == 0, "\(export.errors)")
        return try export.output.split(separator: "\n").map { line in
            let run = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect((run?["figures"] as? [String: Any])?.count == Self.figures)
            #expect((run?["checks"] as? [String: Any])?.count == 2)
            return run?["time"] as? Int ?? -1
        }
    }
}
