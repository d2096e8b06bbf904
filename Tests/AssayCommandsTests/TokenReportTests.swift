import Assessment
import Foundation
import Testing

/// Corpora of token ids, from file to report.
@Suite("Token ids")
struct TokenReportTests {
    private func bytes(_ ids: [Int], width: Int = 2) -> [UInt8] {
        ids.flatMap { id in (0..<width).map { UInt8(truncatingIfNeeded: id >> (8 * $0)) } }
    }

    private func npy(_ ids: [Int], rows: Int) -> [UInt8] {
        let header = "{'descr': '<i8', 'fortran_order': False, 'shape': (\(rows), \(ids.count / rows)), }"
        let padded = header + String(repeating: " ", count: 117 - header.utf8.count) + "\n"
        return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8) + bytes(ids, width: 8)
    }

    private func scan(
        _ arguments: [String], in scratch: Scratch, status: Int32 = 0
    ) throws -> (report: TokenReport, output: String) {
        let run = try AssayProcess.run(
            ["scan", "--quick", "--format", "json"] + arguments, directory: scratch.directory)
        #expect(run.status == status, "\(run.errors)")
        return (try JSONDecoder().decode(TokenReport.self, from: Data(run.output.utf8)), run.output)
    }

    private func isNear(_ figure: Figure?, _ value: Double) -> Bool {
        figure.map { abs($0.value - value) < 1e-9 } ?? false
    }

    /// Forty different rows of a hundred ids from a small generator.
    private static let ids: [Int] = {
        var state: UInt64 = 5
        return (0..<4000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % 200
        }
    }()

    @Test func `figures in closed form`() throws {
        let scratch = try Scratch()
        // 256 rows, of which every id 0…255 has one of its own with 64 of it; the last 64 rows are there twice.
        let rows = (0..<256).map { [Int](repeating: $0, count: 64) }
        try scratch.write("a.npy", npy((rows + rows[192...]).flatMap { $0 }, rows: 320))
        let (report, _) = try scan(["a.npy", "--vocabulary-size", "1024"], in: scratch)
        #expect(report.contents.tokens == 320 * 64 && report.contents.documents == 320)
        #expect(report.contents.documentLengths[7] == 320 && report.contents.vocabularySize == 1024)
        #expect(report.histogram.used == 256 && report.histogram.once == 0 && report.histogram.greatest == 255)
        #expect(report.histogram.mostFrequent.map(\.id) == Array(192..<202))
        #expect(report.histogram.mostFrequent.map(\.count) == [UInt64](repeating: 128, count: 10))
        #expect(isNear(report.repetition.uniqueTokenShare, 0.8))
        #expect(isNear(report.repetition.duplicateDocumentShare, 0.2))
        #expect(report.repetition.documentSpectrum.map(\.value) == [192, 64])
        // 192 ids of probability 1/320 and 64 of 2/320; the sample holds each row once, so its entropy is 8 bits.
        let plugIn = 192.0 / 320 * log2(320) + 128.0 / 320 * log2(160)
        #expect(isNear(report.initialLosses.first { $0.name == "uniform" }?.perToken, 10))
        #expect(isNear(report.initialLosses.first { $0.name.contains("plug-in") }?.perToken, plugIn))
        #expect(isNear(report.unigramEntropies.first?.figure, 8))
        #expect(report.unigramEntropies.first?.figure.unit == "bit/token")
        #expect(report.sample.tokens == 256 * 64 && report.sample.isComplete)
        // What holds a row as sixty-four of one id needs less than a bit for each.
        let entropy = try #require(report.entropy)
        #expect(entropy.mixture.perToken.value < 0.5 && entropy.mixture.perToken.unit == "bit/token")
        #expect(
            isNear(entropy.mixture.perToken, entropy.mixture.total.value / Double(report.sample.tokens)))
        #expect(isNear(entropy.codeLengths.first { $0.code.hasPrefix("uniform") }?.perToken, 10))
        #expect(report.findings.contains { $0.id == "duplicate-documents" })
        #expect(report.findings.contains { $0.id == "unused-ids" })
    }

    @Test func `what is not there is named with its reason`() throws {
        let scratch = try Scratch()
        try scratch.write("a.bin", bytes(Self.ids))
        let arguments = ["--input-format", "u16", "--vocabulary-size", "200", "a.bin"]
        let (report, output) = try scan(arguments, in: scratch)
        let names = report.missing.map(\.figures).joined(separator: " ")
        for figure in [
            "contents.bytes", "contents.scalars", "contents.words", "lines", "wordEntropies", "learning", "diagnostics",
            "entropyInterval", "per byte",
        ] { #expect(names.contains(figure), "\(figure)") }
        #expect(report.missing.allSatisfy { $0.reason.count > 10 })
        #expect(!output.contains("bit/byte") && !output.contains("\"words\"") && !output.contains("\"scalars\""))
        for format in ["table", "markdown"] {
            let run = try AssayProcess.run(
                ["scan", "--quick", "--format", format] + arguments, directory: scratch.directory)
            #expect(run.status == 0 && run.output.contains("4 000") || run.output.contains("4,000"))
            #expect(run.output.contains("Not in this report") && run.output.contains("bit/token"))
            #expect(!run.output.contains("bit/byte"))
        }
    }

    @Test func `containers, widths and threads do not change the figures`() throws {
        let scratch = try Scratch()
        try scratch.write("a.npy", npy(Self.ids, rows: 1))
        try scratch.write("b.bin", bytes(Self.ids))
        try scratch.write("c.bin", bytes(Self.ids, width: 4))
        var reports: [NSDictionary] = []
        for (name, format) in [("a.npy", nil), ("b.bin", "u16"), ("c.bin", "u32")] {
            let (_, output) = try scan(
                ["--name", "x", "--vocabulary-size", "200", "--end-of-document", "9", name]
                    + (format.map { ["--input-format", $0] } ?? []), in: scratch)
            var report = try #require(
                JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
            report["input"] = nil
            // The format that was asked for is a parameter.
            var provenance = try #require(report["provenance"] as? [String: Any])
            provenance["parametersFingerprint"] = nil
            report["provenance"] = provenance
            reports.append(report as NSDictionary)
        }
        let same = reports[0] == reports[1] && reports[1] == reports[2]
        #expect(same)
    }

    /// Enough for several work units, whose documents reach over their ends.
    @Test func `threads share a file`() throws {
        let scratch = try Scratch()
        let part = bytes(Self.ids + [200])
        var all: [UInt8] = []
        while all.count < 17 << 19 { all += part }
        try scratch.write("a.bin", all)
        let arguments = [
            "a.bin", "--input-format", "u16", "--vocabulary-size", "201", "--end-of-document", "200",
            "--sample-size", "64KiB",
        ]
        let one = try scan(arguments + ["--threads", "1"], in: scratch)
        #expect(one.report.contents.documents == UInt64(all.count / part.count))
        #expect(one.report.contents.documentsEnded == one.report.contents.documents)
        #expect(one.report.contents.tokens == UInt64(all.count / 2))
        for threads in ["2", "8"] {
            #expect(try scan(arguments + ["--threads", threads], in: scratch).output == one.output)
        }
    }

    @Test func `ids beyond the vocabulary are counted, and too many of them end with 3`() throws {
        let scratch = try Scratch()
        var ids = Self.ids
        for index in 0..<80 { ids[index * 50] = 300 }
        try scratch.write("a.bin", bytes(ids))
        let arguments = ["a.bin", "--input-format", "u16", "--vocabulary-size", "200"]
        let (report, _) = try scan(arguments, in: scratch, status: 3)
        let problem = try #require(report.input.problems.first)
        #expect(problem.code == "id-beyond-vocabulary" && problem.count == 80)
        #expect(problem.examples.first?.byte == 0 && problem.examples.first?.path == "a.bin")
        #expect(report.contents.tokens == 3920)
        _ = try scan(arguments + ["--allow-unreadable", "0.03"], in: scratch)
    }

    @Test func `a file that ends within an id ends with 3`() throws {
        let scratch = try Scratch()
        try scratch.write("a.bin", bytes(Self.ids) + [1])
        let (report, _) = try scan(
            ["a.bin", "--input-format", "u16", "--vocabulary-size", "200"], in: scratch, status: 3)
        #expect(report.contents.tokens == 4000)
        #expect(report.input.problems.map(\.code) == ["truncated-input"])
        #expect(report.input.problems.first?.examples.first?.byte == 8000)
    }

    @Test func `text among ids is refused by name`() throws {
        let scratch = try Scratch()
        try scratch.write("c/a.npy", npy(Self.ids, rows: 40))
        try scratch.write("c/b.jsonl", "{\"text\": \"a\"}\n".utf8)
        let (report, _) = try scan(["c", "--vocabulary-size", "200", "--allow-unreadable", "1"], in: scratch)
        #expect(report.input.problems.map(\.code) == ["not-token-ids"])
        #expect(report.input.problems.first?.examples.first?.path?.hasSuffix("b.jsonl") == true)
        let text = try AssayProcess.run(["scan", "--quick", "c"], directory: scratch.directory)
        #expect(text.status == 3 && text.output.contains("missing-vocabulary-size"))
    }

    @Test(arguments: [
        ["--input-format", "u16"], ["--end-of-document", "3"], ["--vocabulary-size", "0"],
        ["--vocabulary-size", "9", "--end-of-document", "9"], ["--vocabulary-size", "9", "--input-format", "csv"],
        ["--vocabulary-size", "9", "--text-field", "text"], ["--vocabulary-size", "9", "--tokenizer", "t"],
        ["--vocabulary-size", "5000000"],
    ])
    func `what does not go together is wrong usage`(arguments: [String]) throws {
        #expect(try AssayProcess.run(["scan", "x"] + arguments).status == 2)
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/jsonschema"),
            "needs Debian's python3-jsonschema; Scripts/test installs it"))
    func `JSON reports follow the published schemas`() throws {
        let scratch = try Scratch()
        try scratch.write("c/a.npy", npy(Self.ids + Self.ids, rows: 80))
        try scratch.write("c/bad.npy", npy(Self.ids, rows: 40).dropLast())
        let arguments = ["c", "--vocabulary-size", "190", "--end-of-document", "3", "--format", "json"]
        let run = try AssayProcess.run(
            ["scan", "--budget", "64KiB", "--allow-unreadable", "1", "--output", "report.json"] + arguments,
            directory: scratch.directory)
        #expect(run.status == 0, "\(run.errors)")
        let check = try SchemaCheck.run("token-report-1", report: "report.json", in: scratch)
        #expect(check.status == 0, "\(check.errors)")
        _ = try AssayProcess.run(
            ["inspect", "--output", "inspection.json"] + arguments, directory: scratch.directory)
        let inspection = try SchemaCheck.run("inspection-report-1", report: "inspection.json", in: scratch)
        #expect(inspection.status == 0, "\(inspection.errors)")
    }
}
