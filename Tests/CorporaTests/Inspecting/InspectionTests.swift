import Diagnostics
import Foundation
import Testing

@testable import Corpora

@Suite struct InspectionTests {
    private func inspect(
        _ bytes: some Sequence<UInt8>, name: String = "a", options: CorpusOptions = CorpusOptions()
    ) throws -> FileInspection {
        let corpus = try TemporaryCorpus()
        try corpus.write(name, bytes)
        return try CorpusReader(options: options).inspect(corpus.file(name), sampleLength: 10)
    }

    @Test func aSmallFileIsItsOwnHead() throws {
        let found = try inspect("\n {\"text\": \"  \\u0000 first text\"}\n{\"text\": 1}\n{\"text\": \"b\"}".utf8)
        #expect(found.description.format == .jsonLines(TextFieldRule(field: "text")))
        #expect(found.textFieldReason == .usual)
        #expect(found.headIsWhole)
        #expect(found.head.records == 3 && found.head.documents == 2 && found.head.failures == 1)
        #expect(found.failures.map(\.code) == [.missingTextField])
        #expect(found.sample == "first text" && !found.sampleIsCut)
        #expect(found.lines == nil)
    }

    @Test func onlyTheHeadOfALargeFileIsRead() throws {
        let line = Array(("{\"id\": 1, \"body\": \"" + String(repeating: "x", count: 1000) + "\"}\n").utf8)
        let found = try inspect(repeatElement(line, count: 3000).joined())
        #expect(!found.headIsWhole)
        #expect(found.failures.isEmpty && found.head.failures == 0)
        #expect(found.head.records == UInt64((1 << 20) / line.count))
        #expect(found.sample == "xxxxxxxxxx" && found.sampleIsCut)
        let text = try inspect(repeatElement(Array("line\n".utf8), count: 1 << 19).joined())
        #expect(!text.headIsWhole && text.head.decodedBytes == 1 << 20 && text.lines == UInt64((1 << 20) / 5))
    }

    @Test func aTextThatBeginsLateIsFound() throws {
        let blank = [UInt8](repeating: 0x0A, count: 3 << 20)
        let found = try inspect(blank + Array("late".utf8))
        #expect(found.sample == "late" && found.headIsWhole)
    }

    @Test func theReasonForATextField() throws {
        #expect(try inspect("{\"a\": \"x\", \"b\": \"yyy\"}\n".utf8).textFieldReason == .longest)
        let options = CorpusOptions(textField: TextFieldRule(field: "a"))
        #expect(try inspect("{\"a\": \"x\", \"b\": \"yyy\"}\n".utf8, options: options).textFieldReason == .given)
        #expect(try inspect("{\n{\n".utf8, name: "a.jsonl").textFieldReason == .noGoodRecord)
        #expect(try inspect("plain\n".utf8).textFieldReason == nil)
    }

    @Test func theFormatThatIsSaidIsTaken() throws {
        let records = "{\"text\": \"x\"}\n{\"text\": \"y\"}\n".utf8
        #expect(try inspect(records, options: CorpusOptions(inputFormat: .text)).description.format == .plainText)
        let broken = try inspect("words\n{\"text\": \"x\"}\n".utf8, options: CorpusOptions(inputFormat: .jsonLines))
        #expect(broken.description.format == .jsonLines(TextFieldRule(field: "text")))
        #expect(broken.head.failures == 1 && broken.sample == "x")
    }

    @Test func damageInTheHeadIsSaid() throws {
        try #require(isInstalled("gzip"))
        let records = (0..<2000).map { "{\"text\": \"\($0 &* 2_654_435_761)\"}\n" }.joined()
        let found = try inspect(pipe(records.utf8, through: "gzip", ["-c"]).dropLast(100))
        #expect(found.failures.map(\.code) == [.truncatedInput])
        #expect(found.description.compression == [.gzip])
    }
}
