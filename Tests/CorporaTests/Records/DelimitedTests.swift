import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Corpora

@Suite struct DelimitedTests {
    private func layout(_ text: String, name: String = "a.csv", field: String? = nil) throws -> DelimitedLayout? {
        let corpus = try TemporaryCorpus()
        try corpus.write(name, text)
        let options = CorpusOptions(textField: try field.map { try TextFieldRule(parsing: $0) })
        guard case .delimited(let layout) = try CorpusReader(options: options).describe(corpus.file(name)).format else {
            return nil
        }
        return layout
    }

    @Test func theHeaderNamesTheText() throws {
        let corpus = try TemporaryCorpus()
        let table = "id,text,source\n1,\"a, \"\"b\"\"\nc\",web\r\n\n2,plain \"quotes\",\"web\"\r\n3,,x\n4,\"\",x"
        let collector = try corpus.read("a.csv", table.utf8)
        #expect(collector.texts == ["a, \"b\"\nc", "plain \"quotes\"", "", ""] && collector.failures.isEmpty)
        #expect(collector.positions.map(\.lineInUnit) == [1, 4, 5, 6])
        #expect(try layout(table)?.textField.description == "text")
        #expect(try corpus.read("b.csv", "\u{FEFF}text,id\na,1\n".utf8).texts == ["a"])
    }

    @Test(arguments: [
        ("question,answer\nq,a\n", ["q\na"], "question + answer"),
        ("output,instruction\no,i\n", ["i\no"], "instruction + output"),
        ("output,instruction,input\no,i,n\no,i,\n", ["i\nn\no", "i\no"], "instruction + input + output"),
        ("n,remark\n1,a long remark\n2,another one\n", ["a long remark", "another one"], "remark"),
        ("1;this is; no header\n2;\"second; row\"; x\n", ["this is", "second; row"], "2"),
    ])
    func columnsAreChosen(table: String, texts: [String], columns: String) throws {
        let corpus = try TemporaryCorpus()
        #expect(try layout(table)?.textField.description == columns)
        #expect(try corpus.read("a.csv", table.utf8).texts == texts)
    }

    @Test func theOptionChoosesByNameOrNumber() throws {
        let corpus = try TemporaryCorpus()
        let table = "id\ttext\tmeta.title\n1\ta\tb\n2\tc\td\n"
        for (field, texts) in [
            ("text", ["a", "c"]), ("meta.title", ["b", "d"]), ("3", ["b", "d"]), ("3 + 2", ["b\na", "d\nc"]),
            ("id + text", ["1\na", "2\nc"]), ("none? + text", ["a", "c"]),
        ] {
            let options = CorpusOptions(textField: try TextFieldRule(parsing: field))
            #expect(try corpus.read("a.tsv", table.utf8, options: options).texts == texts, "\(field)")
        }
        for field in ["body", "4", "0"] {
            let options = CorpusOptions(textField: try TextFieldRule(parsing: field))
            let collector = try corpus.read("a.tsv", table.utf8, options: options)
            #expect(collector.codes == [.missingTextField] && collector.failures[0].message.contains("\"text\""))
        }
    }

    @Test(arguments: [
        ("a.txt", "a,b,c\n1,2,3\n4,5,6\n7,8,9\n"), ("a.csv", "a,b,c\n1,2,3\n4,5,6\n"), ("a.csv", ""),
        ("a.csv", "Well, this is prose.\nIt has commas, some of them, here.\nAnd here none.\n"),
        ("a", "text, more text\nSome, like it\nhot, and some\ncold\nin the pot, nine days old\n"),
        ("a.txt", "Peter Piper\tPickled\nA\tpeck\nof\tpickled\npeppers\ttoo\n"), ("a.csv", "one line\nanother line\n"),
    ])
    func notATable(name: String, text: String) throws {
        #expect(try layout(text, name: name) == nil)
    }

    @Test func aTableNeedsNoNameWhereItsHeaderIsClear() throws {
        let rows = (1...4).map { "\($0),a row\n" }.joined()
        #expect(try layout("id,text\n" + rows, name: "a")?.columns == [1])
        #expect(try layout("id,word\n" + rows, name: "a") == nil)
        #expect(try layout("id,word\n" + rows, name: "a", field: "word")?.columns == [1])
        #expect(try layout("id,text\n" + rows + "1,2,3\n", name: "a") == nil)
        #expect(try layout("text\n\"one\"\n\"two\"\n")?.fieldCount == 1)
    }

    @Test func badRowsAreCountedAndReadingGoesOn() throws {
        let corpus = try TemporaryCorpus()
        let good = "1,good\n"
        let bad: [(String, AssayError.Code)] = [
            ("1,2,3\n", .raggedRow), ("alone\n", .raggedRow), ("1,\"open\n", .unbalancedQuotes),
            ("1,\"closed\" early\n", .unbalancedQuotes), ("\"1\"x,y\n", .unbalancedQuotes),
            ("1,\"a\"\rb\n", .unbalancedQuotes),
        ]
        var table = "id,text\n" + String(repeating: good, count: 60)
        var lines: [UInt64] = []
        for (row, _) in bad {
            lines.append(UInt64(table.utf8.count { $0 == 0x0A } + 1))
            table += row + good + "2,\"quoted\"\n" + good
        }
        let collector = try corpus.read("a.csv", table.utf8)
        #expect(collector.codes == bad.map(\.1))
        #expect(collector.failures.map(\.location.line) == lines)
        #expect(collector.texts.count { $0 == "good" } == 60 + 2 * bad.count)
        #expect(collector.texts.count { $0 == "quoted" } == bad.count)
    }

    @Test func aStrayQuoteCostsOneRow() throws {
        let corpus = try TemporaryCorpus()
        let rows = (0..<5_000).map { "\($0),row\n" }
        let table = "id,text\n1,a\n2,\"stray\n" + rows.joined()
        // To the data's end, and to the limit.
        for limit in [16 << 20, 1000] {
            let options = CorpusOptions(maximumRecordBytes: limit)
            let collector = try corpus.read("a.csv", table.utf8, options: options)
            #expect(collector.documents.count == 5_001 && collector.codes == [.unbalancedQuotes])
            #expect(collector.failures.first?.location.line == 3)
        }
    }

    @Test(arguments: [100, 5000, 3 << 19]) func theLimitHolds(limit: Int) throws {
        let corpus = try TemporaryCorpus()
        var table = "id,text\n1,a\n"
        var tooLong: [UInt64] = []
        for (index, length) in [50, limit + 1, 60, 2 * limit + 7, 70].enumerated() {
            if length > limit { tooLong.append(UInt64(table.utf8.count)) }
            let filler = String(repeating: index == 1 ? "x" : "\n", count: length - 4)
            table += "1,\"" + filler + "\"\n"
            table += "1," + String(repeating: "y", count: 20) + "\n"
        }
        try corpus.write("a.csv", table)
        let reader = CorpusReader(options: CorpusOptions(maximumRecordBytes: limit))
        let unit = WorkUnit(description: try reader.describe(corpus.file("a.csv")), range: nil)
        var counter = Counter()
        let result = reader.read(unit, into: &counter)
        #expect(result.records == 11 && counter.failures.map(\.code) == [.recordTooLarge, .recordTooLarge])
        #expect(counter.failures.map(\.location.byte) == tooLong)
        #expect(counter.bytes == 1 + 46 + 56 + 66 + 5 * 20)
        #expect(reader.records.capacity <= max(2 << 20, 4 * limit))
        #expect(result.decodedBytes == UInt64(table.utf8.count) && result.isComplete)
    }

    /// Quotes that never match, on every line: time and memory are bounded all the same.
    @Test func nothingButQuotes() throws {
        let corpus = try TemporaryCorpus()
        let head = "id,text\n" + String(repeating: "1,a\n", count: 300)
        for line in ["1,\"\n", "\"\"\"\n", "1,\"x\"y\n", "\",\"x\n", "\"\n1,\"\"x\n"] {
            let table = head + String(repeating: line, count: 5_000)
            let collector = try corpus.read("a.csv", table.utf8)
            #expect(collector.documents.count + collector.failures.count > 1000 && collector.documents.count >= 300)
        }
    }

    /// A table cut anywhere: every complete row is there, and a cut within a row is told with its place.
    @Test(arguments: 0..<50 as Range<UInt64>) func cutAnywhere(seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        var table = "id,text,last\n"
        var ends: [Int] = []
        for index in 0..<60 {
            table += "\(index),\"row \(index)" + String(repeating: "\n\"\"", count: index % 5) + "\",end\n"
            ends.append(table.utf8.count)
        }
        let bytes = Array(table.utf8)
        let cut = 60 + Int(generator.next() % UInt64(bytes.count - 60))
        let corpus = try TemporaryCorpus()
        let collector = try corpus.read("a.csv", bytes.prefix(cut))
        let complete = ends.count { $0 <= cut }
        // A cut in the last field, or behind the row's last byte, leaves a row that looks complete.
        let looksComplete = bytes[..<cut].lastIndex(of: UInt8(ascii: ",")).map {
            bytes[$0...].starts(with: ",end".utf8)
        }
        let start = complete == 0 ? 13 : ends[complete - 1]
        let isWhole =
            cut == start
            || looksComplete == true && !bytes[start..<cut].isEmpty
                && bytes[start..<cut].count { $0 == UInt8(ascii: ",") } == 2
        #expect(
            collector.texts.prefix(complete).elementsEqual(
                (0..<complete).map {
                    "row \($0)" + String(repeating: "\n\"", count: $0 % 5)
                }), "seed \(seed), cut at \(cut)")
        #expect(collector.codes.contains(.truncatedInput) == !isWhole, "seed \(seed), cut at \(cut)")
        if let failure = collector.failures.first(where: { $0.code == .truncatedInput }) {
            #expect(failure.location.byte ?? 0 >= UInt64(start) && failure.location.path != nil)
        }
    }

    /// A naive reader of RFC 4180, character by character: rows of fields, without malformed quotes.
    private static func naiveRows(_ text: [UInt8]) -> [[[UInt8]]] {
        var rows: [[[UInt8]]] = []
        var row: [[UInt8]] = []
        var field: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        var index = 0
        func endRow() {
            if !wasQuoted, field.last == 0x0D { field.removeLast() }
            row.append(field)
            if !(row.count == 1 && field.isEmpty && !wasQuoted) { rows.append(row) }
            row = []
            field = []
            wasQuoted = false
        }
        while index < text.count {
            let byte = text[index]
            if isQuoted {
                if byte != 0x22 {
                    field.append(byte)
                } else if index + 1 < text.count && text[index + 1] == 0x22 {
                    field.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == 0x22 && field.isEmpty && !wasQuoted {
                isQuoted = true
                wasQuoted = true
            } else if byte == 0x2C {
                row.append(field)
                field = []
                wasQuoted = false
            } else if byte == 0x0A {
                endRow()
            } else if !(byte == 0x0D && wasQuoted) {
                field.append(byte)
            }
            index += 1
        }
        if !row.isEmpty || !field.isEmpty || wasQuoted { endRow() }
        return rows
    }

    @Test(arguments: 0..<60 as Range<UInt64>) func randomTablesEqualTheNaiveReaders(seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        let ending = seed % 3 == 0 ? "\r\n" : "\n"
        let pieces = ["a", "b", "é", " ", "\"", ",", "\n", "\r\n", "x\r", "long word", "\"\""]
        var table = "id,text,last" + ending
        for index in 0..<200 {
            let fields = (0..<2).map { _ in
                (0..<Int(generator.next() % 5)).map { _ in pieces[Int(generator.next() % 11)] }.joined()
            }
            let written = fields.map { field -> String in
                let needs = field.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
                return needs || generator.next() % 3 == 0 ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
            }
            table += "\(index)," + written.joined(separator: ",") + ending
            if generator.next() % 20 == 0 { table += ending }
        }
        let expected = Self.naiveRows(Array(table.utf8)).dropFirst()
        #expect(expected.count == 200 && expected.allSatisfy { $0.count == 3 }, "seed \(seed)")
        let corpus = try TemporaryCorpus()
        for (name, index) in [("text", 1), ("last", 2)] {
            let options = CorpusOptions(textField: TextFieldRule(field: name))
            let collector = try corpus.read("a.csv", table.utf8, options: options)
            #expect(collector.failures.isEmpty, "seed \(seed)")
            #expect(collector.documents == expected.map { $0[index] }, "seed \(seed)")
        }
        // The scan gives the same rows when the bytes come one at a time.
        try unsafe Array(table.utf8).withUnsafeBufferPointer { bytes in
            var scan = DelimitedRowScan(delimiter: 0x2C)
            var rows: [[[UInt8]]] = []
            var start = 0
            var end = 0
            while start < bytes.count {
                let rest = unsafe UnsafeBufferPointer(rebasing: bytes[start..<end])
                switch unsafe scan.scan(rest, isFinal: end == bytes.count) {
                case .row(let length):
                    if !scan.isBlank {
                        rows.append(
                            scan.fields.map { field in
                                var text: [UInt8] = []
                                unsafe field.append(of: rest, to: &text)
                                return text
                            })
                    }
                    start += length
                    end = max(end, start)
                    scan.restart()
                case .more: end += 1
                default: try #require(Bool(false), "seed \(seed)")
                }
            }
            #expect(rows.dropFirst() == expected, "seed \(seed)")
        }
    }

    /// Every column of the published examples has the texts of the published answers.
    @Test(
        .enabled(if: SharedData.has("data/hostile/csv")), arguments: HostileDataTests.names(in: "data/hostile/csv/csvs")
    )
    func publishedExamples(name: String) throws {
        let answer = try #require(SharedData.data("data/hostile/csv/json/" + name.replacing(".csv", with: ".json")))
        let rows = try #require(JSONSerialization.jsonObject(with: answer) as? [[String: String]])
        let corpus = try TemporaryCorpus()
        let table = Array(try #require(SharedData.data("data/hostile/csv/csvs/" + name)))
        try corpus.write(name, table)
        // A checkout may have taken the carriage returns out of a file, but not out of its answer.
        let hasReturns = table.contains(0x0D)
        for column in try #require(rows.first).keys {
            let options = CorpusOptions(textField: TextFieldRule(field: column))
            let collector = try corpus.read(name, options: options)
            #expect(collector.failures.isEmpty)
            let expected = rows.map { hasReturns ? $0[column] : $0[column]?.replacing("\r\n", with: "\n") }
            #expect(collector.texts == expected, "\(column)")
        }
    }
}
