import Foundation
import Testing

/// The same corpus gives the same report, byte for byte, however it is given.
///
/// Threads and builds: ``GoldenOutputTests``.
@Suite("Same report")
struct SameReportTests {
    /// A corpus of text and records, some of them repeated, with a sample that does not hold all of it.
    private func corpus(_ scratch: Scratch) throws {
        try scratch.write("c/a.txt", GeneratedText.words(60_000, seed: 1).utf8)
        try scratch.write("c/b/b.txt", GeneratedText.words(9_000, seed: 2).utf8)
        let records = GeneratedText.records(900, seed: 3)
        try scratch.write("c/r.jsonl", (records + records[..<100]).joined(separator: "\n").utf8)
        try scratch.write("c/bad.jsonl", ([records[0], "[1]", "{"] + records[1...40]).joined(separator: "\n").utf8)
    }

    private func scan(_ arguments: [String], _ scratch: Scratch) throws -> String {
        let run = try AssayProcess.run(
            ["scan", "--format", "json", "--sample-size", "128KiB", "--allow-unreadable", "0.5"] + arguments,
            directory: scratch.directory)
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }

    @Test func `the order of the paths does not change it`() throws {
        let scratch = try Scratch()
        try corpus(scratch)
        let paths = ["c/a.txt", "c/b", "c/r.jsonl", "c/bad.jsonl"]
        let first = try scan(paths, scratch)
        for _ in 0..<3 { #expect(try scan(paths.shuffled(), scratch) == first) }
    }

    @Test func `one file of records cut into twenty is the same corpus`() throws {
        let scratch = try Scratch()
        let records = GeneratedText.records(1000, seed: 9)
        try scratch.write("whole/r.jsonl", records.joined(separator: "\n").utf8)
        for part in 0..<20 {
            let name = String(format: "cut/r-%02d.jsonl", part)
            try scratch.write(name, records[part * 50..<part * 50 + 50].joined(separator: "\n").utf8)
        }
        #expect(
            try withoutInput(scan(["--name", "x", "whole"], scratch))
                == withoutInput(scan(["--name", "x", "cut"], scratch)))
    }

    @Test func `one text file cut into twenty at its grid points is the same corpus`() throws {
        let scratch = try Scratch()
        // Lines of 64 bytes end at every grid point.
        let text = (0..<20 * 1024).map { index -> String in
            let line = GeneratedText.words(16, seed: UInt64(index)).replacing("\n", with: " ").prefix(63)
            return line + String(repeating: "-", count: 63 - line.count) + "\n"
        }.joined()
        try scratch.write("whole/t.txt", text.utf8)
        let bytes = Array(text.utf8)
        for part in 0..<20 {
            try scratch.write(String(format: "cut/t-%02d.txt", part), bytes[part << 16..<(part + 1) << 16])
        }
        #expect(
            try withoutInput(scan(["--name", "x", "whole"], scratch))
                == withoutInput(scan(["--name", "x", "cut"], scratch)))
    }

    @Test func `where the corpus lies does not change it`() throws {
        let scratch = try Scratch()
        try scratch.write("one/c/t.txt", GeneratedText.words(5000, seed: 4).utf8)
        try scratch.write("two/deep/c/t.txt", GeneratedText.words(5000, seed: 4).utf8)
        #expect(try scan(["one/c"], scratch) == scan([scratch.url("two/deep/c").path], scratch))
    }

    /// The report as JSON without the part that names and counts files, and without the places of examples.
    private func withoutInput(_ report: String) throws -> String {
        var object = ReportJSON.withoutPlaces(
            try #require(try JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any]))
        #expect(object.removeValue(forKey: "input") != nil)
        return String(
            decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys), as: UTF8.self)
    }
}
