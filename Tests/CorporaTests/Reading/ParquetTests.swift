import Diagnostics
import Parquet
import SharedData
import Testing

@testable import Corpora

/// Parquet corpora: rows are records, row groups are cut into units.
@Suite struct ParquetCorpusTests {
    private typealias Node = ParquetWriter.Node
    private typealias Entry = ParquetWriter.Entry

    private func column(_ name: String) -> [Node] { [Node(name: name, repetition: 1, convertedType: 0)] }

    private func entries(_ texts: [String?]) -> [Entry] {
        texts.map { Entry(definition: $0 == nil ? 0 : 1, value: $0.map { Array($0.utf8) }) }
    }

    private let chat = [
        Node(name: "messages", repetition: 1, convertedType: 3, childCount: 1),
        Node(name: "list", repetition: 2, childCount: 1),
        Node(name: "element", repetition: 1, childCount: 1),
        Node(name: "content", repetition: 1, convertedType: 0),
    ]

    @Test func rowsAreRecords() throws {
        let corpus = try TemporaryCorpus()
        let file = ParquetWriter().file(column("text"), [entries(["one", nil, ""]), entries(["two\nlines", nil])])
        let collector = try corpus.read("a.parquet", file)
        #expect(collector.texts == ["one", "", "two\nlines"])
        #expect(collector.positions.map(\.row) == [0, 2, 3])
        #expect(collector.codes == [.missingTextField, .missingTextField])
        #expect(collector.failures.map(\.location.row) == [1, 4])
    }

    /// A null is what a JSON record without text is.
    @Test func sameAsJSONLines() throws {
        let corpus = try TemporaryCorpus()
        let texts: [String?] = (0..<200).map { $0 % 7 == 0 ? nil : String(repeating: "text \($0) ", count: $0) }
        let lines = texts.map { $0.map { "{\"text\": \"\($0)\"}\n" } ?? "{\"text\": null}\n" }.joined()
        let json = try corpus.read("a.jsonl", Array(lines.utf8))
        let parquet = try corpus.read("a.parquet", ParquetWriter().file(column("text"), [entries(texts)]))
        let isEqual = parquet.documents == json.documents
        #expect(isEqual)
        #expect(parquet.codes == json.codes)
    }

    @Test func chatsAreJoined() throws {
        let corpus = try TemporaryCorpus()
        let rows = [
            Entry(definition: 4, value: Array("hello".utf8)), Entry(repetition: 1, definition: 3),
            Entry(repetition: 1, definition: 4, value: Array("world".utf8)), Entry(definition: 0), Entry(definition: 1),
        ]
        let collector = try corpus.read("a.parquet", ParquetWriter().file(chat, [rows]))
        #expect(collector.texts == ["hello\nworld"])
        #expect(collector.codes == [.missingTextField, .missingTextField])
        let description = try CorpusReader().describe(corpus.file("a.parquet"))
        #expect(description.format.description == "Parquet (messages[].content)")
    }

    @Test(arguments: ["messages[].content", "messages", "messages.list.element.content"])
    func fieldsByEitherPath(field: String) throws {
        let corpus = try TemporaryCorpus()
        let options = CorpusOptions(textField: try TextFieldRule(parsing: field))
        let rows = [Entry(definition: 4, value: Array("hello".utf8))]
        let collector = try corpus.read("a.parquet", ParquetWriter().file(chat, [rows]), options: options)
        #expect(collector.texts == ["hello"])
    }

    @Test func longestColumnElse() throws {
        let corpus = try TemporaryCorpus()
        let collector = try corpus.read("a.parquet", ParquetWriter().file(column("odd.name"), [entries(["x"])]))
        #expect(collector.texts == ["x"])
        let description = try CorpusReader().describe(corpus.file("a.parquet"))
        #expect(description.format.description == "Parquet (\"odd.name\")")
    }

    @Test func missingColumn() throws {
        let corpus = try TemporaryCorpus()
        let options = CorpusOptions(textField: TextFieldRule(field: "body"))
        let file = ParquetWriter().file(column("text"), [entries(["x"])])
        let collector = try corpus.read("a.parquet", file, options: options)
        #expect(collector.codes == [.missingTextField])
        #expect(collector.failures.first?.message.contains("\"text\"") == true)
    }

    /// Whatever the unit size, every row group is read once, and the bytes sum to the file's.
    @Test(arguments: [1, 100, 1000, 1 << 20])
    func units(size: Int) throws {
        let corpus = try TemporaryCorpus()
        let groups = (0..<20).map { group in entries((0..<10).map { "group \(group) row \($0)" }) }
        let path = try corpus.write("a.parquet", ParquetWriter().file(column("text"), groups))
        let plan = CorpusPlan(CorpusDiscovery.discover(paths: [path]), options: CorpusOptions(unitSize: size))
        let reader = CorpusReader()
        var collector = Collector()
        var bytes: UInt64 = 0
        for unit in plan.units { bytes += reader.read(unit, into: &collector).decodedBytes }
        #expect(collector.positions.map(\.row) == (0..<200).map { UInt64($0) })
        #expect(bytes == plan.files.first?.file.size)
    }

    /// Damage in one row group costs the rest of that group, not those behind it.
    @Test func damage() throws {
        let corpus = try TemporaryCorpus()
        let groups = (0..<3).map { group in entries((0..<10).map { "group \(group) row \($0)" }) }
        var file = ParquetWriter().file(column("text"), groups)
        let place = try #require(file.indices.first { file[$0...].starts(with: Array("group 1 row 8".utf8)) })
        file[place - 4] = 200
        let collector = try corpus.read("a.parquet", file)
        #expect(collector.documents.count == 28)
        #expect(collector.codes == [.corruptInput])
        #expect(collector.failures.first?.location.row == 18)
    }

    @Test func refused() throws {
        let corpus = try TemporaryCorpus()
        let file = ParquetWriter().file(column("text"), [entries(["x"])])
        #expect(try corpus.read("cut.parquet", file.dropLast(3)).codes == [.truncatedInput])
        var encrypted = file
        encrypted.replaceSubrange(0..<4, with: Array("PARE".utf8))
        encrypted.replaceSubrange((file.count - 4)..., with: Array("PARE".utf8))
        #expect(try corpus.read("encrypted.parquet", encrypted).codes == [.encryptedInput])
        #expect(try corpus.read("text.txt", Array("PAR1 is how Parquet begins. PAR1".utf8)).texts.count == 1)
        if isInstalled("gzip") {
            let packed = try corpus.read("a.parquet.gz", try pipe(file, through: "gzip", ["-c"]))
            #expect(packed.codes == [.unsupportedFormat])
        }
    }

    @Test func longTexts() throws {
        let corpus = try TemporaryCorpus()
        let file = ParquetWriter().file(column("text"), [entries(["short", String(repeating: "x", count: 100_000)])])
        let options = CorpusOptions(maximumRecordBytes: 50_000)
        let collector = try corpus.read("a.parquet", file, options: options)
        #expect(collector.texts == ["short"] && collector.codes == [.recordTooLarge])
        #expect(try corpus.read("a.parquet").documents.map(\.count) == [5, 65_536, 34_464])
    }
}
