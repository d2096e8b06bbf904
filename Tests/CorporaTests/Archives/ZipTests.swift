import Diagnostics
import Foundation
import Testing

@testable import Corpora

@Suite struct ZipTests {
    /// Runs `zip` in a directory and returns the archive.
    private func pack(_ corpus: TemporaryCorpus, _ arguments: [String]) throws -> [UInt8] {
        try pipe([], through: "env", ["-C", corpus.path("in"), "zip", "-q"] + arguments)
    }

    private func packFile(_ corpus: TemporaryCorpus, _ arguments: [String]) throws -> [UInt8] {
        _ = try pack(corpus, arguments + [corpus.path("a.zip"), "-r", "."])
        return Array(try Data(contentsOf: URL(filePath: corpus.path("a.zip"))))
    }

    private func filled() throws -> TemporaryCorpus {
        let corpus = try TemporaryCorpus()
        try corpus.write("in/folder/a.txt", DocumentGridTests.text(bytes: 300_000, lineLength: 70, seed: 1))
        try corpus.write("in/b.jsonl", "{\"text\": \"one\"}\n{\"text\": \"two\"}\n")
        try corpus.write("in/c.txt.gz", try pipe("inside gzip\n".utf8, through: "gzip", ["-c"]))
        try corpus.write("in/empty.txt", "")
        return corpus
    }

    @Test(
        .enabled(if: isInstalled("zip")),
        arguments: [["-0"], ["-9"], ["-Z", "bzip2"], ["-fz"], ["-fd"]])
    func programsWriteWhatIsRead(arguments: [String]) throws {
        let corpus = try filled()
        let direct = try corpus.read("in")
        let archive = try packFile(corpus, arguments)
        let packed = try corpus.read("b", archive)
        #expect(packed.failures.isEmpty && areEqual(packed, direct))
        #expect(
            Set(packed.positions.compactMap(\.member)) == ["folder/a.txt", "b.jsonl", "c.txt.gz", "empty.txt"])
        // As a whole inside gzip there is no directory to begin with.
        let nested = try corpus.read("c", pipe(archive, through: "gzip", ["-c"]))
        #expect(nested.failures.isEmpty && areEqual(nested, direct))
    }

    /// Written to a pipe, sizes stand behind the data.
    @Test(.enabled(if: isInstalled("zip"))) func streamedArchivesAreRead() throws {
        let corpus = try filled()
        let direct = try corpus.read("in")
        let archive = try pack(corpus, ["-r", "-", "."])
        for bytes in [archive, try pipe(archive, through: "gzip", ["-c"])] {
            let packed = try corpus.read("b", bytes)
            #expect(packed.failures.isEmpty && areEqual(packed, direct))
        }
    }

    @Test(.enabled(if: isInstalled("zip"))) func encryptedMembersAreRefused() throws {
        let corpus = try TemporaryCorpus()
        try corpus.write("in/a.txt", "secret")
        let collector = try corpus.read("b", packFile(corpus, ["-P", "password"]))
        #expect(collector.documents.isEmpty && collector.codes == [.unsupportedFormat])
        #expect(collector.failures[0].message.contains("encrypted"))
        #expect(collector.failures[0].location.member == "a.txt")
    }

    @Test func otherMethodsAreRefusedByName() throws {
        var zip = ZipWriter()
        zip.add(Array("a".utf8), [1, 2, 3], method: 14)
        zip.add(Array("b".utf8), [1, 2, 3], method: 4711)
        zip.add("c", "good")
        let corpus = try TemporaryCorpus()
        for bytes in [zip.finished, try pipe(zip.finished, through: "gzip", ["-c"])] {
            let collector = try corpus.read("a", bytes)
            #expect(collector.texts == ["good"])
            #expect(collector.codes == [.unsupportedCompression, .unsupportedCompression])
            #expect(collector.failures[0].message.contains("LZMA"))
        }
    }

    @Test func anEmptyArchiveHasNoDocuments() throws {
        let collector = try TemporaryCorpus().read("a", ZipWriter().finished)
        #expect(collector.documents.isEmpty && collector.failures.isEmpty)
    }

    @Test(arguments: ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "x.npy", "model/data.pkl"])
    func documentsInTheGuiseOfArchivesAreNamed(name: String) throws {
        var zip = ZipWriter()
        zip.add(name, "text")
        #expect(try TemporaryCorpus().read("a", zip.finished).codes == [.unsupportedFormat])
    }

    /// As in archives made to exhaust a reader: one member's data, named many times.
    @Test func overlappingMembersEndTheReading() throws {
        var zip = ZipWriter()
        zip.add("a", String(repeating: "a", count: 1000))
        zip.repeatLast(of: 47, times: 1000)
        let collector = try TemporaryCorpus().read("a", zip.finished)
        #expect(collector.codes == [.corruptInput] && collector.documents.count < 100)
    }

    @Test func damagedContentIsOneMembersError() throws {
        var zip = ZipWriter()
        zip.add("a", "aaaaaaaa")
        zip.add("b", "good")
        var bytes = zip.finished
        bytes[35] ^= 1
        let corpus = try TemporaryCorpus()
        for bytes in [bytes, try pipe(bytes, through: "gzip", ["-c"])] {
            let collector = try corpus.read("a", bytes)
            #expect(collector.texts.last == "good" && collector.codes == [.corruptInput])
            #expect(collector.failures[0].location.member == "a")
        }
    }

    @Test func hostileNamesAreEscaped() throws {
        var zip = ZipWriter()
        zip.add("../../etc/\u{1B}[31mpasswd\n", "text")
        zip.add("C:\\Windows\\a", "text")
        let collector = try TemporaryCorpus().read("a", zip.finished)
        #expect(collector.texts == ["text", "text"])
        #expect(collector.positions.map(\.member) == ["../../etc/\\u{1b}[31mpasswd\\n", "C:\\\\Windows\\\\a"])
    }
}
