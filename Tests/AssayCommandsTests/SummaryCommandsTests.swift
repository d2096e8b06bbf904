import Foundation
import Testing

/// Plans, parts, merges and reports, as a user gives the commands.
@Suite("Summaries on the command line")
struct SummaryCommandsTests {
    private let scratch: Scratch
    private let scanned: AssayProcess

    private static let quick = ["--quick", "--format", "json", "--allow-unreadable", "0.5"]

    init() throws {
        scratch = try Scratch()
        let records = GeneratedText.records(900, seed: 3)
        try scratch.write("c/a.txt", GeneratedText.words(40_000, seed: 1).utf8)
        try scratch.write("c/r.jsonl", (records + ["[1]", "{"]).joined(separator: "\n").utf8)
        try scratch.write("c/README.md", "left out".utf8)
        scanned = try AssayProcess.run(["scan", "c"] + Self.quick, directory: scratch.directory)
        #expect(scanned.status == 0, "\(scanned.errors)")
        let plan = try run(["plan", "c", "--unit-size", "64KiB", "-o", "plan.jsonl"])
        #expect(plan.status == 0, "\(plan.errors)")
    }

    private func run(_ arguments: [String]) throws -> AssayProcess {
        try AssayProcess.run(arguments, directory: scratch.directory)
    }

    private func scanParts(_ numbers: some Sequence<Int>) throws {
        for number in numbers {
            let part = try run(["scan", "--plan", "plan.jsonl", "--part", "\(number)/3", "--output", "units"])
            #expect(part.status == 0, "\(part.errors)")
        }
    }

    @Test func `parts give the report of one scan`() throws {
        try scanParts([3, 1, 2])
        let report = try run(["report", "units", "--plan", "plan.jsonl"] + Self.quick)
        #expect(report.status == 0 && report.output == scanned.output)
        // Merged first, and one of them twice.
        #expect(try run(["merge", "units", "-o", "m.assay"]).status == 0)
        #expect(try run(["report", "m.assay", "units"] + Self.quick).output == scanned.output)
    }

    @Test func `a missing part makes the report partial, with exit code 3`() throws {
        try scanParts([1, 3])
        let report = try run(["report", "units"] + Self.quick)
        #expect(report.status == 3)
        #expect(report.output.contains("\"workUnits\"") && report.output.contains("\"partial\""))
        #expect(report.errors.contains("work units are missing"))
    }

    @Test func `so does one of a corpus of token ids`() throws {
        try scratch.write("ids.bin", (0..<200_000).flatMap { [UInt8($0 % 251), 0] })
        let ids = ["ids.bin", "--input-format", "u16", "--vocabulary-size", "251"]
        #expect(try run(["plan", "-o", "ids.jsonl", "--unit-size", "64KiB"] + ids).status == 0)
        #expect(try run(["scan", "--plan", "ids.jsonl", "--part", "1/2", "--output", "some"]).status == 0)
        let report = try run(["report", "some"] + Self.quick)
        #expect(report.status == 3 && report.output.contains("\"partial\""))
        #expect(report.errors.contains("work units are missing"))
    }

    @Test func `damaged, foreign and overlapping summaries are refused by name`() throws {
        try scanParts(1...3)
        let paths = try FileManager.default.contentsOfDirectory(atPath: scratch.url("units").path).sorted()
        let first = scratch.url("units/" + paths[0])
        var bytes = try Data(contentsOf: first)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: scratch.url("damaged.assay"))
        let damaged = try run(["merge", "units", "damaged.assay", "-o", "m.assay"])
        #expect(damaged.status == 3 && damaged.errors.contains("damaged.assay"))
        #expect(!FileManager.default.fileExists(atPath: scratch.url("m.assay").path))

        #expect(
            try run(["scan", "c", "--summary", "foreign.assay", "--sample-size", "64KiB"] + Self.quick).status == 0)
        let foreign = try run(["report", "units", "foreign.assay"] + Self.quick)
        #expect(foreign.status == 2 && foreign.errors.contains("foreign.assay"))
        #expect(foreign.errors.contains("sample size"))

        #expect(try run(["merge", "units/" + paths[0], "units/" + paths[1], "-o", "ab.assay"]).status == 0)
        #expect(try run(["merge", "units/" + paths[1], "units/" + paths[2], "-o", "bc.assay"]).status == 0)
        let overlapping = try run(["merge", "ab.assay", "bc.assay", "-o", "m.assay"])
        #expect(overlapping.status == 2 && overlapping.errors.contains("bc.assay"))
    }

    @Test func `a second night reads only what changed`() throws {
        let first = try run(["scan", "c", "--reuse", "kept"] + Self.quick)
        #expect(first.status == 0 && first.output == scanned.output)
        let kept = Set(try FileManager.default.contentsOfDirectory(atPath: scratch.url("kept").path))
        #expect(try run(["scan", "c", "--reuse", "kept"] + Self.quick).output == scanned.output)
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: scratch.url("kept").path)) == kept)
        try scratch.write("c/new.txt", GeneratedText.words(500, seed: 8).utf8)
        let changed = try run(["scan", "c", "--reuse", "kept"] + Self.quick)
        #expect(try changed.output == run(["scan", "c"] + Self.quick).output)
        // A file that was damaged since is scanned again.
        let unit = scratch.url("kept/" + (try #require(kept.first)))
        try Data("nonsense".utf8).write(to: unit)
        try FileManager.default.removeItem(at: scratch.url("c/new.txt"))
        let mended = try run(["scan", "c", "--reuse", "kept"] + Self.quick)
        #expect(mended.output == scanned.output && mended.errors.contains("scanned again"))
    }

    @Test func `wrong use says what to do`() throws {
        for (arguments, words) in [
            (["scan", "--plan", "plan.jsonl"], "--output DIR"),
            (["scan", "c", "--part", "1/2"], "give --plan"),
            (["scan", "--plan", "plan.jsonl", "--part", "4/3", "--output", "u"], "part"),
            (["scan", "--plan", "plan.jsonl", "--part", "auto", "--output", "u"], "SLURM_ARRAY_TASK_ID"),
            (["report", "c"], "no summary file"),
            (["plan", "c", "--vocabulary-size", "9", "--tokenizer", "t"], "holds tokens already"),
        ] {
            let run = try run(arguments)
            #expect(run.status == 2 && run.errors.contains(words), "\(arguments): \(run.errors)")
        }
    }

    @Test func `an array job's variables choose the part`() throws {
        let run = try AssayProcess.run(
            ["scan", "--plan", "plan.jsonl", "--part", "auto", "--output", "u"],
            environment: ["SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "5", "SLURM_ARRAY_TASK_COUNT": "3"],
            directory: scratch.directory)
        #expect(run.status == 0 && run.errors.contains("part 3/3"))
    }
}
