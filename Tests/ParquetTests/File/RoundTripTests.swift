import Diagnostics
import Parquet
import SharedData
import Testing

/// Files of the tests' own writer, in every encoding and page version.
@Suite struct RoundTripTests {
    struct Case: CustomTestStringConvertible {
        let encoding: Int
        let version: Int
        let pageEntries: Int
        var testDescription: String { "encoding \(encoding), pages v\(version) of \(pageEntries)" }
    }

    static let cases = [0, 2, 6, 7, 8].flatMap { encoding in
        [1, 2].flatMap { version in
            [1, 7, 5000].map { Case(encoding: encoding, version: version, pageEntries: $0) }
        }
    }

    private func check(_ test: Case, _ nodes: [ParquetWriter.Node], _ groups: [[ParquetWriter.Entry]]) throws {
        var writer = ParquetWriter()
        writer.options.encoding = test.encoding
        writer.options.version = test.version
        writer.options.pageEntries = test.pageEntries
        let (read, rows, failure) = try entries(of: writer.file(nodes, groups))
        #expect(failure == nil)
        #expect(rows == groups.joined().count { $0.repetition == 0 })
        let isEqual = read == Array(groups.joined())
        #expect(isEqual)
    }

    @Test(arguments: cases)
    func texts(test: Case) throws {
        var generator = SplitMix(seed: 1)
        // More entries than a batch of levels has.
        let count = test.pageEntries == 5000 ? 4500 : 100
        try check(test, textNodes, [randomTexts(count, &generator), randomTexts(10, &generator)])
    }

    @Test(arguments: cases)
    func lists(test: Case) throws {
        var generator = SplitMix(seed: 2)
        try check(test, chatNodes, [randomChats(test.pageEntries == 5000 ? 1500 : 60, &generator)])
    }

    /// A row that reaches over many pages and batches is put together from copies.
    @Test(arguments: cases)
    func longRow(test: Case) throws {
        var generator = SplitMix(seed: 3)
        let count = test.pageEntries == 1 ? 200 : 5000
        let row = randomTexts(count, &generator).enumerated().map { index, entry in
            ParquetWriter.Entry(
                repetition: index == 0 ? 0 : 1, definition: entry.value == nil ? 3 : 4, value: entry.value)
        }
        try check(test, chatNodes, [row])
    }

    @Test func requiredColumn() throws {
        let nodes = [ParquetWriter.Node(name: "text", repetition: 0)]
        let values = (0..<10).map { ParquetWriter.Entry(value: Array("value \($0)".utf8)) }
        for test in Self.cases { try check(test, nodes, [values]) }
    }

    @Test func noRows() throws {
        let (read, rows, failure) = try entries(of: ParquetWriter().file(textNodes, []))
        #expect(read.isEmpty && rows == 0 && failure == nil)
    }

    @Test func schema() throws {
        try withFile(ParquetWriter().file(chatNodes, [])) { path in
            let column = try #require(try ParquetFile(path: path).columns.first)
            #expect(column.name == "messages.list.element.content")
            #expect(column.keys.map(\.name) == ["messages", "content"] && column.keys.map(\.each) == [true, false])
            #expect(column.maximumDefinitionLevel == 4 && column.maximumRepetitionLevel == 1)
            #expect(column.isText && column.isReadable)
        }
    }
}
