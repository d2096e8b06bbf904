import Assessment
import Foundation
import Reporting
import Testing

/// `assay ngrams`: the model, its score and its ARPA file.
@Suite("N-grams")
struct NGramsCommandTests {
    private func report(_ run: AssayProcess) throws -> NGramReport {
        try JSONDecoder().decode(NGramReport.self, from: Data(run.output.utf8))
    }

    @Test func scoresWhatWasHeldOut() throws {
        let scratch = try Scratch()
        try scratch.write("c.jsonl", (GeneratedText.records(400, seed: 3).joined(separator: "\n") + "\n").utf8)
        let run = try AssayProcess.run(
            ["ngrams", "c.jsonl", "--order", "3", "--arpa", "m.arpa", "--format", "json", "-o", "r.json"],
            directory: scratch.directory)
        #expect(run.status == 0, "\(run.errors)")
        let json = try Data(contentsOf: scratch.url("r.json"))
        let report = try JSONDecoder().decode(NGramReport.self, from: json)
        let heldOut = try #require(report.heldOut)
        #expect(report.trained.documents + heldOut.scored.documents == 400)
        #expect((10..<100).contains(heldOut.scored.documents))
        #expect(heldOut.perToken.kind == .diagnostic && heldOut.perToken.interval != nil && heldOut.perByte == nil)
        #expect(abs(heldOut.perplexity - exp2(heldOut.perToken.value)) < 1e-6 * heldOut.perplexity)
        #expect(try SchemaCheck.run("ngram-report-1", report: "r.json", in: scratch).status == 0)
        let arpa = try String(contentsOf: scratch.url("m.arpa"), encoding: .utf8)
        for (index, order) in report.orders.enumerated() {
            #expect(arpa.contains("\nngram \(index + 1)=\(order.ngrams)\n"))
        }
        // The order of the files and little memory change nothing.
        let lines = GeneratedText.records(400, seed: 3)
        try scratch.write("d/1.jsonl", (lines[200...].joined(separator: "\n") + "\n").utf8)
        try scratch.write("d/2.jsonl", (lines[..<200].joined(separator: "\n") + "\n").utf8)
        let other = try AssayProcess.run(
            ["ngrams", "d", "--order", "3", "--memory", "1MiB", "--format", "json"], directory: scratch.directory)
        #expect(try self.report(other).heldOut == heldOut)
    }

    @Test func idsAreABound() throws {
        let scratch = try Scratch()
        // Ids 0 to 4 of 6 are in use, in documents of nine that an id 5 ends.
        let ids = (0..<5000).map { (place: Int) -> UInt16 in
            let value = (place * place / 7 + place / 13) % 5
            return place % 10 == 9 ? 5 : UInt16(value)
        }
        try scratch.write("t.bin", ids.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
        let run = try AssayProcess.run(
            [
                "ngrams", "t.bin", "--input-format", "u16", "--vocabulary-size", "8", "--end-of-document", "5",
                "--order",
                "2", "--format", "json",
            ], directory: scratch.directory)
        #expect(run.status == 0, "\(run.errors)")
        let report = try self.report(run)
        #expect(report.vocabularySize == 8 && report.tokens == "token ids")
        let heldOut = try #require(report.heldOut)
        #expect(heldOut.perToken.kind == .bound && heldOut.perByte == nil && heldOut.perToken.value < 3.1)
    }

    @Test func testFilesAndRefusals() throws {
        let scratch = try Scratch()
        try scratch.write("a.txt", "a b c\nb c d\na c <s>\n".utf8)
        try scratch.write("b.txt", "a b new\n".utf8)
        func run(_ arguments: String...) throws -> AssayProcess {
            try AssayProcess.run(["ngrams"] + arguments, directory: scratch.directory)
        }
        let scored = try run("a.txt", "--test", "b.txt", "--format", "json", "--arpa", "m.arpa")
        let report = try self.report(scored)
        #expect(report.heldOut?.unknownTokens == 1 && report.heldOut?.scored.tokens == 4 && report.trained.tokens == 12)
        #expect(report.notes.contains { $0.contains("look artificial") })
        #expect(report.heldOut?.perToken.intervalAbsence != nil)
        #expect(try String(contentsOf: scratch.url("m.arpa"), encoding: .utf8).contains("\t\\<s>\t"))
        let table = try run("a.txt", "--held-out", "0")
        #expect(table.status == 0 && table.output.contains("No text was held out"))
        try scratch.write("empty.txt", [])
        let empty = try run("empty.txt")
        #expect(empty.status == 2 && empty.errors.contains("there is no sentence"))
        #expect(try run("a.txt", "--order", "7").status == 2)
        #expect(try run("a.txt", "--held-out", "0.5", "--test", "b.txt").status == 2)
        #expect(try run("a.txt", "--test", "missing.txt").status == 2)
        #expect(try run("a.txt", "--arpa", "no/such/folder.arpa").errors.contains("cannot be written"))
    }
}
