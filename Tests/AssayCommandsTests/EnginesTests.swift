import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What engines rely on: a scan that is killed goes on where it was, and corpora merge that are cut by others.
@Suite("Engines")
struct EnginesTests {
    /// How often the scan is killed; Scripts/soak --kills sets it.
    static let kills = ProcessInfo.processInfo.environment["ASSAY_KILLS"].flatMap { Int($0) } ?? 5

    private static let report = ["--format", "json", "--quick", "--name", "c"]
    private static let sample = ["--sample-size", "64KiB"]

    private func assay(_ arguments: [String], _ scratch: Scratch) throws -> AssayProcess {
        let run = try AssayProcess.run(arguments, directory: scratch.directory)
        #expect(run.status == 0, "\(run.errors)")
        return run
    }

    /// A finished unit's file: its number and its time.
    private struct Finished: Equatable {
        var number: UInt64?
        var modified: Date?
    }

    /// The finished units in a folder by name.
    private func finished(_ folder: URL) -> [String: Finished] {
        var files: [String: Finished] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        where name.hasSuffix(".assay") {
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)
            files[name] = Finished(
                number: (attributes?[.systemFileNumber] as? NSNumber)?.uint64Value,
                modified: attributes?[.modificationDate] as? Date)
        }
        return files
    }

    @Test func `a scan killed at any moment goes on where it was`() throws {
        let scratch = try Scratch()
        try scratch.write("c/a.txt", GeneratedText.words(60_000, seed: 1).utf8)
        let records = GeneratedText.records(1500, seed: 3)
        try scratch.write("c/r.jsonl", records.joined(separator: "\n").utf8)
        try scratch.write("c/bad.jsonl", ([records[0], "[1]", "{"] + records[1...80]).joined(separator: "\n").utf8)
        let expected = try assay(["scan", "c", "--allow-unreadable", "0.5"] + Self.report + Self.sample, scratch).output
        _ = try assay(["plan", "c", "-o", "plan.jsonl", "--unit-size", "64KiB"] + Self.sample, scratch)
        func scan(_ folder: String) -> [String] { ["scan", "--plan", "plan.jsonl", "--output", folder] }

        let start = ContinuousClock.now
        _ = try assay(scan("whole"), scratch)
        var duration = ContinuousClock.now - start
        let units = finished(scratch.url("whole")).count
        #expect(units > 10)

        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix(state: seed)
        var kills = 0
        var partly = 0
        var attempts = 0
        while kills < Self.kills {
            attempts += 1
            let folder = "killed-\(attempts)"
            let process = Process()
            process.executableURL = URL(filePath: AssayProcess.binary)
            process.arguments = scan(folder)
            process.currentDirectoryURL = scratch.directory
            process.standardError = FileHandle.nullDevice
            try process.run()
            let wait = duration * Double.random(in: 0...1, using: &generator)
            let seconds = Double(wait.components.seconds) + Double(wait.components.attoseconds) / 1e18
            Thread.sleep(forTimeInterval: seconds)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            // One that had ended already was not killed; the next may be struck earlier.
            guard process.terminationReason == .uncaughtSignal else {
                duration = duration * 0.95
                continue
            }
            kills += 1

            let before = finished(scratch.url(folder))
            partly += before.isEmpty || before.count == units ? 0 : 1
            let resumed = try assay(scan(folder), scratch)
            #expect(
                resumed.errors.contains("\(units - before.count) units read, \(before.count) were finished before"),
                "\(resumed.errors), seed \(seed), kill \(kills)")
            let after = finished(scratch.url(folder))
            #expect(after.count == units)
            #expect(
                before.allSatisfy { after[$0.key] == $0.value }, "a unit was read twice: seed \(seed), kill \(kills)")
            let report = try assay(
                ["report", folder, "--plan", "plan.jsonl", "--allow-unreadable", "0.5"] + Self.report, scratch)
            #expect(report.output == expected, "seed \(seed), kill \(kills)")
            try FileManager.default.removeItem(at: scratch.url(folder))
        }
        print("killed \(kills) times, \(partly) of them with some units finished of \(units); seed \(seed)")
    }

    @Test func `summaries of different corpora merge though nothing was left out of either`() throws {
        let scratch = try Scratch()
        let corpora = ["one", "two", "three"]
        for (seed, name) in corpora.enumerated() {
            try scratch.write("\(name)/t.txt", GeneratedText.words(2000, seed: UInt64(seed)).utf8)
            _ = try assay(["scan", name, "--quick", "--summary", "\(name).assay"], scratch)
        }
        let merged = try assay(["merge"] + corpora.map { $0 + ".assay" } + ["-o", "all.assay"], scratch)
        #expect(merged.errors.contains("covers 6 of 6"))
        // The same folders under the same plan are the same units still.
        _ = try assay(["merge", "all.assay", "two.assay", "-o", "again.assay"], scratch)
        #expect(try Data(contentsOf: scratch.url("again.assay")) == Data(contentsOf: scratch.url("all.assay")))
    }
}

/// A generator that a seed repeats (Steele, Lea & Flood 2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
