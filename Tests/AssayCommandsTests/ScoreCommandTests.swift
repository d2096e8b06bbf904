import Foundation
import SharedData
import Testing

/// `assay score`: order, places, formats, models and work units.
@Suite("Scores")
struct ScoreCommandTests {
    struct Line: Decodable {
        var path: String
        var id: Int?
        var byte: Int
        var piece: Int?
        var bytes: Int
        var scalars: Int
        var words: Int
        var bitsPerByte: Double?
        var bitsPerToken: Double?
        var surpriseDeviation: Double?
        var contextDeviation: Double?
        var learnedBitsPerByte: Double?
        var repeatedLineShare: Double?
        var encodedShare: Double?
        var openBrackets: Int
        var hash: String
        var copies: Int?
        var nearDuplicates: Near?
        var labels: [String]

        struct Near: Decodable {
            var cluster: String
            var documents: Int
        }
    }

    static func lines(_ output: String) throws -> [Line] {
        try output.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }

    static func record(_ id: Int, _ text: String) throws -> String {
        let quoted = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
        return #"{"id": \#(id), "text": \#(quoted)}"#
    }

    /// A corpus of two files: 90 records, among them a copy, a near copy, a long one, an empty one, and plain text.
    static func corpus(in scratch: Scratch) throws -> [String] {
        var texts = (0..<80).map { GeneratedText.words(60 + $0 % 40, seed: UInt64($0 % 5) &+ 77) + "é \($0)" }
        texts.append(texts[3])
        texts.append(texts[4] + " and some more")
        texts.append(GeneratedText.words(14_000, seed: 9))
        texts.append("")
        let records = try texts.enumerated().map { try record($0.offset, $0.element) }
        try scratch.write("c/a.jsonl", (records.joined(separator: "\n") + "\n").utf8)
        try scratch.write("c/b.txt", GeneratedText.words(20_000, seed: 11).utf8)
        return texts
    }

    private func run(_ scratch: Scratch, _ arguments: String...) throws -> AssayProcess {
        try AssayProcess.run(["score"] + arguments, directory: scratch.directory)
    }

    @Test func everyDocumentHasALineInOrder() throws {
        let scratch = try Scratch()
        let texts = try Self.corpus(in: scratch)
        let scored = try run(scratch, "c", "--threads", "1")
        #expect(scored.status == 0, "\(scored.errors)")
        let lines = try Self.lines(scored.output)
        let records = lines.filter { $0.path == "a.jsonl" }
        #expect(records.map(\.id) == Array(texts.indices) && records.allSatisfy { $0.piece == nil })
        for (line, text) in zip(records, texts) {
            #expect(line.bytes == text.utf8.count && line.scalars == text.unicodeScalars.count)
            #expect(line.words == text.split { $0.isWhitespace }.count)
        }
        let file = try Data(contentsOf: scratch.url("c/a.jsonl"))
        for line in records { #expect(file[line.byte] == UInt8(ascii: "{")) }
        // Plain text is in pieces that add up.
        let pieces = lines.filter { $0.path == "b.txt" }
        #expect(pieces.map(\.piece) == Array(0..<pieces.count) && pieces.count > 1)
        #expect(pieces.reduce(0) { $0 + $1.bytes } == (try Data(contentsOf: scratch.url("c/b.txt"))).count)
        // A copy is one by its hash, a near copy by its cluster, and nothing is said of what has none.
        #expect(
            records[80].hash == records[3].hash && records[80].copies == 2 && records[80].labels.contains("duplicate"))
        #expect(records[80].bitsPerByte == records[3].bitsPerByte && records[5].copies == 1)
        #expect(records[81].nearDuplicates?.cluster == records[4].nearDuplicates?.cluster)
        #expect(records[81].nearDuplicates != nil && records[82].nearDuplicates == nil)
        #expect(records[83].labels == ["empty"] && records[83].bitsPerByte == nil)
        // Neither the threads nor the place of the model's corpus matter.
        #expect(try run(scratch, "c", "--threads", "3").output == scored.output)
        #expect(
            try AssayProcess.run(
                ["scan", "c", "--summary", "m.assay", "--quick", "-o", "r"], directory: scratch.directory
            )
            .status != 2)
        #expect(try run(scratch, "c", "--model", "m.assay").output == scored.output)
        #expect(try run(scratch, "c/a.jsonl", "c/b.txt", "--model", "c").output == scored.output)
        for (number, line) in scored.output.split(separator: "\n").enumerated()
        where [0, 80, 81, 83, 84].contains(number) {
            try scratch.write("line.json", line.utf8)
            let check = try SchemaCheck.run("document-score-1", report: "line.json", in: scratch)
            #expect(check.status == 0, "\(check.errors)")
        }
    }

    @Test func workUnitsAddUp() throws {
        let scratch = try Scratch()
        _ = try Self.corpus(in: scratch)
        let whole = try run(scratch, "c", "--model", "c").output
        _ = try AssayProcess.run(["plan", "c", "--unit-size", "64KiB", "-o", "p"], directory: scratch.directory)
        let units = try String(contentsOf: scratch.url("p"), encoding: .utf8).split(separator: "\n").dropFirst(2)
        #expect(units.count > 1)
        for part in ["1/2", "2/2"] {
            let run = try run(scratch, "--plan", "p", "--part", part, "--output", "s", "--model", "c")
            #expect(run.status == 0, "\(run.errors)")
        }
        var joined = ""
        for unit in units {
            let record = try JSONSerialization.jsonObject(with: Data(unit.utf8)) as? [String: Any]
            let key = try #require(record?["unit"] as? String)
            joined += try String(contentsOf: scratch.url("s/\(key).jsonl"), encoding: .utf8)
        }
        #expect(joined == whole)
        let again = try run(scratch, "--plan", "p", "--output", "s", "--model", "c")
        #expect(again.errors.contains("0 units scored"))
    }

    /// Files mirror the corpus; spans end where the text does, in Unicode scalars.
    @Test func dolmaAndRedPajama() throws {
        let scratch = try Scratch()
        let texts = (0..<30).map { GeneratedText.words(50, seed: UInt64($0)) + "é😀" }
        let records = try texts.enumerated().map { try Self.record($0.offset, $0.element) }.joined(separator: "\n")
        try scratch.write("documents/en/a.json", (records + "\n").utf8)
        #expect(
            try AssayProcess.run(["-n", "documents/en/a.json"], binary: "/usr/bin/gzip", directory: scratch.directory)
                .status == 0)
        try scratch.write("documents/b.jsonl", (try Self.record(7, "a b c d") + "\n").utf8)
        #expect(try self.run(scratch, "documents", "--format", "dolma", "--output", "attributes/assay").status == 0)
        let unpacked = try AssayProcess.run(
            ["-dc", "attributes/assay/en/a.json.gz"], binary: "/usr/bin/gzip", directory: scratch.directory)
        let lines = unpacked.output.split(separator: "\n")
        #expect(lines.count == texts.count)
        for (number, line) in lines.enumerated() {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["id"] as? Int == number && object.count == 2)
            let attributes = try #require(object["attributes"] as? [String: [[Double]]])
            #expect(attributes["assay__bits_per_byte"] != nil && attributes["assay__label_encoded"]?[0][2] == 0)
            for (name, spans) in attributes {
                #expect(name.hasPrefix("assay__") && spans.count == 1 && spans[0].count == 3)
                #expect(spans[0][0] == 0 && spans[0][1] == Double(texts[number].unicodeScalars.count))
            }
        }
        #expect(FileManager.default.fileExists(atPath: scratch.url("attributes/assay/b.jsonl").path))
        let signals = try self.run(scratch, "documents/b.jsonl", "--format", "redpajama", "--model", "documents")
        let object = try JSONSerialization.jsonObject(with: Data(signals.output.utf8)) as? [String: Any]
        #expect((object?["quality_signals"] as? [String: [[Double]]])?["assay_bits_per_byte"]?[0][1] == 7)
    }

    /// A small version of Scripts/compare defects.
    @Test(.enabled(if: SharedData.has("data/corpora/prose/pride-and-prejudice.txt")))
    func tellsDefects() throws {
        let scratch = try Scratch()
        let data = try #require(SharedData.data("data/corpora/prose/pride-and-prejudice.txt"))
        let paragraphs = String(decoding: data, as: UTF8.self).replacing("\r\n", with: "\n").split(separator: "\n\n")
        let german = SharedData.data("data/corpora/multilingual/de_pud-ud-test.txt").map {
            String(decoding: $0, as: UTF8.self)
        }
        let foreign = (german ?? "").split(separator: "\n")
        var random = SplitMix(seed: 4)
        var texts = stride(from: 0, to: paragraphs.count - 8, by: 8).prefix(200).map {
            paragraphs[$0..<$0 + 8].joined(separator: "\n\n")
        }
        let sound = texts.count
        for number in 0..<8 {
            let text = texts[number * 20]
            let code = Data((0..<600).map { _ in UInt8(truncatingIfNeeded: random.next()) }).base64EncodedString()
            texts.append(text.prefix(400) + "\n" + code + "\n" + text.suffix(400))
            texts.append(text + String(repeating: "\nthe same line again and again", count: 30))
            texts.append(text.split(separator: " ").shuffled(using: &random).joined(separator: " "))
            texts.append(foreign[number * 10..<number * 10 + 8].joined(separator: "\n"))
            texts.append(String(try Self.record(number, text).dropLast(30)))
        }
        try scratch.write(
            "c.jsonl",
            (try texts.enumerated().map { try Self.record($0.offset, $0.element) }.joined(separator: "\n")).utf8)
        let lines = try Self.lines(try run(scratch, "c.jsonl").output)
        let columns: [(Line) -> Double] = [
            { $0.encodedShare ?? 0 }, { $0.repeatedLineShare ?? 0 }, { -($0.contextDeviation ?? 0) },
            { $0.surpriseDeviation ?? 0 }, { Double($0.openBrackets) },
        ]
        for (kind, column) in columns.enumerated() {
            let spoilt = stride(from: sound + kind, to: texts.count, by: columns.count).map { column(lines[$0]) }
            let others = lines[..<sound].map(column)
            let wins = spoilt.reduce(0.0) { sum, value in
                others.reduce(sum) { $0 + (value > $1 ? 1 : value == $1 ? 0.5 : 0) }
            }
            #expect(wins / Double(spoilt.count * others.count) >= 0.95, "defect \(kind)")
        }
    }

    @Test func refusals() throws {
        let scratch = try Scratch()
        try scratch.write("bad.jsonl", ("{\"text\": \"a b c\"}\n{\"text\": \n{\"text\": \"d e\"}\n").utf8)
        let bad = try run(scratch, "bad.jsonl")
        #expect(bad.status == 3 && bad.errors.contains("bad.jsonl:2") && bad.output.split(separator: "\n").count == 2)
        #expect(try run(scratch, "bad.jsonl", "--allow-unreadable", "0.5").status == 0)
        #expect(try run(scratch, "missing").status == 2)
        #expect(try run(scratch, "bad.jsonl", "--model", "missing").status == 2)
        #expect(try run(scratch, "bad.jsonl", "--format", "dolma").status == 2)
        #expect(try run(scratch, "--plan", "p", "--output", "o").errors.contains("--plan needs --model"))
        try scratch.write("empty.txt", [])
        #expect(try run(scratch, "empty.txt").errors.contains("no text to train on"))
        let thorough = try run(scratch, "bad.jsonl", "--allow-unreadable", "1", "--thorough", "--budget", "1KiB")
        #expect(try Self.lines(thorough.output).allSatisfy { ($0.learnedBitsPerByte ?? 0) > 0 })
    }
}
