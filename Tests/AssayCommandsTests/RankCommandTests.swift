import Assessment
import Foundation
import SharedData
import Testing

/// `assay rank`, as a user gives it.
@Suite("Ranking")
struct RankCommandTests {
    private func rank(_ arguments: [String], in scratch: Scratch) throws -> AssayProcess {
        try AssayProcess.run(["rank"] + arguments, directory: scratch.directory)
    }

    private func report(_ arguments: [String], in scratch: Scratch) throws -> (report: RankReport, json: String) {
        let run = try rank(arguments + ["--format", "json"], in: scratch)
        #expect(run.status == 0, "\(run.errors)")
        return (try JSONDecoder().decode(RankReport.self, from: Data(run.output.utf8)), run.output)
    }

    /// Records of sentences from a lexicon of their own.
    private func lines(_ count: Int, lexicon: UInt64, seed: UInt64) -> [String] {
        var lexical = SplitMix(seed: lexicon)
        let words = (0..<400).map { _ in
            String(
                (0..<Int(2 + lexical.next() % 6)).map { _ in Character(Unicode.Scalar(UInt8(97 + lexical.next() % 26)))
                })
        }
        var random = SplitMix(seed: seed)
        return (0..<count).map { _ in
            let text = (0..<60).map { _ in words[Int(min(random.next() % 400, random.next() % 400))] }
            return "{\"text\": \"\(text.joined(separator: " "))\"}"
        }
    }

    /// A record of letters that nothing can be learnt of.
    private func letters(seed: UInt64) -> String {
        var random = SplitMix(seed: 1000 + seed)
        let text = (0..<300).map { _ in Character(Unicode.Scalar(UInt8(97 + random.next() % 26))) }
        return "{\"text\": \"\(String(text))\"}"
    }

    private func write(_ scratch: Scratch, _ name: String, _ lines: [String]) throws {
        try scratch.write("\(name)/d.jsonl", lines.joined(separator: "\n").utf8)
    }

    private func pair(_ report: RankReport, _ a: String, _ b: String) throws -> RankReport.Comparison {
        try #require(
            report.comparisons.first { ($0.first == a && $0.second == b) || ($0.first == b && $0.second == a) })
    }

    @Test func `a copy and shuffled documents tie, noise and repeats fall, and nothing else changes the report`() throws
    {
        let scratch = try Scratch()
        let base = lines(160, lexicon: 1, seed: 2)
        var random = SplitMix(seed: 3)
        try write(scratch, "base", base)
        try write(scratch, "copy", base)
        try write(scratch, "shuffled", base.shuffled(using: &random))
        try write(scratch, "repeated", Array(repeating: base.prefix(10), count: 16).flatMap { $0 })
        try write(scratch, "letters", (0..<160).map { letters(seed: $0) })
        let names = ["base", "copy", "shuffled", "repeated", "letters"]
        let (report, json) = try self.report(names + ["--budget", "32KiB"], in: scratch)
        #expect(report.budget == 32 << 10 && report.criterion == .structure && report.isTrustworthy)
        #expect(report.comparisons.count == 10)
        for other in ["copy", "shuffled"] {
            let tie = try pair(report, "base", other)
            #expect(tie.isTie && tie.probability == 0.5 && tie.difference.value == 0)
        }
        for worse in ["repeated", "letters"] {
            let decided = try pair(report, "base", worse)
            #expect(decided.first == "base" && !decided.isTie && decided.probability > 0.975)
        }
        #expect(report.candidates.first.map { [$0.bestPlace, $0.worstPlace] } == [1, 3])
        #expect(report.candidates.first?.tiesWith == ["copy", "shuffled"])
        let base0 = try #require(report.candidates.first)
        #expect(base0.levels.map(\.budget) == [32 << 10, 8 << 10, 2 << 10])
        // A byte teaches more where less was read.
        let rates = base0.levels.map(\.structureRate.value)
        #expect(rates == rates.sorted() && rates[0] > 0)
        #expect(report.candidates.last { $0.name == "letters" }?.findings.contains { $0.id == "noise-like" } == true)

        let other = try self.report(
            names.reversed() + ["--budget", "32KiB", "--threads", "1"], in: scratch)
        #expect(other.json == json)
        let each = try self.report(["--each", ".", "--budget", "40000", "--threads", "3"], in: scratch)
        #expect(each.report.candidates == report.candidates && each.report.comparisons == report.comparisons)
        #expect(each.report.budgetReason.contains("40000"))
        // Other orders give other figures of the same corpora.
        let reseeded = try self.report(["base", "copy", "--budget", "32KiB", "--seed", "9"], in: scratch).report
        #expect(try pair(reseeded, "base", "copy").probability == 0.5)
        #expect(reseeded.candidates[0].levels[0].structureRate != base0.levels[0].structureRate)
    }

    @Test func `scan and rank say the same of a corpus, and a summary stands for it`() throws {
        let scratch = try Scratch()
        try write(scratch, "one", lines(200, lexicon: 5, seed: 6))
        try write(scratch, "two", lines(200, lexicon: 7, seed: 8))
        let scan = try AssayProcess.run(
            ["scan", "one", "--format", "json", "--budget", "32KiB", "--summary", "one.assay"],
            directory: scratch.directory)
        let scanned = try #require(
            try JSONDecoder().decode(CorpusReport.self, from: Data(scan.output.utf8)).learning)
        let (direct, json) = try report(["one", "two"], in: scratch)
        #expect(direct.budget == 32 << 10 && direct.budgetReason.contains("every candidate reaches"))
        let ranked = try #require(direct.candidates.first { $0.name == "one" })
        #expect(ranked.levels[0].structureRate == scanned.structureRate)
        #expect(ranked.levels[0].stillLearning == scanned.stillLearning)
        #expect(ranked.entropy == scanned.entropy && ranked.noiseShare == scanned.noiseShare)
        #expect(ranked.inDocumentGain == scanned.inDocumentGain)
        #expect(try report(["one.assay", "two"], in: scratch).json == json)
    }

    @Test func `what suits the target saves its loss, what is known is not new, and a copy adds nothing`() throws {
        let scratch = try Scratch()
        try write(scratch, "same", lines(160, lexicon: 1, seed: 21))
        try write(scratch, "copy", lines(160, lexicon: 1, seed: 21))
        try write(scratch, "other", lines(160, lexicon: 4, seed: 22))
        let target = lines(120, lexicon: 1, seed: 23)
        try write(scratch, "want", target + lines(1, lexicon: 1, seed: 21))
        let arguments = [
            "same", "other", "copy", "--target", "want", "--given", "same", "--mix", "--budget", "32KiB",
        ]
        let (report, _) = try self.report(arguments, in: scratch)
        #expect(report.criterion == .rankSum && report.targets.map(\.name) == ["want"])
        let gains = Dictionary(
            uniqueKeysWithValues: report.candidates.map { ($0.name, $0.transfers[0].gain) })
        let (same, other) = (try #require(gains["same"]), try #require(gains["other"]))
        #expect((same.interval?.lower ?? 0) > 0 && same.value > other.value, "\(same), \(other)")
        #expect(gains["copy"] == same)
        #expect(report.candidates[0].transfers[0].sharedDocuments == 1)
        // Equal candidates share their ranks.
        let sums = Dictionary(uniqueKeysWithValues: report.candidates.map { ($0.name, $0.rankSum ?? 0) })
        #expect(sums["same"] == sums["copy"] && sums.values.reduce(0, +) == 12)
        #expect(try pair(report, "same", "copy").isTie)

        #expect(report.base?.name == "same")
        let given = Dictionary(uniqueKeysWithValues: report.candidates.map { ($0.name, $0.given) })
        let known = try #require(given["copy"] ?? nil)
        let new = try #require(given["other"] ?? nil)
        #expect(known.newShare.value < 0.5 && new.newShare.value > 0.8)
        #expect(abs(known.newShare.value - known.newBits.value / known.bitsWithout.value) < 1e-9)
        #expect(known.structureRate.value < 0.1 * new.structureRate.value)

        let mixture = try #require(report.mixture)
        #expect(mixture.bytesOfEach == UInt64((32 << 10) / 3))
        #expect(mixture.recipe.count == 3 && mixture.recipe.last?.probabilityOfBest == nil)
        // One of the twins comes last and teaches nothing that the other did not.
        #expect(mixture.recipe.last?.candidate != "other")
        let last = try #require(mixture.recipe.last?.newStructure.value)
        #expect(last < 0.1 * mixture.recipe[0].newStructure.value)
        for addition in mixture.additions where addition.candidate != "other" {
            #expect(addition.beyondOthers.value < 0.1 * addition.alone.value)
        }

        // Every form has every candidate; JSON follows the schema.
        let table = try rank(arguments, in: scratch)
        let markdown = try rank(arguments + ["--format", "markdown"], in: scratch)
        for text in [table.output, markdown.output] {
            for part in ["same", "other", "copy", "want", "starting recipe", "ties"] {
                #expect(text.contains(part), "\(part)")
            }
        }
        let csv = try rank(arguments + ["--format", "csv"], in: scratch)
        let rows = csv.output.split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(rows.count == 4 && rows.allSatisfy { $0.count == rows[0].count })
        #expect(rows[1][0] == report.candidates[0].name)
        _ = try rank(arguments + ["--format", "json", "--output", "r.json"], in: scratch)
        if FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/jsonschema") {
            let check = try SchemaCheck.run("rank-report-1", report: "r.json", in: scratch)
            #expect(check.status == 0, "\(check.errors)")
        }
    }

    @Test func `corpora that fall short are ranked all the same, and what is wrong is said`() throws {
        let scratch = try Scratch()
        try write(scratch, "a", lines(100, lexicon: 1, seed: 31))
        try write(scratch, "b/x", lines(12, lexicon: 2, seed: 32))
        try write(scratch, "c/x", ["{\"text\": \"one\"}"])
        let (report, _) = try self.report(["a", "b/x", "c/x", "--budget", "16KiB"], in: scratch)
        #expect(report.candidates.map(\.name) == ["a", "b/x", "c/x"])
        #expect(
            report.candidates[1].learntBytes < 16 << 10 && report.candidates[1].levels[0].structureRate.interval == nil)
        #expect(report.candidates[2].levels[0].structureRate.value == 0 && report.candidates[2].learntBytes == 0)
        #expect(report.findings.map(\.id).contains("short") && report.findings.map(\.id).contains("few-documents"))

        try scratch.write(
            "bad/d.jsonl",
            (lines(30, lexicon: 1, seed: 33) + Array(repeating: "{", count: 9))
                .joined(separator: "\n").utf8)
        let bad = try rank(["a", "bad", "--budget", "8KiB"], in: scratch)
        #expect(bad.status == 3 && bad.output.contains("could not be read"))
        #expect(try rank(["a", "bad", "--budget", "8KiB", "--allow-unreadable", "0.5"], in: scratch).status == 0)
        let refused: [[String]] = [
            [], ["a", "a"], ["a", "missing"], ["a", "--budget", "1KiB"], ["--each", "a"], ["a", "--target", "missing"],
            ["a", "--vocabulary-size", "10"], ["a", "--threads", "-1"], ["a", "--allow-unreadable", "2"],
        ]
        for wrong in refused {
            let run = try rank(wrong, in: scratch)
            #expect(run.status == 2 && !run.errors.isEmpty && run.output.isEmpty, "\(wrong): \(run.status)")
        }
    }
}
