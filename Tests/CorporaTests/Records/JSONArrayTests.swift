import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Corpora

@Suite struct JSONArrayTests {
    private func layout(_ text: String, name: String = "a.json") throws -> FileFormat {
        let corpus = try TemporaryCorpus()
        try corpus.write(name, text)
        return try CorpusReader().describe(corpus.file(name)).format
    }

    private let text = TextFieldRule(field: "text")

    @Test(arguments: [
        #"[{"text": "a"}, {"text": "b"}]"#, "[\n{\"text\": \"a\"},\n{\"text\": \"b\"}\n]\n",
        "[\r\n  {\r\n    \"text\": \"a\"\r\n  },\r\n  {\r\n    \"text\": \"b\"\r\n  }\r\n]\r\n",
        "\u{FEFF}[{\"text\":\"a\"},{\"text\":\"b\"}]", #"[{"text": "a"}][{"text": "b"}]"#,
        "[{\"text\": \"a\"}]\n[{\"text\": \"b\"}]\n",
    ])
    func arrays(json: String) throws {
        let corpus = try TemporaryCorpus()
        for name in ["a.json", "a"] {
            #expect(try layout(json, name: name) == .json(.elements, text))
            let collector = try corpus.read(name, json.utf8)
            #expect(collector.texts == ["a", "b"] && collector.failures.isEmpty)
        }
    }

    @Test(arguments: [
        #"{"data": [{"text": "a"}, {"text": "b"}]}"#,
        #"{"version": "1", "data": [{"text": "a"}, {"text": "b"}], "n": 2}"#,
        "{\n  \"data\": [\n    {\"text\": \"a\"},\n    {\"text\": \"b\"}\n  ]\n}\n",
        #"{"labels": ["x", "y"], "data": [{"text": "a"}, {"text": "b"}]}"#,
    ])
    func objectsWithOneArray(json: String) throws {
        let corpus = try TemporaryCorpus()
        #expect(try layout(json) == .json(.member("data"), text))
        let collector = try corpus.read("a.json", json.utf8)
        #expect(collector.texts == ["a", "b"] && collector.failures.isEmpty)
    }

    @Test func objectsOverSeveralLines() throws {
        let json = "{\n  \"text\": \"a\"\n}\n{\n  \"text\": \"b\"\n}\n"
        #expect(try layout(json) == .json(.values, text))
        let corpus = try TemporaryCorpus()
        let collector = try corpus.read("a.json", json.utf8)
        #expect(collector.texts == ["a", "b"] && collector.failures.isEmpty)
        #expect(collector.positions.map(\.lineInUnit) == [0, 3] && collector.positions.map(\.byte) == [0, 18])
    }

    @Test func aRecordIsNoContainer() throws {
        let chat = #"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#
        let rule = try TextFieldRule(parsing: "messages[].content")
        #expect(try layout(chat) == .jsonLines(rule))
        #expect(
            try layout(chat.replacing("], ", with: "],\n").replacing("{\"role", with: "\n{\"role"))
                == .json(.values, rule))
        let tagged = #"{"text": "a", "spans": [{"from": 1, "to": 2}, {"from": 1, "to": 2}, {"from": 1, "to": 2}]}"#
        #expect(try layout(tagged) == .jsonLines(text))
        // The array is the smaller part.
        let caption = #"{"caption": "a caption that is long enough to be the most of it all", "boxes": [{"x": 1}]}"#
        #expect(try layout(caption) == .jsonLines(TextFieldRule(field: "caption")))
        // A name that says lines is believed.
        let line = #"{"title": "t", "data": [{"text": "a long text"}]}"#
        #expect(try layout(line, name: "a.jsonl") == .jsonLines(TextFieldRule(field: "title")))
    }

    @Test func largeContainersAreKnownByTheirBeginning() throws {
        let record = "{\"text\": \"" + String(repeating: "x", count: 1000) + "\"}"
        let records = Array(repeating: record, count: 2000).joined(separator: ",")
        #expect(try layout("[" + records + "]", name: "a") == .json(.elements, text))
        let container = "{\"version\": 1, \"rows\": [" + records + "]}"
        #expect(try layout(container, name: "a") == .json(.member("rows"), text))
        let corpus = try TemporaryCorpus()
        let collector = try corpus.read("a", container.utf8)
        #expect(collector.documents.count == 2000 && collector.failures.isEmpty)
    }

    @Test func severalArraysAreRefused() throws {
        let corpus = try TemporaryCorpus()
        let json = #"{"train": [{"text": "a"}, {"text": "b"}], "test": [{"text": "c"}]}"#
        let collector = try corpus.read("a.json", json.utf8)
        #expect(collector.codes == [.unsupportedFormat] && collector.failures[0].message.contains("\"test\""))
    }

    @Test func theTextFieldOptionCountsForRecords() throws {
        let corpus = try TemporaryCorpus()
        let options = CorpusOptions(textField: TextFieldRule(field: "abstract"))
        let json = #"{"title": "t", "papers": [{"text": "a", "abstract": "b"}]}"#
        #expect(try corpus.read("a.json", json.utf8, options: options).texts == ["b"])
    }

    @Test func depthIsBounded() throws {
        let corpus = try TemporaryCorpus()
        let deep = String(repeating: "[", count: 10_000)
        for name in ["a", "a.json"] {
            #expect(try corpus.read(name, deep.utf8).codes == [.jsonTooDeep])
            let closed = deep + String(repeating: "]", count: 10_000)
            #expect(try corpus.read(name, closed.utf8).codes == [.jsonTooDeep])
        }
        // Behind the head, one record of many.
        let good = "{\"text\": \"" + String(repeating: "x", count: 1 << 20) + "\"}"
        let record = "{\"text\": " + deep + String(repeating: "]", count: 10_000) + "}"
        let collector = try corpus.read("b.json", "[\(good),\(record),\(good)]".utf8)
        #expect(collector.positions.count { $0.piece == 0 } == 2 && collector.codes == [.jsonTooDeep])
    }

    /// The end of a value does not depend on where the bytes are cut; a naive scan is the oracle.
    @Test(arguments: 0..<200 as Range<UInt64>) func extentsInParts(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        let opening = Array("[{\"x".utf8)[Int(generator.next() % 4)]
        let alphabet = Array("\"\\\\{}[],:ax\n".utf8)
        let value = [opening] + (0..<60).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] }
        var expected: Int?
        var depth = 0
        var (isInString, isEscaped) = (false, false)
        for (index, byte) in value.enumerated() where expected == nil {
            if isEscaped {
                isEscaped = false
            } else if isInString {
                if byte == 0x5C { isEscaped = true }
                if byte == 0x22 {
                    isInString = false
                    if depth == 0 { expected = index + 1 }
                }
            } else if opening == UInt8(ascii: "x") {
                if "\"{}[],:\n".utf8.contains(byte) { expected = index }
            } else if byte == 0x22 {
                isInString = true
            } else if "{[".utf8.contains(byte) {
                depth += 1
            } else if "}]".utf8.contains(byte) {
                depth -= 1
                if depth == 0 { expected = index + 1 }
            }
        }
        for part in [1, 2, 3, 7, 100] {
            var extent = JSONExtent()
            var end: Int?
            var count = 0
            while end == nil && count < value.count {
                let from = count
                count = min(count + part, value.count)
                end = unsafe value.withUnsafeBufferPointer {
                    unsafe extent.scan(UnsafeBufferPointer(rebasing: $0[..<count]), from: from)
                }
            }
            #expect(end == expected, "seed \(seed), parts of \(part)")
        }
    }

    @Test func whatStandsWronglyBetweenRecordsIsTold() throws {
        let corpus = try TemporaryCorpus()
        let json = """
            [{"text": "a"} {"text": "b"},, {"text": "c"}, 5, "s", {"text": "d", "x": tru}, {"body": "e"}:
            {"text": "f"},] x {"text": "g"}
            """
        let collector = try corpus.read("a.json", json.utf8)
        #expect(collector.texts == ["a", "b", "c", "f"])
        #expect(
            collector.codes == [
                .jsonSyntax, .jsonSyntax, .jsonNotAnObject, .jsonNotAnObject, .jsonSyntax, .missingTextField,
                .jsonSyntax, .jsonSyntax, .jsonSyntax, .jsonSyntax, .jsonSyntax,
            ])
        #expect(collector.failures.allSatisfy { $0.location.line != nil && $0.location.path != nil })
    }

    @Test(arguments: [100, 5000, 3 << 19]) func theLimitHolds(limit: Int) throws {
        let corpus = try TemporaryCorpus()
        let lengths = [50, limit - 1, limit, limit + 1, 60, 2 * limit + 7, 70]
        var json = "["
        var expected: [Int] = []
        var tooLong: [UInt64] = []
        for (index, length) in lengths.enumerated() {
            if index > 0 { json += ",\n" }
            if length > limit { tooLong.append(UInt64(json.utf8.count)) } else { expected.append(length - 12) }
            json += "{\"text\": \"" + String(repeating: "x", count: length - 12) + "\"}"
        }
        let reader = CorpusReader(options: CorpusOptions(maximumRecordBytes: limit))
        try corpus.write("a.json", json + "]")
        let unit = WorkUnit(description: try reader.describe(corpus.file("a.json")), range: nil)
        var collector = Collector()
        let result = reader.read(unit, into: &collector)
        var sums: [Int] = []
        for (document, position) in zip(collector.documents, collector.positions) {
            if position.piece == 0 { sums.append(0) }
            sums[sums.count - 1] += document.count
        }
        #expect(sums == expected && result.isComplete)
        #expect(collector.codes == tooLong.map { _ in .recordTooLarge })
        #expect(collector.failures.map(\.location.byte) == tooLong)
        #expect(reader.records.capacity <= max(2 << 20, 4 * limit))
        #expect(result.records == 7 && result.decodedBytes == UInt64(json.utf8.count + 1))
        #expect(result.recordBytes == UInt64(expected.reduce(0) { $0 + $1 + 12 }))
    }

    /// A file cut anywhere: the complete records are there, and the error has the place of the one that is not.
    @Test(arguments: 0..<50 as Range<UInt64>) func cutAnywhere(seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        var json = seed % 2 == 0 ? "[" : "{\"n\": [1, 2], \"data\": ["
        var ends: [Int] = []
        for index in 0..<50 {
            if index > 0 { json += ",\n" }
            let filler = String(repeating: ["x", "\\\"", "\\\\", "}", "é"][Int(generator.next() % 5)], count: index)
            json += "{\"text\": \"\(index) \(filler)\"}"
            ends.append(json.utf8.count)
        }
        json += seed % 2 == 0 ? "]" : "], \"m\": 1}"
        let bytes = Array(json.utf8)
        let cut = 40 + Int(generator.next() % UInt64(bytes.count - 41))
        let corpus = try TemporaryCorpus()
        let collector = try corpus.read("a.json", bytes.prefix(cut))
        let complete = ends.count { $0 <= cut }
        #expect(collector.documents.count == complete, "seed \(seed), cut at \(cut)")
        #expect(collector.codes == [.truncatedInput], "seed \(seed), cut at \(cut)")
        let place = collector.failures.first?.location
        #expect(place?.byte ?? 0 <= UInt64(cut) && place?.byte ?? 0 >= UInt64(complete == 0 ? 0 : ends[complete - 1]))
        #expect(place?.line == place?.byte.map { UInt64(bytes.prefix(Int($0)).count { $0 == 0x0A }) + 1 })
    }

    /// Foundation as the oracle of arrays of random values in random formatting.
    @Test(arguments: 0..<40 as Range<UInt64>) func randomArraysEqualFoundations(seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        func value(_ depth: Int) -> Any {
            switch generator.next() % (depth > 3 ? 4 : 6) {
            case 0: return Int(generator.next() % 1000)
            case 1: return NSNull()
            case 2: return "a\"b\\c\n{[]}, \(generator.next() % 100)"
            case 3: return generator.next() % 2 == 0
            case 4: return (0..<Int(generator.next() % 4)).map { _ in value(depth + 1) }
            default:
                return Dictionary(
                    uniqueKeysWithValues: (0..<Int(generator.next() % 4)).map { ("k\($0)\"", value(depth + 1)) })
            }
        }
        let texts = (0..<30).map { index in
            "\(index) "
                + String(repeating: ["\\", "\"", "x]", "ü", "\u{1F600}"][Int(generator.next() % 5)], count: index % 17)
        }
        let records: [[String: Any]] = texts.map { ["text": $0, "meta": value(0), "more": value(0)] }
        let formatting: JSONSerialization.WritingOptions =
            seed % 2 == 0 ? [.prettyPrinted, .sortedKeys] : [.sortedKeys]
        let data = try JSONSerialization.data(withJSONObject: records, options: formatting)
        let corpus = try TemporaryCorpus()
        let collector = try corpus.read("a.json", data)
        #expect(collector.texts == texts && collector.failures.isEmpty, "seed \(seed)")
        // The same in a member, after members of any kind.
        let whole: [String: Any] = ["a": value(2), "records": records, "z": value(2)]
        let inside = try JSONSerialization.data(withJSONObject: whole, options: formatting)
        let again = try corpus.read("b.json", inside)
        #expect(again.texts == texts && again.failures.isEmpty, "seed \(seed)")
    }

    @Test(
        .enabled(if: SharedData.has("data/hostile/json")), arguments: HostileDataTests.names(in: "data/hostile/json"))
    func hostileElements(name: String) throws {
        let bytes = Array(try #require(SharedData.data("data/hostile/json/" + name)))
        let good = Array("{\"text\": \"good\"}".utf8)
        let corpus = try TemporaryCorpus()
        // As an element between good ones: what comes before it is read, whatever it holds.
        let goods = Array(repeatElement(good + Array(",\n".utf8), count: 3).joined())
        try corpus.write("a.json", [UInt8(ascii: "[")] + goods + bytes + Array(",".utf8) + good + Array("]".utf8))
        let unit = WorkUnit(
            description: FileDescription(
                file: try corpus.file("a.json"), compression: [], format: .json(.elements, text), contentOffset: 0),
            range: nil)
        var collector = Collector()
        let result = CorpusReader().read(unit, into: &collector)
        let found = collector.texts.count { $0 == "good" }
        #expect(found >= 3)
        let syntax = collector.codes.filter { $0 != .jsonNotAnObject && $0 != .missingTextField }
        if name.hasPrefix("y_") { #expect(syntax.isEmpty && found == 4 && result.isComplete) }
        // A comment or a bare word may be an error of its own, but never none. Blanks and a byte order mark alone make
        // an empty element, which the commas tell.
        if name.hasPrefix("n_") { #expect(!collector.codes.isEmpty) }

        // As the whole file.
        var whole = Collector()
        try corpus.write("b.json", bytes)
        let plan = CorpusPlan(CorpusDiscovery.discover(paths: [corpus.path("b.json")]))
        for unit in plan.units { _ = CorpusReader().read(unit, into: &whole) }
        // Arrays after each other are read.
        if name.hasPrefix("n_"), name != "n_structure_double_array.json",
            bytes.first == UInt8(ascii: "[") || bytes.first == UInt8(ascii: "{")
        {
            #expect(!plan.failures.isEmpty || !whole.failures.isEmpty)
        }
    }
}
