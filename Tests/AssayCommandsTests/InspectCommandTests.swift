import Foundation
import Reporting
import Testing

/// `assay inspect`, and the options that choose files, which it shares with `scan`.
@Suite("Inspect")
struct InspectCommandTests {
    private func report(_ run: AssayProcess) throws -> InspectionReport {
        try JSONDecoder().decode(InspectionReport.self, from: Data(run.output.utf8))
    }

    private func inspect(_ scratch: Scratch, _ arguments: [String], input: String? = nil) throws -> AssayProcess {
        try AssayProcess.run(
            ["inspect"] + arguments, directory: scratch.directory, standardInput: input.map { scratch.url($0) })
    }

    /// Text, chats, and a file that cannot be read.
    private func corpus() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write("c/a.txt", "first line\nsecond\u{1B}[31m line\n".utf8)
        let chat = #"{"messages": [{"role": "user", "content": "hi"}]}"# + "\n"
        try scratch.write("c/chat.jsonl", (chat + "SECRET not JSON\n" + chat).utf8)
        try scratch.write("c/README.md", "about".utf8)
        try scratch.write("c/x.bin", (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 37) })
        return scratch
    }

    @Test func `each file and what was recognised`() throws {
        let scratch = try corpus()
        let run = try inspect(scratch, ["c"])
        #expect(run.status == 3)
        for part in [
            "3 files", "1 cannot be read", "x.bin: binary-file", "plain text", "messages[].content",
            "the first usual field", "3 records", "│ first line", "│ second\\u{1B}[31m line", "json-syntax",
            "line 2", "documentation",
        ] { #expect(run.output.contains(part), "\(part)") }
        #expect(!run.output.contains("\u{1B}"))
        for line in run.output.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
        #expect(run.errors.contains("cannot be read"))
        let json = try inspect(scratch, ["c", "--format", "json"])
        #expect(json.status == 3)
        let files = try report(json).files
        #expect(files.map(\.path) == ["c/a.txt", "c/chat.jsonl", "c/x.bin"])
        #expect(files[0].recognized?.head.lines == 2)
        #expect(files[0].recognized?.sample?.text == "first line\nsecond\u{1B}[31m line\n")
        #expect(files[1].recognized?.textField == .init(rule: "messages[].content", reason: "usual"))
        #expect(files[1].recognized?.head.problems.map(\.line) == [2])
        #expect(files[2].refusal?.code == "binary-file")
    }

    @Test func `without text nothing of a text is shown`() throws {
        let scratch = try corpus()
        for format in ["table", "json", "markdown"] {
            let run = try inspect(scratch, ["c", "--no-text", "--format", format])
            for word in ["SECRET", "first line", "second"] { #expect(!run.output.contains(word), "\(format): \(word)") }
            #expect(run.output.contains("json-syntax") || format == "markdown")
        }
    }

    @Test func `exit codes`() throws {
        let scratch = try corpus()
        #expect(try inspect(scratch, ["c/a.txt", "c/chat.jsonl"]).status == 0)
        let missing = try inspect(scratch, ["c/a.txt", "nowhere"])
        #expect(missing.status == 2)
        #expect(missing.output.contains("no-such-file") && missing.output.contains("a.txt"))
        for wrong in [
            [], ["c", "--include", "!x"], ["c", "--exclude", "[a"], ["c", "--limit", "-1"],
            ["-", "--files0-from", "-"],
            ["c", "--input-format", "pdf"], ["--files0-from", "no-such-list"],
        ] {
            let run = try inspect(scratch, wrong)
            #expect(run.status == 2 && run.output.isEmpty && !run.errors.isEmpty, "\(wrong)")
        }
    }

    @Test func `patterns, lists and splits choose files`() throws {
        let scratch = try corpus()
        func paths(_ arguments: [String]) throws -> [String] {
            try report(inspect(scratch, arguments + ["--format", "json"])).files.map(\.path)
        }
        #expect(try paths(["c", "--include", "*.txt", "--include", "*.bin", "--exclude", "/x.*"]) == ["c/a.txt"])
        try scratch.write("list", "c/chat.jsonl\0c/a.txt\0".utf8)
        #expect(try paths(["--files0-from", "list"]) == ["c/a.txt", "c/chat.jsonl"])
        try scratch.write("lines", "c/chat.jsonl\nc/a.txt\n".utf8)
        let lines = try inspect(scratch, ["--files0-from", "lines"])
        #expect(lines.status == 2 && lines.errors.contains("-print0"))
        try scratch.write("d/data/train-00000-of-00001.txt", "x\n".utf8)
        try scratch.write("d/data/test-00000-of-00001.txt", "y\n".utf8)
        #expect(try paths(["d", "--split", "train"]) == ["d/data/train-00000-of-00001.txt"])
    }

    @Test func `standard input is read like a file`() throws {
        let scratch = try corpus()
        let redirected = try inspect(scratch, ["-", "--format", "json"], input: "c/chat.jsonl")
        #expect(redirected.status == 0, "\(redirected.errors)")
        let file = try #require(try report(redirected).files.first)
        let direct = try report(inspect(scratch, ["c/chat.jsonl", "--format", "json"])).files.first
        #expect(file.path == "-")
        #expect(file.recognized?.head.records == direct?.recognized?.head.records)
        #expect(file.storedBytes == direct?.storedBytes)
        let piped = try shell(scratch, "cat c/chat.jsonl | '\(AssayProcess.binary)' inspect - --format json")
        #expect(piped.status == 0, "\(piped.errors)")
        #expect(piped.output == redirected.output)
        let list = try shell(scratch, "printf 'c/a.txt\\0' | '\(AssayProcess.binary)' inspect --files0-from -")
        #expect(list.status == 0 && list.output.contains("a.txt"))
        let tooLong = try shell(
            scratch, "cat c/chat.jsonl | '\(AssayProcess.binary)' inspect - --stdin-limit 10")
        #expect(tooLong.status == 2 && tooLong.errors.contains("--stdin-limit"))
        let noRoom = try shell(scratch, "cat c/a.txt | TMPDIR=/nowhere '\(AssayProcess.binary)' inspect -")
        #expect(noRoom.status == 2 && noRoom.errors.contains("TMPDIR"))
        let asText = try shell(
            scratch, "cat c/chat.jsonl | '\(AssayProcess.binary)' inspect - --input-format text --format json")
        #expect(try report(asText).files.first?.recognized?.format == "plain text")
    }

    @Test func `a scan of standard input is the scan of the file`() throws {
        let scratch = try Scratch()
        try scratch.write("r.jsonl", GeneratedText.records(300, seed: 8).joined(separator: "\n").utf8)
        let options = "--quick --name x --format json"
        let file = try shell(scratch, "'\(AssayProcess.binary)' scan r.jsonl \(options)")
        let piped = try shell(scratch, "cat r.jsonl | '\(AssayProcess.binary)' scan - \(options)")
        #expect(file.status == 0 && piped.status == 0, "\(piped.errors)")
        func content(_ process: AssayProcess) throws -> NSDictionary {
            let json = try JSONSerialization.jsonObject(with: Data(process.output.utf8)) as? [String: Any]
            return ReportJSON.withoutPlaces(try #require(json)) as NSDictionary
        }
        #expect(try content(piped) == content(file))
    }

    private func shell(_ scratch: Scratch, _ command: String) throws -> AssayProcess {
        try AssayProcess.run(["-c", command], binary: "/bin/sh", directory: scratch.directory)
    }

    @Test func `more files than the limit`() throws {
        let scratch = try Scratch()
        for index in 0..<30 { try scratch.write("c/\(index).txt", "text \(index)\n".utf8) }
        let run = try inspect(scratch, ["c", "--limit", "2"])
        #expect(run.output.contains("30 files  plain text"))
        #expect(run.output.contains("28 more"))
        #expect(run.output.contains("│ text 1") && !run.output.contains("│ text 29"))
        #expect(try report(inspect(scratch, ["c", "--limit", "2", "--format", "json"])).files.count == 30)
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/jsonschema"),
            "needs Debian's python3-jsonschema; Scripts/test installs it"))
    func `JSON reports follow the published schema`() throws {
        let scratch = try corpus()
        for (name, arguments) in [("r1", ["c", "nowhere"]), ("r2", ["c", "--no-text"])] {
            _ = try inspect(scratch, arguments + ["--format", "json", "--output", name])
            let check = try SchemaCheck.run("inspection-report-1", report: name, in: scratch)
            #expect(check.status == 0, "\(check.errors)")
        }
    }
}
