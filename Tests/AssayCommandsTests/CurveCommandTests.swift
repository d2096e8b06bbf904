import Foundation
import Testing

@Suite("assay curve")
struct CurveCommandTests {
    /// E + A·t^(−b) nats with noise, 1000 steps of 1000 tokens.
    static func csv(limit: Double, amplitude: Double, exponent: Double, noise: Double, seed: UInt64) -> String {
        var state = seed
        func unit() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (Double(state >> 33) + 0.5) / Double(1 << 31)
        }
        var text = "step,loss (nats)\n"
        for step in 1...1000 {
            let normal = (-2 * log(unit())).squareRoot() * cos(2 * .pi * unit())
            text += "\(step),\(limit + amplitude * pow(Double(step) * 1000, -exponent) + noise * normal)\n"
        }
        return text
    }

    /// Runs the command on a file and decodes its JSON.
    static func object(_ arguments: [String], _ scratch: Scratch) throws -> [String: Any] {
        let run = try AssayProcess.run(
            ["curve"] + arguments + ["--format", "json"], directory: scratch.directory)
        #expect(run.status == 0, "\(run.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    @Test func `a power law's structure and parameters come back`() throws {
        let scratch = try Scratch()
        var (limits, exponents) = (0, 0)
        let seeds: UInt64 = 10
        for seed in 0..<seeds {
            let text = Self.csv(limit: 2.5, amplitude: 60, exponent: 0.35, noise: 0.01, seed: seed)
            try scratch.write("log.csv", text.utf8)
            let report = try Self.object(["log.csv", "--tokens-per-step", "1000"], scratch)
            let structure = try #require(report["structure"] as? [String: Any])
            let total = try #require((structure["total"] as? [String: Any])?["value"] as? Double)
            // S(n) = A·b/(1 − b)·n^(1−b), in bits.
            let closed = 60 / log(2) * 0.35 / 0.65 * pow(1e6, 0.65)
            #expect(abs(total / closed - 1) < 0.02, "seed \(seed): \(total / closed)")
            let extrapolation = try #require(report["extrapolation"] as? [String: Any])
            let fit = try #require((extrapolation["fits"] as? [[String: Any]])?.first)
            func covers(_ name: String, _ truth: Double) throws -> Bool {
                let interval = try #require((fit[name] as? [String: Any])?["interval"] as? [String: Any])
                let lower = try #require(interval["lower"] as? Double)
                let upper = try #require(interval["upper"] as? Double)
                return lower <= truth && truth <= upper
            }
            if try covers("limit", 2.5 / log(2)) { limits += 1 }
            if try covers("exponent", 0.35) { exponents += 1 }
        }
        #expect(limits >= 9 && exponents >= 9, "E \(limits), b \(exponents) of \(seeds)")
    }

    @Test func `a curve that does not bend is not identified, in words`() throws {
        let scratch = try Scratch()
        try scratch.write("log.csv", Self.csv(limit: 3, amplitude: 0, exponent: 0.5, noise: 0.05, seed: 1).utf8)
        let report = try Self.object(["log.csv", "--tokens-per-step", "1000"], scratch)
        let extrapolation = try #require(report["extrapolation"] as? [String: Any])
        let limit = try #require(extrapolation["limit"] as? [String: Any])
        #expect(limit["loss"] == nil)
        #expect((limit["notIdentified"] as? String)?.isEmpty == false)
        let table = try AssayProcess.run(
            ["curve", "log.csv", "--tokens-per-step", "1000"], directory: scratch.directory)
        #expect(table.output.contains("not identified"))
    }

    @Test func `a table fits 80 columns, with everything given`() throws {
        let scratch = try Scratch()
        try scratch.write("log.csv", Self.csv(limit: 2, amplitude: 60, exponent: 0.3, noise: 0.02, seed: 1).utf8)
        try scratch.write("t.txt", GeneratedText.words(4_000, seed: 1).utf8)
        let scan = try AssayProcess.run(
            ["scan", "t.txt", "--quick", "--format", "json", "--output", "scan.json"], directory: scratch.directory)
        #expect(scan.status == 0)
        let arguments = [
            "log.csv", "--tokens-per-step", "1000", "--vocabulary-size", "50257", "--parameters", "124e6",
            "--report", "scan.json",
        ]
        let run = try AssayProcess.run(
            ["curve"] + arguments + ["--bytes-per-token", "4.5"], directory: scratch.directory)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.isEmpty)
        for heading in ["Corollary 4.1", "Ledger", "IC-1", "IC-2", "Beside the scan of t.txt"] {
            #expect(run.output.contains(heading), "\(heading)")
        }
        for line in run.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        // The scan counted no tokens: nothing tells bytes per token.
        let unknown = try AssayProcess.run(["curve"] + arguments, directory: scratch.directory)
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("--bytes-per-token"))
        let wrong = try AssayProcess.run(
            ["curve", "log.csv", "--tokens-per-step", "1000", "--report", "log.csv"], directory: scratch.directory)
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("log.csv: the file is no report"))
    }

    @Test(arguments: [
        (["curve", "absent.csv"], "absent.csv: the log cannot be read"),
        (["curve", "."], "cannot be read"),
        (["curve", "log.csv", "--tokens-per-step", "10"], "--loss-unit nats"),
        (["curve", "log.csv", "--tokens-per-step", "10", "--loss-unit", "nats"], "log.csv:3: the log holds 2 finite"),
        (["curve", "log.csv", "--loss-unit", "nats"], "log.csv:1: the log counts steps"),
        (["curve", "log.csv", "--loss-unit", "hartleys"], "hartleys"),
        (["curve", "log.csv", "--tokens-per-step=-1"], "positive"),
        (["curve", "log.csv", "--vocabulary-size", "0"], "positive"),
    ])
    func `wrong use and bad logs exit with 2 and say what to do`(arguments: [String], expected: String) throws {
        let scratch = try Scratch()
        try scratch.write("log.csv", "step,loss\n1,3\n2,2\n".utf8)
        let run = try AssayProcess.run(arguments, directory: scratch.directory)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(expected), "\(run.errors)")
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/jsonschema"),
            "needs Debian's python3-jsonschema; Scripts/test installs it"),
        arguments: [
            [],
            ["--vocabulary-size", "50257", "--parameters", "1e8", "--bytes-per-token", "4", "--report", "scan.json"],
            ["--fit-from", "999500"], ["--averaged"],
        ])
    func `JSON reports follow the published schema`(options: [String]) throws {
        let scratch = try Scratch()
        try scratch.write("log.csv", Self.csv(limit: 2, amplitude: 60, exponent: 0.3, noise: 0.02, seed: 2).utf8)
        try scratch.write("t.txt", GeneratedText.words(4_000, seed: 1).utf8)
        _ = try AssayProcess.run(
            ["scan", "t.txt", "--quick", "--format", "json", "--output", "scan.json"], directory: scratch.directory)
        let run = try AssayProcess.run(
            ["curve", "log.csv", "--tokens-per-step", "1000", "--format", "json", "--output", "report.json"] + options,
            directory: scratch.directory)
        #expect(run.status == 0, "\(run.errors)")
        let check = try SchemaCheck.run("training-run-report-1", report: "report.json", in: scratch)
        #expect(check.status == 0, "\(check.errors)")
    }
}
