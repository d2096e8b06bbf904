import Foundation
import SharedData
import Testing

/// The same texts give the same figures in whatever records and encoding they come.
@Suite("Record formats")
struct RecordFormatTests {
    private func report(_ name: String, _ bytes: some Sequence<UInt8>, in scratch: Scratch) throws -> [String: Any] {
        try scratch.write(name, bytes)
        let run = try AssayProcess.run(
            ["scan", "--quick", "--format", "json", "--name", "x", name], directory: scratch.directory)
        #expect(run.status == 0, "\(run.errors)")
        try scratch.write("report.json", run.output.utf8)
        let check = try SchemaCheck.run("corpus-report-1", report: "report.json", in: scratch)
        #expect(check.status == 0, "\(check.errors)")
        return try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    @Test func `a problem in Parquet names its row`() throws {
        let scratch = try Scratch()
        let node = ParquetWriter.Node(name: "text", repetition: 1, convertedType: 0)
        let rows = (0..<200).map { index in
            ParquetWriter.Entry(
                definition: index == 123 ? 0 : 1, value: index == 123 ? nil : Array("text \(index)".utf8))
        }
        let report = try report("a.parquet", ParquetWriter().file([node], [rows]), in: scratch)
        let problems = try #require((report["input"] as? [String: Any])?["problems"] as? [[String: Any]])
        let example = try #require((problems.first?["examples"] as? [[String: Any]])?.first)
        #expect(example["row"] as? Int == 123 && example["byte"] as? Int == 4)
        let run = try AssayProcess.run(["scan", "--quick", "a.parquet"], directory: scratch.directory)
        #expect(run.output.contains("a.parquet (row 123) (byte 4)"))
    }

    @Test func `one corpus in seven forms`() throws {
        let scratch = try Scratch()
        let texts = (0..<40).map { "naïve \"text\" \($0),\n" + GeneratedText.words(60, seed: UInt64($0)) }
        let records = try texts.map { text in
            String(decoding: try JSONSerialization.data(withJSONObject: ["text": text, "id": 1]), as: UTF8.self)
        }
        let quoted = texts.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
        let lines = records.joined(separator: "\n") + "\n"
        let forms: [(name: String, bytes: [UInt8], format: String, encoding: String?)] = [
            ("a.jsonl", Array(lines.utf8), "JSON Lines", nil),
            ("b.jsonl", [0xFF, 0xFE] + Array(lines.data(using: .utf16LittleEndian)!), "JSON Lines", "UTF-16LE"),
            ("c.jsonl", Array(lines.data(using: .windowsCP1252)!), "JSON Lines", "Windows-1252"),
            ("d.json", Array("[\(records.joined(separator: ",\n"))]".utf8), "JSON array", nil),
            ("e.json", Array("{\"rows\": [\(records.joined(separator: ", "))]}".utf8), "JSON array in \"rows\"", nil),
            ("f.csv", Array(("id,text\n" + quoted.map { "1,\($0)\n" }.joined()).utf8), "CSV", nil),
            ("g.tsv", Array(("text\tid\n" + quoted.map { "\($0)\t1\n" }.joined()).utf8), "TSV", nil),
        ]
        var first: NSDictionary?
        for form in forms {
            var report = ReportJSON.withoutPlaces(try report(form.name, form.bytes, in: scratch))
            let input = try #require(report.removeValue(forKey: "input") as? [String: Any])
            let format = try #require((input["formats"] as? [[String: Any]])?.first)
            #expect(format["format"] as? String == form.format && format["encoding"] as? String == form.encoding)
            #expect(format["textField"] as? String == "text")
            let counts = try #require(input["records"] as? [String: Any])
            #expect(counts["records"] as? Int == 40)
            #expect(counts["textBytes"] as? Int == texts.reduce(0) { $0 + $1.utf8.count })
            #expect(input["replacedCharacters"] as? Int == 0)
            let same = first == nil || first == report as NSDictionary
            #expect(same, "\(form.name)")
            first = first ?? report as NSDictionary
        }
    }
}
