import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Corpora

@Suite struct ArrowTests {
    private let long = String(repeating: "word ", count: 30)

    private static func bytes(_ fixture: String) throws -> [UInt8] {
        Array(try #require(Data(base64Encoded: fixture, options: .ignoreUnknownCharacters)))
    }

    private func read(_ fixture: String, options: CorpusOptions = CorpusOptions()) throws -> Collector {
        try TemporaryCorpus().read("a.arrow", Self.bytes(fixture), options: options)
    }

    @Test(arguments: [false, true]) func rowsAreRecords(inFile: Bool) throws {
        let bytes = try Self.bytes(inFile ? ArrowFixtures.file : ArrowFixtures.stream)
        for bytes in [bytes, try pipe(bytes, through: "gzip", ["-c"])] {
            let collector = try TemporaryCorpus().read("a", bytes)
            #expect(collector.texts == ["one", "", "vier ü", long])
            #expect(collector.positions.map(\.lineInUnit) == [0, 1, 3, 4])
            #expect(Set(collector.positions.map(\.byte)).count == 4)
            #expect(collector.codes == [.missingTextField] && collector.failures[0].location.line == 3)
        }
    }

    @Test func largeStringsInLZ4() throws {
        #expect(try read(ArrowFixtures.lz4).texts == [long, long + "!"])
        let tags = try read(ArrowFixtures.lz4, options: CorpusOptions(textField: TextFieldRule(field: "tags")))
        #expect(tags.texts == ["a\nb"] && tags.codes == [.missingTextField])
    }

    @Test func chatsInZstandard() throws {
        let collector = try read(ArrowFixtures.zstd)
        #expect(collector.texts == ["hello\nhi", "alone"] && collector.codes == [.missingTextField])
    }

    @Test func theFieldIsFoundAsInRecords() throws {
        let corpus = try TemporaryCorpus()
        func rule(_ fixture: String) throws -> String {
            try corpus.write("a", Self.bytes(fixture))
            return try CorpusReader().describe(corpus.file("a")).format.description
        }
        #expect(try rule(ArrowFixtures.pair) == "Arrow (prompt + completion)")
        #expect(try rule(ArrowFixtures.longest) == "Arrow (longer)")
        #expect(try rule(ArrowFixtures.zstd) == "Arrow (messages[].content)")
        #expect(try rule(ArrowFixtures.lz4) == "Arrow (body)")
        #expect(try read(ArrowFixtures.pair).texts == ["p1\nc1", "p3\nc3"])
        #expect(try read(ArrowFixtures.numbers).codes == [.missingTextField])
        let encoded = try read(ArrowFixtures.pair, options: CorpusOptions(textField: TextFieldRule(field: "kind")))
        #expect(encoded.documents.isEmpty && encoded.codes == [.missingTextField])
    }

    @Test func rowsInsideAnArchiveAreRead() throws {
        var tar = TarWriter()
        tar.add("a.arrow", try Self.bytes(ArrowFixtures.stream))
        tar.add("b.txt", "text")
        #expect(try TemporaryCorpus().read("a", tar.finished).texts == ["one", "", "vier ü", long, "text"])
    }

    @Test func everyBatchBeforeACutIsRead() throws {
        let corpus = try TemporaryCorpus()
        let bytes = try Self.bytes(ArrowFixtures.stream)
        var counts: [Int] = []
        for length in stride(from: 16, through: bytes.count, by: 8) {
            let collector = try corpus.read("a", bytes.prefix(length))
            counts.append(collector.documents.count)
            #expect(["one", "", "vier ü", long].starts(with: collector.texts), "cut at \(length)")
            // Between two messages nothing tells that there was more.
            let codes = collector.codes.filter { $0 != .missingTextField }
            #expect(codes == [.truncatedInput] || codes.isEmpty, "cut at \(length)")
        }
        #expect(counts == counts.sorted() && Set(counts) == [0, 2, 3, 4])
    }

    @Test(arguments: 0..<4) func flippedBitsAreSurvived(fixture: Int) throws {
        let corpus = try TemporaryCorpus()
        let fixtures = [ArrowFixtures.stream, ArrowFixtures.file, ArrowFixtures.lz4, ArrowFixtures.zstd]
        let whole = try Self.bytes(fixtures[fixture])
        for seed in 0..<200 as Range<UInt64> {
            var generator = SplitMix(seed: seed)
            var bytes = whole
            for _ in 0...Int(seed % 6) {
                let index = Int.random(in: 8..<bytes.count, using: &generator)
                bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            }
            let collector = try corpus.read("a", bytes)
            #expect(collector.documents.count + collector.failures.count <= 100, "seed \(seed)")
        }
    }
}
