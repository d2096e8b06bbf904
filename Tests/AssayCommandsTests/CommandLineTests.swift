import Foundation
import Reporting
import SharedData
import Testing

@Suite("Command line")
struct CommandLineTests {
    @Test func `version and help are data`() throws {
        let version = try AssayProcess.run(["--version"])
        #expect(version.status == 0)
        #expect(version.output.hasPrefix("assay 0.1.0\n"))
        let help = try AssayProcess.run(["scan", "--help"])
        #expect(help.status == 0)
        #expect(help.output.contains("--sample-size"))
    }

    @Test func `a table fits 80 columns and has no colour outside a terminal`() throws {
        let scratch = try Scratch()
        try scratch.write("t.txt", GeneratedText.words(40_000, seed: 1).utf8)
        let run = try AssayProcess.run(["scan", "t.txt"], directory: scratch.directory)
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(!run.output.contains("\u{1B}"))
        for line in run.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        let coloured = try AssayProcess.run(
            ["scan", "--color", "always", "t.txt"], directory: scratch.directory)
        #expect(coloured.output.contains("\u{1B}[1m"))
    }

    @Test func `an output file is written whole and standard output stays empty`() throws {
        let scratch = try Scratch()
        try scratch.write("t.txt", GeneratedText.words(4_000, seed: 1).utf8)
        let toFile = try AssayProcess.run(
            ["scan", "t.txt", "--format", "markdown", "--output", "r.md"], directory: scratch.directory)
        #expect(toFile.status == 0)
        #expect(toFile.output.isEmpty)
        let direct = try AssayProcess.run(["scan", "t.txt", "--format", "markdown"], directory: scratch.directory)
        #expect(try String(contentsOf: scratch.url("r.md"), encoding: .utf8) == direct.output)
        let nowhere = try AssayProcess.run(
            ["scan", "t.txt", "--output", "no/such/dir/r"], directory: scratch.directory)
        #expect(nowhere.status == 2)
        #expect(nowhere.errors.contains("cannot be written"))
    }

    @Test func `size answers in both directions and refuses a number without a unit`() throws {
        let model = try AssayProcess.run([
            "size", "--tokens", "1e12", "--entropy", "16bit", "--loss", "3bit", "--format", "json",
        ])
        let report = try JSONDecoder().decode(SizeReport.self, from: Data(model.output.utf8))
        // N = D(H − L)/η = 1e12 · 13 / 0.125 bits, in parameters of 16 bits.
        #expect(report.readings[0].answer == 6.5e12)
        #expect(report.readings[1].answer == nil)
        #expect(report.readings[2].answer == 5e10)
        // E₀ = ηN · k_B · T · ln 2 for 1.3e13 bits.
        let joules = try #require(report.readings[0].transferJoules)
        #expect(abs(joules / (1.3e13 * 2.870978885e-21) - 1) < 1e-9)
        let data = try AssayProcess.run([
            "size", "--parameters", "6.5e12", "--entropy", "16bit", "--loss", "3bit", "--format", "json",
        ])
        #expect(try JSONDecoder().decode(SizeReport.self, from: Data(data.output.utf8)).readings[0].answer == 1e12)
    }

    @Test func `paper shows every check in both conventions`() throws {
        let run = try AssayProcess.run(["paper", "--format", "json"])
        let report = try JSONDecoder().decode(PaperReport.self, from: Data(run.output.utf8))
        #expect(report.conventions.map(\.convention) == ["paper", "consistent"])
        #expect(report.conventions.allSatisfy { $0.checks.count == 6 })
        let consistent = report.conventions[1].checks.flatMap(\.recomputed).map(\.value)
        for golden in [26.0740740741, 2.870978885e-21, 12.80341] {
            #expect(consistent.contains { abs($0 / golden - 1) < 1e-6 }, "\(golden)")
        }
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/jsonschema"),
            "needs Debian's python3-jsonschema; Scripts/test installs it"),
        arguments: ["--sample-size=64KiB", "--sample-size=16MiB"])
    func `JSON reports follow the published schema`(sample: String) throws {
        let scratch = try Scratch()
        try scratch.write("c/t.txt", GeneratedText.words(30_000, seed: 1).utf8)
        try scratch.write("c/bad.jsonl", (GeneratedText.records(30, seed: 2) + ["{"]).joined(separator: "\n").utf8)
        try scratch.write("c/README.md", "about".utf8)
        let run = try AssayProcess.run(
            ["scan", "c", sample, "--format", "json", "--allow-unreadable", "1", "--output", "report.json"],
            directory: scratch.directory)
        #expect(run.status == 0, "\(run.errors)")
        let check = try SchemaCheck.run("corpus-report-1", report: "report.json", in: scratch)
        #expect(check.status == 0, "\(check.errors)")
    }

    @Test func `encoded and random data get their labels, text gets none`() throws {
        let scratch = try Scratch()
        var state: UInt64 = 7
        let bytes = (0..<120_000).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 40)
        }
        let encoded = Data(bytes).base64EncodedString(options: .lineLength76Characters)
        try scratch.write("encoded.txt", encoded.utf8)
        try scratch.write("plain.txt", GeneratedText.words(20_000, seed: 3).utf8)
        func findings(_ file: String) throws -> [String] {
            let run = try AssayProcess.run(
                ["scan", file, "--format", "json", "--budget", "64KiB"], directory: scratch.directory)
            let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
            return (report["findings"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
        }
        let labels = Set(["noise-like", "repetitive", "templated", "encoded"])
        #expect(try labels.intersection(findings("encoded.txt")).contains("encoded"))
        #expect(try labels.intersection(findings("plain.txt")).isEmpty)
    }

    @Test(.enabled(if: SharedData.has("data/corpora/prose")))
    func `the prose corpus reads as it must`() throws {
        let path = try #require(SharedData.path("data/corpora/prose"))
        let run = try AssayProcess.run(["scan", path, "--format", "json", "--sample-size", "1MiB"])
        #expect(run.status == 0)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let contents = try #require(object["contents"] as? [String: Any])
        // 7,651,964 bytes by `wc -c`, less three byte order marks.
        #expect(contents["bytes"] as? Int == 7_651_955)
        #expect(contents["invalidUTF8Sequences"] as? Int == 0)
    }
}
