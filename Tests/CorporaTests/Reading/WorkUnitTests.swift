import Diagnostics
import SharedData
import Testing

@testable import Corpora

@Suite struct WorkUnitTests {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The plain text's units, each read on its own by a fresh reader, give the pieces of the whole.
    @Test(arguments: [0, 40, 50_000], [false, true])
    func plainTextIsTheSameForEveryUnitSize(lineLength: Int, marked: Bool) throws {
        let text = DocumentGridTests.text(bytes: 1_000_000, lineLength: lineLength, seed: 7)
        let expected = DocumentGridTests.naivePieces(text)
        let corpus = try TemporaryCorpus()
        try corpus.write("a.txt", marked ? Self.byteOrderMark + text : text)
        let description = try CorpusReader().describe(corpus.file("a.txt"))
        #expect(description.format == .plainText)
        #expect(description.contentOffset == (marked ? 3 : 0))
        for size in [1, 65_536, 65_537, 200_000, 999_999, 1 << 30] {
            var collector = Collector()
            var decoded: UInt64 = 0
            for unit in description.units(size: size) {
                let result = CorpusReader().read(unit, into: &collector)
                #expect(result.isComplete)
                decoded += result.decodedBytes
            }
            #expect(collector.failures.isEmpty)
            #expect(collector.documents == expected, "unit size \(size)")
            #expect(decoded == UInt64(text.count + (marked ? 3 : 0)))
            var offset: UInt64 = 0
            for (index, position) in collector.positions.enumerated() {
                #expect(position.piece == UInt64(index) && position.pieceOffset == offset)
                #expect(position.byte == offset + (marked ? 3 : 0))
                offset += UInt64(expected[index].count)
            }
        }
    }

    @Test(arguments: [65_535, 65_536, 65_537, 131_072, 131_073, 163_840])
    func plainTextOfEveryLength(count: Int) throws {
        for ending in [0x61, 0x0A] as [UInt8] {
            var text = [UInt8](repeating: 0x61, count: count)
            text[count - 1] = ending
            let corpus = try TemporaryCorpus()
            try corpus.write("a.txt", text)
            let description = try CorpusReader().describe(corpus.file("a.txt"))
            var collector = Collector()
            for unit in description.units(size: 1) { _ = CorpusReader().read(unit, into: &collector) }
            #expect(collector.documents == DocumentGridTests.naivePieces(text))
        }
    }

    /// Records of many lengths, blank lines, carriage returns, bad records, one longer than several units.
    private func records(seed: UInt64) -> [UInt8] {
        var generator = SplitMix(seed: seed)
        var text: [UInt8] = []
        for index in 0..<300 {
            switch index == 0 ? 9 : generator.next() % 10 {
            case 0: text += Array("\n".utf8)
            case 1: text += Array(" \t\r\n".utf8)
            case 2: text += Array("{\"text\": \"\(index)\n".utf8)
            case 3: text += Array("{\"other\": \"\(index)\"}\r\n".utf8)
            default:
                let length = index == 150 ? 100_000 : Int(generator.next() % 200)
                text += Array("{\"text\": \"\(index) ".utf8) + [UInt8](repeating: 0x78, count: length)
                text += Array("\"}\n".utf8)
            }
        }
        return text.dropLast()
    }

    @Test(arguments: [1, 2, 3] as [UInt64], [false, true])
    func jsonLinesAreTheSameForEveryUnitSize(seed: UInt64, marked: Bool) throws {
        let corpus = try TemporaryCorpus()
        let bytes = (marked ? Self.byteOrderMark : []) + records(seed: seed)
        try corpus.write("a.jsonl", bytes)
        let description = try CorpusReader().describe(corpus.file("a.jsonl"))
        var whole = Collector()
        let total = CorpusReader().read(WorkUnit(description: description, range: nil), into: &whole)
        #expect(total.decodedBytes == UInt64(bytes.count))
        #expect(total.records == total.failures + UInt64(Set(whole.positions.map(\.lineInUnit)).count))
        #expect(whole.failures.count > 10 && whole.documents.count > 100)
        for size in [23, 100, 1000, 4096, 65_536] {
            var joined = Collector()
            var decoded: UInt64 = 0
            var lines: UInt64 = 0
            let reader = CorpusReader()
            for unit in description.units(size: size) {
                var part = Collector()
                let result = reader.read(unit, into: &part)
                joined.documents += part.documents
                for var position in part.positions {
                    position.lineInUnit! += lines
                    joined.positions.append(position)
                }
                for var failure in part.failures {
                    failure.location.line! += lines
                    joined.failures.append(failure)
                }
                decoded += result.decodedBytes
                lines += result.lineFeeds
            }
            #expect(joined.documents == whole.documents, "seed \(seed), unit size \(size)")
            #expect(joined.positions == whole.positions, "seed \(seed), unit size \(size)")
            #expect(joined.failures == whole.failures, "seed \(seed), unit size \(size)")
            #expect(decoded == total.decodedBytes && lines == total.lineFeeds)
        }
    }

    @Test func compressedFilesAreOneUnit() throws {
        let corpus = try TemporaryCorpus()
        let text = DocumentGridTests.text(bytes: 200_000, lineLength: 40, seed: 3)
        try corpus.write("a.gz", try pipe(text, through: "gzip", ["-c"]))
        let plan = CorpusPlan(
            CorpusDiscovery.discover(paths: [corpus.path]), options: CorpusOptions(unitSize: 1000))
        #expect(plan.units.count == 1 && plan.units[0].range == nil)
        #expect(try corpus.read("a.gz").documents == DocumentGridTests.naivePieces(text))
    }

    @Test func aFileThatShrinksOrGrowsIsAnError() throws {
        let corpus = try TemporaryCorpus()
        let text = DocumentGridTests.text(bytes: 200_000, lineLength: 40, seed: 3)
        try corpus.write("a.txt", text)
        let description = try CorpusReader().describe(corpus.file("a.txt"))
        let unit = WorkUnit(description: description, range: nil)
        try corpus.write("a.txt", text.prefix(150_000))
        var collector = Collector()
        let result = CorpusReader().read(unit, into: &collector)
        #expect(!result.isComplete && collector.codes == [.fileChanged])
        #expect(collector.failures[0].location.byte == 150_000)
        #expect(Array(collector.documents.joined()) == Array(text.prefix(150_000)))
        // Every unit says so, and the pieces that are there are delivered all the same.
        collector = Collector()
        let units = description.units(size: DocumentGrid.spacing)
        for unit in units { _ = CorpusReader().read(unit, into: &collector) }
        #expect(units.count == 4 && collector.codes == Array(repeating: .fileChanged, count: 4))
        #expect(Array(collector.documents.joined()) == Array(text.prefix(150_000)))
        try corpus.write("a.txt", text + text)
        collector = Collector()
        _ = CorpusReader().read(unit, into: &collector)
        let isWhole = Array(collector.documents.joined()) == text
        #expect(collector.codes == [.fileChanged] && isWhole)
    }

    @Test func aFileThatVanishesIsAnError() throws {
        let corpus = try TemporaryCorpus()
        try corpus.write("a.jsonl", "{\"text\": \"a\"}\n")
        let description = try CorpusReader().describe(corpus.file("a.jsonl"))
        try corpus.remove("a.jsonl")
        var collector = Collector()
        let result = CorpusReader().read(WorkUnit(description: description, range: nil), into: &collector)
        #expect(!result.isComplete && collector.codes == [.unreadableFile])
        #expect(collector.failures[0].location.path == corpus.path("a.jsonl"))
    }
}
