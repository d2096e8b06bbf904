import Diagnostics
import SharedData
import Testing

@testable import Corpora

@Suite struct FormatTests {
    private func describe(_ bytes: [UInt8], name: String = "a") throws -> Result<FileDescription, AssayError> {
        let corpus = try TemporaryCorpus()
        try corpus.write(name, bytes)
        let file = try corpus.file(name)
        return Result { () throws(AssayError) in try CorpusReader().describe(file) }
    }

    private func format(_ text: String, name: String = "a") throws -> FileFormat? {
        try? describe(Array(text.utf8), name: name).get().format
    }

    private func code(_ bytes: [UInt8], name: String = "a") throws -> AssayError.Code? {
        if case .failure(let error) = try describe(bytes, name: name) { return error.code }
        return nil
    }

    private let textRule = FileFormat.jsonLines(TextFieldRule(field: "text"))

    @Test(arguments: [
        "Call me Ishmael.\n", "", "\n\n\n", "[Illustration]\n\nIt is a truth universally acknowledged",
        "[1] Smith, J. On brackets. 1999.\n[2] Jones.\n", "{ brace } yourself\n", "a,b,c\n1,2,3\n",
        "<?xml version=\"1.0\"?><a/>", "123\n456\n", "\"quoted\"\n", "ORCHIDS are flowers.\n",
        "{name}, hello\n{name}, good bye\n",
    ])
    func prose(text: String) throws {
        #expect(try format(text, name: "a.txt") == .plainText)
    }

    @Test func halfOfTheLinesAreEnough() throws {
        let good = "{\"text\": \"a\"}\n"
        #expect(try format(good) == textRule)
        #expect(try format("\n\n" + good + "prose\n") == textRule)
        #expect(try format(good + "prose\nprose\n") == .plainText)
        #expect(try format("{\"text\": \"no line feed\"}") == textRule)
        // What follows the sixteenth line does not count.
        #expect(try format(String(repeating: good, count: 16) + String(repeating: "x\n", count: 99)) == textRule)
        #expect(try format("\u{FEFF}" + good) == textRule)
    }

    @Test func theNameDecidesWhereTheContentDoesNot() throws {
        let broken = "{\"text\": \"a\n{\"text\": \"b\n"
        #expect(try format(broken, name: "a.txt") == .plainText)
        #expect(try format(broken, name: "a.jsonl") == textRule)
        #expect(try format(broken, name: "a.ndjson.zst") == textRule)
        #expect(try format("", name: "a.jsonl") == textRule)
        #expect(try format("prose in a file\nwith the wrong name\n", name: "a.jsonl") == .plainText)
        // A first record longer than what is looked at.
        let long = "{\"content\": \"" + String(repeating: "x", count: 1 << 21) + "\"}\n"
        #expect(try format(long) == .jsonLines(TextFieldRule(field: "content")))
    }

    @Test(arguments: ["[1, 2]\n[3, 4]\n", "[\"a\", \"b\"]", "[[{\"text\": \"a\"}]]"])
    func arraysOfWhatAreNoRecordsAreRefusedWithAdvice(text: String) throws {
        guard case .failure(let error) = try describe(Array(text.utf8), name: "a.json") else {
            Issue.record("accepted")
            return
        }
        #expect(error.code == .unsupportedFormat && error.message.contains("jq"))
    }

    @Test(arguments: [
        ("%PDF-1.7\n", "PDF"),
        ("SQLite format 3\0", "SQLite"), ("GIF89a\u{1}\0\u{1}\0", "GIF"), ("ORC\0\0", "ORC"),
    ])
    func containersAreNamed(head: String, name: String) throws {
        guard case .failure(let error) = try describe(Array(head.utf8), name: "a.txt") else {
            Issue.record("accepted")
            return
        }
        #expect(error.code == .unsupportedFormat && error.message.contains(name))
    }

    @Test func binaryFilesAreRefused() throws {
        var generator = SplitMix(seed: 2)
        let random = (0..<100_000).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        #expect(try code(random) == .binaryFile)
        #expect(try code([0]) == .binaryFile)
        #expect(try code([0x00, 0x01, 0x02]) == .binaryFile)
        #expect(try code(Array("UTF-16 without a mark".utf8).flatMap { [$0, 0] }) == .binaryFile)
    }

    @Test func damagedAndForeignTextIsRead() throws {
        // Windows-1251, a stray NUL, terminal escapes, and a third of the bytes replaced by random ones.
        #expect(try code((0..<1000).map { 0xC0 + UInt8($0 % 64) }) == nil)
        #expect(try code([UInt8](repeating: 0x61, count: 1000) + [0]) == nil)
        #expect(try code(Array(String(repeating: "\u{1B}[31mred\u{1B}[0m ", count: 10).utf8)) == nil)
        var generator = SplitMix(seed: 2)
        let mixed = (0..<100_000).map { index in
            index % 3 == 0 ? UInt8(truncatingIfNeeded: generator.next()) : UInt8(ascii: "a")
        }
        #expect(try code(mixed) == nil)
    }

    @Test func invalidUTF8IsKept() throws {
        let corpus = try TemporaryCorpus()
        let text: [UInt8] = [0x61, 0xFF, 0xC3, 0x28, 0x0D, 0x0A, 0xE2, 0x82]
        #expect(try corpus.read("a.txt", text).documents == [text])
    }

    @Test func anEmptyFileIsAnEmptyDocument() throws {
        let corpus = try TemporaryCorpus()
        #expect(try corpus.read("a.txt", "".utf8).documents == [[]])
        #expect(try corpus.read("b.txt", "\u{FEFF}".utf8).documents == [[]])
        #expect(try corpus.read("c.jsonl", "".utf8).documents.isEmpty)
    }

    @Test func theMarkIsNoPartOfTheText() throws {
        let corpus = try TemporaryCorpus()
        let collector = try corpus.read("a.txt", "\u{FEFF}text".utf8)
        #expect(collector.texts == ["text"] && collector.positions.map(\.byte) == [3])
    }
}
