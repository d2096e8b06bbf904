import Diagnostics
import Testing

@testable import Corpora

@Suite struct RecordTests {
    @Test func badRecordsAreCountedAndReadingGoesOn() throws {
        let corpus = try TemporaryCorpus()
        let good = "{\"text\": \"good\"}\n"
        let bad: [(String, AssayError.Code)] = [
            ("{\"text\": \"a\"", .jsonSyntax), ("[\"text\"]", .jsonNotAnObject), ("null", .jsonNotAnObject),
            ("{\"body\": \"a\"}", .missingTextField), ("{\"text\": null}", .missingTextField),
            ("{\"text\": 1}", .missingTextField), ("{\"text\": \"a\"} x", .jsonSyntax), ("prose", .jsonSyntax),
            ("{\"text\": \"a\", \"id\": 123456789012345678901234}", .jsonNumber),
            (
                "{\"text\": " + String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000) + "}",
                .jsonTooDeep
            ),
        ]
        var text = String(repeating: good, count: 20)
        var offsets: [UInt64] = []
        for (record, _) in bad {
            offsets.append(UInt64(text.utf8.count))
            text += record + "\r\n\n" + good
        }
        let collector = try corpus.read("a.jsonl", text.utf8)
        #expect(collector.texts == Array(repeating: "good", count: 20 + bad.count))
        #expect(collector.codes == bad.map(\.1))
        #expect(collector.failures.map(\.location.byte) == offsets)
        #expect(collector.failures.map(\.location.line) == bad.indices.map { UInt64(21 + 3 * $0) })
        #expect(collector.failures.allSatisfy { $0.location.path == corpus.path("a.jsonl") })
    }

    @Test func invalidUTF8IsNamed() throws {
        let corpus = try TemporaryCorpus()
        let good = Array("{\"text\": \"good\"}\n".utf8)
        let bad = Array("{\"text\": \"".utf8) + [0xFF] + Array("\"}\n".utf8)
        let collector = try corpus.read("a.jsonl", good + bad + good)
        #expect(collector.documents.count == 2 && collector.codes == [.invalidUTF8InJSON])
    }

    @Test func longTextsAreCutOnTheGrid() throws {
        let corpus = try TemporaryCorpus()
        let text = DocumentGridTests.text(bytes: 400_000, lineLength: 0, seed: 9)
        let record = Array("{\"text\": \"".utf8) + text + Array("\"}\n".utf8)
        let collector = try corpus.read("a.jsonl", record + record)
        let pieces = DocumentGridTests.naivePieces(text)
        #expect(collector.documents == pieces + pieces)
        #expect(collector.positions.map(\.piece) == [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6])
        #expect(collector.positions.map(\.lineInUnit) == Array(repeating: 0, count: 7) + Array(repeating: 1, count: 7))
    }

    @Test(arguments: [100, 5000, 262_144, 300_000, 1_000_000])
    func theLimitOnRecordsHolds(limit: Int) throws {
        let corpus = try TemporaryCorpus()
        var text: [UInt8] = []
        var expected: [Int] = []
        var tooLong: [Int] = []
        for length in [50, limit - 1, limit, limit + 1, 60, 3 * limit, 70, 2_000_000, 80] {
            let record =
                Array("{\"text\": \"".utf8) + [UInt8](repeating: 0x78, count: length - 12) + Array("\"}\n".utf8)
            #expect(record.count == length + 1)
            if length > limit { tooLong.append(text.count) } else { expected.append(min(length - 12, 65_536)) }
            text += record
        }
        let options = CorpusOptions(maximumRecordBytes: limit)
        let collector = try corpus.read("a.jsonl", text, options: options)
        let firstPieces = zip(collector.documents, collector.positions).filter { $1.piece == 0 }.map(\.0.count)
        #expect(firstPieces == expected)
        #expect(collector.codes == tooLong.map { _ in .recordTooLarge })
        #expect(collector.failures.map(\.location.byte) == tooLong.map { UInt64($0) })
    }

    @Test func aLongLineNeedsLittleMemory() throws {
        let corpus = try TemporaryCorpus()
        let good = Array("{\"text\": \"good\"}\n".utf8)
        try corpus.write(
            "a.jsonl",
            Array("{\"text\": \"".utf8) + [UInt8](repeating: 0x78, count: 100 << 20) + Array("\"}\n".utf8) + good)
        let reader = CorpusReader(options: CorpusOptions(maximumRecordBytes: 1 << 20))
        let unit = WorkUnit(description: try reader.describe(corpus.file("a.jsonl")), range: nil)
        var collector = Collector()
        _ = reader.read(unit, into: &collector)
        #expect(collector.texts == ["good"] && collector.codes == [.recordTooLarge])
        #expect(reader.lines.capacity <= 2 << 20)
    }

    @Test func quotesAreShortAndHarmless() {
        func quote(_ text: String) -> String {
            unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe quoted($0) }
        }
        #expect(quote("plain") == "\"plain\"")
        #expect(quote("a\"b\\c\n\r\t\u{1B}[31m\u{7F}\u{202E}") == "\"a\\\"b\\\\c\\n\\r\\t\\u{1b}[31m\\u{7f}\\u{202e}\"")
        #expect(quote(String(repeating: "é", count: 41)) == "\"" + String(repeating: "é", count: 40) + "\"…")
        #expect(quote(String(repeating: "é", count: 40)) == "\"" + String(repeating: "é", count: 40) + "\"")
        #expect(quote("") == "\"\"")
    }
}
