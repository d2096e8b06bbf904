import Diagnostics
import Testing

@testable import Corpora

@Suite struct WebDatasetTests {
    private let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0, 1, 2]

    private func describe(_ tar: TarWriter, options: CorpusOptions = CorpusOptions()) throws -> FileFormat {
        let corpus = try TemporaryCorpus()
        try corpus.write("a.tar", tar.finished)
        return try CorpusReader(options: options).describe(corpus.file("a.tar")).format
    }

    @Test func theTextOfASampleIsItsTextMember() throws {
        var tar = TarWriter()
        for index in 0..<40 {
            tar.add("shard/\(index).jpg", picture)
            tar.add("shard/\(index).json", "{\"caption\": \"metadata\"}")
            if index != 37 {
                tar.add("shard/\(index).txt", index == 3 ? "{\"text\": \"a caption\"}" : "caption \(index)")
            }
        }
        #expect(try describe(tar) == .tar(.textMembers))
        let corpus = try TemporaryCorpus()
        let collector = try corpus.read("a.tar", tar.finished)
        #expect(
            collector.texts
                == (0..<40).filter { $0 != 37 }.map { $0 == 3 ? "{\"text\": \"a caption\"}" : "caption \($0)" })
        #expect(collector.codes == [.missingTextField] && collector.failures[0].location.member == "shard/37.jpg")
        var again = Collector()
        let reader = CorpusReader()
        let result = reader.read(
            WorkUnit(description: try reader.describe(corpus.file("a.tar")), range: nil), into: &again)
        #expect(result.omissions == [.besideText: 80] && result.records == 40 && result.failures == 1)
    }

    @Test func theLastSampleMayLackItsText() throws {
        var tar = TarWriter()
        tar.add("0.jpg", picture)
        tar.add("0.txt", "zero")
        tar.add("1.jpg", picture)
        let collector = try TemporaryCorpus().read("a.tar", tar.finished)
        #expect(collector.texts == ["zero"] && collector.codes == [.missingTextField])
    }

    @Test func theTextOfASampleIsInItsRecord() throws {
        var tar = TarWriter()
        let long = String(repeating: "long line\n", count: 10_000)
        for index in 0..<10 {
            tar.add("\(index).cls", "7")
            tar.add("\(index).json", "{\n  \"id\": \(index),\n  \"caption\": \"caption \(index)\"\n}\n")
        }
        tar.add("10.cls", "7")
        tar.add("10.json", "{\"caption\": \"\(long.replacing("\n", with: "\\n"))\"}")
        tar.add("11.cls", "7")
        tar.add("11.json", "[1, 2]")
        tar.add("12.cls", "7")
        tar.add("12.json", "{\"id\": 12}")
        #expect(try describe(tar) == .tar(.jsonMembers(TextFieldRule(field: "caption"))))
        let collector = try TemporaryCorpus().read("a.tar", tar.finished)
        let isRight =
            collector.documents == (0..<10).map { Array("caption \($0)".utf8) }
            + DocumentGridTests.naivePieces(Array(long.utf8))
        #expect(isRight)
        #expect(collector.codes == [.jsonNotAnObject, .missingTextField])
        #expect(collector.failures.map(\.location.member) == ["11.json", "12.json"])
        let options = CorpusOptions(textField: TextFieldRule(field: "id"), maximumRecordBytes: 50)
        #expect(try describe(tar, options: options) == .tar(.jsonMembers(TextFieldRule(field: "id"))))
        let limited = try TemporaryCorpus().read("a.tar", tar.finished, options: options)
        #expect(limited.codes.count { $0 == .recordTooLarge } == 1)
    }

    @Test func sourceCodeAndSeparateFilesAreNoSamples() throws {
        var code = TarWriter()
        var separate = TarWriter()
        for index in 0..<10 {
            code.add("\(index).c", "int x;")
            code.add("\(index).h", "int x;")
            separate.add("\(index).txt", "text")
            separate.add("\(index)a.json", "{\"text\": \"a\"}")
        }
        #expect(try describe(code) == .tar(.files) && describe(separate) == .tar(.files))
        #expect(try TemporaryCorpus().read("a", separate.finished).texts.count == 20)
    }
}
