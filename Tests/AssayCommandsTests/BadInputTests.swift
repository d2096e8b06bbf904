import Foundation
import Testing

/// Bad input gives a sentence that names the file, the right exit code, and the rest of the report.
@Suite("Bad input")
struct BadInputTests {
    private let good = GeneratedText.words(3000, seed: 1)

    /// Scans a folder that holds good text beside what the test put there.
    private func scan(
        _ scratch: Scratch, _ arguments: [String] = ["."], withGoodText: Bool = true
    ) throws -> AssayProcess {
        if withGoodText { try scratch.write("good.txt", good.utf8) }
        return try AssayProcess.run(["scan"] + arguments, directory: scratch.directory)
    }

    /// Whether the report of the good text is there.
    private func expectRest(_ run: AssayProcess) {
        #expect(run.output.contains("Entropy per byte"))
        #expect(run.output.contains("xz"))
    }

    @Test func `a nonexistent path`() throws {
        let run = try scan(Scratch(), ["good.txt", "no-such-dir"])
        #expect(run.status == 2)
        #expect(run.errors.contains("no-such-dir"))
        #expect(run.errors.contains("check the path"))
        expectRest(run)
    }

    @Test func `an empty directory`() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(at: scratch.url("empty"), withIntermediateDirectories: true)
        let alone = try scan(scratch, ["empty"], withGoodText: false)
        #expect(alone.status == 3)
        #expect(alone.errors.contains("empty"))
        #expect(alone.errors.contains("no files to read"))
        let beside = try scan(scratch, ["good.txt", "empty"])
        #expect(beside.status == 3)
        expectRest(beside)
    }

    @Test func `an empty file`() throws {
        let scratch = try Scratch()
        try scratch.write("nothing.txt", [])
        let beside = try scan(scratch)
        #expect(beside.status == 0)
        expectRest(beside)
        let alone = try scan(scratch, ["nothing.txt"])
        #expect(alone.status == 3)
        #expect(alone.output.contains("No text was read"))
    }

    @Test func `a file without read permission`() throws {
        let scratch = try Scratch()
        let path = try scratch.write("locked.txt", good.utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        guard !FileManager.default.isReadableFile(atPath: path) || getuid() != 0 else {
            // Permission bits do not bind root: run as nobody, who may not read the file.
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.directory.path)
            try scratch.write("good.txt", good.utf8)
            let run = try runAsNobody(["scan", "."], in: scratch)
            #expect(run.status == 3)
            #expect(run.output.contains("locked.txt"))
            expectRest(run)
            return
        }
        let run = try scan(scratch)
        #expect(run.status == 3)
        #expect(run.output.contains("locked.txt"))
        expectRest(run)
    }

    private func runAsNobody(_ arguments: [String], in scratch: Scratch) throws -> AssayProcess {
        // The binary may lie in a folder that nobody may not enter.
        let binary = scratch.url("assay-copy").path
        try FileManager.default.copyItem(atPath: AssayProcess.binary, toPath: binary)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: binary)
        defer { try? FileManager.default.removeItem(atPath: binary) }
        return try AssayProcess.run(
            ["--reuid=65534", "--clear-groups", binary] + arguments.map { $0 == "." ? "good.txt" : $0 } + [
                "locked.txt"
            ],
            binary: "/usr/bin/setpriv", directory: scratch.directory)
    }

    @Test func `a directory of only binary files`() throws {
        let scratch = try Scratch()
        try scratch.write("bin/a.dat", (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 37) })
        try scratch.write("bin/b.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
        let run = try scan(scratch, ["bin"], withGoodText: false)
        #expect(run.status == 3)
        #expect(run.output.contains("a.dat"))
        #expect(run.output.contains("b.png"))
    }

    @Test(arguments: [("gzip", ["-9"], "gz"), ("zstd", ["-q"], "zst"), ("xz", [], "xz"), ("bzip2", [], "bz2")])
    func `truncated compressed data`(program: String, options: [String], suffix: String) throws {
        let scratch = try Scratch()
        let records = GeneratedText.records(2000, seed: 5).joined(separator: "\n")
        let plain = try scratch.write("plain", records.utf8)
        let whole = scratch.url("whole").path
        try shell("\(program) \(options.joined(separator: " ")) -c '\(plain)' > '\(whole)'")
        let bytes = try Data(contentsOf: URL(filePath: whole))
        try scratch.write("c/cut.jsonl.\(suffix)", bytes.prefix(bytes.count * 2 / 3))
        try scratch.write("c/good.txt", good.utf8)
        let run = try scan(scratch, ["c"], withGoodText: false)
        #expect(run.status == 3, "\(run.errors)")
        #expect(run.output.contains("truncated-input"))
        #expect(run.output.contains("cut.jsonl.\(suffix)"))
        #expect(run.output.contains("byte"))
        expectRest(run)
    }

    private func shell(_ command: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    @Test func `bad JSON records are counted with line and byte and the rest is read`() throws {
        let scratch = try Scratch()
        var lines = GeneratedText.records(300, seed: 6)
        lines[7] = "[1, 2]"
        lines[8] = #"{"id": 8}"#
        lines[9] = #"{"id": 9, "text": "cut"#
        let offsets = lines.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.utf8.count + 1) }
        try scratch.write("r.jsonl", lines.joined(separator: "\n").utf8)
        let run = try scan(scratch, ["--format", "json", "r.jsonl"], withGoodText: false)
        #expect(run.status == 0)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let input = try #require(report["input"] as? [String: Any])
        let problems = try #require(input["problems"] as? [[String: Any]])
        let places = problems.reduce(into: [String: [Int]]()) { places, problem in
            guard let code = problem["code"] as? String, let examples = problem["examples"] as? [[String: Any]],
                let line = examples.first?["line"] as? Int, let byte = examples.first?["byte"] as? Int
            else { return }
            places[code] = [line, byte]
        }
        #expect(
            places == [
                "json-not-an-object": [8, offsets[7]], "missing-text-field": [9, offsets[8]],
                "json-syntax": [10, offsets[9]],
            ])
        #expect((report["contents"] as? [String: Any])?["documents"] as? Int == 297)
    }

    @Test func `too many bad records cannot be trusted`() throws {
        let scratch = try Scratch()
        let lines = GeneratedText.records(90, seed: 6) + [String](repeating: "{", count: 10)
        try scratch.write("r.jsonl", lines.joined(separator: "\n").utf8)
        #expect(try scan(scratch, ["r.jsonl"]).status == 3)
        #expect(try scan(scratch, ["--allow-unreadable", "0.2", "r.jsonl"]).status == 0)
    }

    @Test(arguments: [
        ["scan"], ["scan", "--threads", "-1", "."], ["scan", "--format", "pdf", "."], ["frobnicate"],
        ["scan", "--sample-size", "1", "."], ["scan", "--text-field", "a..b", "."],
        ["scan", "--tokenizer", "no-such-file", "."], ["size", "--tokens", "1e9", "--entropy", "10", "--loss", "2nat"],
    ])
    func `wrong usage is exit code 2 and says why on standard error`(arguments: [String]) throws {
        let scratch = try Scratch()
        let run = try AssayProcess.run(arguments, directory: scratch.directory)
        #expect(run.status == 2)
        #expect(!run.errors.isEmpty)
        #expect(run.output.isEmpty)
    }

    @Test func `names from the corpus cannot control the terminal`() throws {
        let scratch = try Scratch()
        try scratch.write("bad\u{1B}[31m\u{202E}.jsonl", "{\n{\n[]\n".utf8)
        let run = try scan(scratch)
        #expect(!run.output.contains("\u{1B}"))
        #expect(!run.output.contains("\u{202E}"))
    }
}
