import Assessment
import Foundation
import Testing

/// `assay compare`: corpora, summaries and reports, side by side.
@Suite("Comparison on the command line")
struct CompareCommandTests {
    private func compare(_ arguments: [String], in scratch: Scratch) throws -> CompareReport {
        let run = try AssayProcess.run(
            ["compare"] + arguments + ["--format", "json", "-o", "r.json"], directory: scratch.directory)
        #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
        return try JSONDecoder().decode(CompareReport.self, from: try Data(contentsOf: scratch.url("r.json")))
    }

    private func lines(_ records: some Sequence<String>) -> [UInt8] {
        Array(records.joined(separator: "\n").utf8) + [10]
    }

    @Test func corporaSummariesAndReportsSayTheSame() throws {
        let scratch = try Scratch()
        let all = GeneratedText.records(300, seed: 3)
        try scratch.write("v1/a.jsonl", lines(all[..<200]))
        try scratch.write("v2/a.jsonl", lines(all[100...]))
        let report = try compare(["v1", "v2", "--quick"], in: scratch)
        #expect(try SchemaCheck.run("compare-report-1", report: "r.json", in: scratch).status == 0)
        // Half of each is in the other.
        let documents = try #require(report.overlap?.units.first)
        #expect(documents.firstInSecond.distinct.figure?.value == 0.5)
        #expect(documents.jaccard?.figure?.value == 100.0 / 300)
        #expect(report.divergences.map(\.alphabet) == ["bytes", "words"] && report.budget == nil)
        #expect(Set(report.changes.map(\.path)).count == report.changes.count && report.changes.count > 60)
        for (version, name) in [("v1", "1"), ("v2", "2")] {
            let run = try AssayProcess.run(
                ["scan", version, "--quick", "--summary", "\(name).assay", "--format", "json", "-o", "\(name).json"],
                directory: scratch.directory)
            #expect(run.status == 0, "\(run.errors)")
        }
        let summaries = try compare(["1.assay", "2.assay", "--quick"], in: scratch)
        #expect(summaries.changes == report.changes && summaries.divergences == report.divergences)
        #expect(summaries.overlap?.units == report.overlap?.units && summaries.first.source == .summary)
        let reports = try compare(["1.json", "2.json"], in: scratch)
        #expect(try SchemaCheck.run("compare-report-1", report: "r.json", in: scratch).status == 0)
        #expect(reports.overlap == nil && reports.missing.count == 1 && reports.first.source == .report)
        #expect(reports.changes == report.changes)
    }

    @Test func whatWasLearntIsComparedInPairedResamples() throws {
        let scratch = try Scratch()
        let all = GeneratedText.records(260, seed: 5)
        try scratch.write("a.jsonl", lines(all))
        // The same documents in another order, under another name.
        try scratch.write("b.jsonl", lines(all.reversed()))
        let report = try compare(["a.jsonl", "b.jsonl", "--budget", "4KiB"], in: scratch)
        #expect(report.budget == 4096)
        let structure = try #require(report.changes.first { $0.path == "learning.structureRate" })
        #expect(structure.verdict == .tied && structure.difference.figure?.value == 0)
        let interval = try #require(structure.difference.figure?.interval)
        #expect(interval.lower == 0 && interval.upper == 0 && interval.method == FigureChange.paired)
        #expect(report.findings.contains { $0.id == "shared-documents" })
    }

    @Test func aRankingSaysWhichEvaluationSetIsInWhichCandidate() throws {
        let scratch = try Scratch()
        let all = GeneratedText.records(260, seed: 7)
        try scratch.write("clean.jsonl", lines(all[..<120]))
        try scratch.write("dirty.jsonl", lines(all[120..<250]))
        try scratch.write("eval.jsonl", lines(all[240...]))
        let run = try AssayProcess.run(
            [
                "rank", "clean.jsonl", "dirty.jsonl", "--against", "eval.jsonl", "--given", "clean.jsonl", "--budget",
                "4KiB", "--format", "json", "-o", "r.json",
            ], directory: scratch.directory)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try SchemaCheck.run("rank-report-1", report: "r.json", in: scratch).status == 0)
        let report = try JSONDecoder().decode(RankReport.self, from: try Data(contentsOf: scratch.url("r.json")))
        let rows = try #require(report.contamination?.evaluationSets.first).corpora
        #expect(rows.map(\.corpus) == report.candidates.map(\.name))
        for row in rows {
            let documents = try #require(row.shares.first { $0.unit == .documents })
            #expect(documents.share.figure?.value == (row.corpus == "dirty.jsonl" ? 0.5 : 0))
        }
        #expect(report.findings.contains { $0.id == "contaminated" && $0.message.hasPrefix("dirty.jsonl") })
        let overlaps = try #require(report.baseOverlaps)
        let expected: [Double?] = rows.map { $0.corpus == "clean.jsonl" ? 1 : 0 }
        #expect(overlaps.map { $0.units.first?.firstInSecond.distinct.figure?.value } == expected)
    }

    @Test func tokensAndTextAreShownEscaped() throws {
        let scratch = try Scratch()
        try scratch.write("a/t.txt", "hello world\n".utf8)
        try scratch.write("b/t.txt", "hello \u{1B}[31mw\u{1B}[0m|rld\n".utf8)
        let run = try AssayProcess.run(["compare", "a", "b", "--quick"], directory: scratch.directory)
        #expect(run.status == 0 && !run.output.contains("\u{1B}"), "\(run.errors)")
        #expect(run.output.contains("a → b"))
        let markdown = try AssayProcess.run(
            ["compare", "a", "b", "--quick", "--all", "--format", "markdown"], directory: scratch.directory)
        #expect(markdown.status == 0 && !markdown.output.contains("\u{1B}"))
        #expect(markdown.output.contains("initialLosses.bytes.uniform"))
    }

    @Test(
        arguments: [
            (["a.txt"], 2), (["a.txt", "missing"], 2), (["a.txt", "a.txt", "--name", "x"], 2),
            (["a.txt", "bad.assay"], 3),
            (["ids.bin", "more.bin", "--input-format", "u16", "--vocabulary-size", "9"], 0),
        ] as [([String], Int32)])
    func exitCodes(arguments: [String], status: Int32) throws {
        let scratch = try Scratch()
        try scratch.write("a.txt", "some text of a corpus\n".utf8)
        try scratch.write("ids.bin", (0..<64).flatMap { [UInt8($0 % 9), 0] })
        try scratch.write("more.bin", (0..<90).flatMap { [UInt8($0 % 5), 0] })
        try scratch.write("bad.assay", "no summary".utf8)
        let run = try AssayProcess.run(["compare"] + arguments + ["--quick"], directory: scratch.directory)
        #expect(run.status == status, "\(run.errors)")
    }
}
