import Diagnostics
import Testing

@testable import Corpora

@Suite struct TarTests {
    private func read(_ tar: TarWriter) throws -> Collector { try TemporaryCorpus().read("a.tar", tar.finished) }

    @Test func eachMemberIsAFileOfItsOwn() throws {
        var tar = TarWriter()
        tar.add("directory/", "".utf8, type: "5")
        tar.add("directory/prose.txt", "Call me Ishmael.\n")
        tar.add("records.jsonl", "{\"text\": \"one\"}\n{\"text\": \"two\"}\nbroken\n")
        tar.add("zipped.gz", try pipe("inside gzip\n".utf8, through: "gzip", ["-c"]))
        tar.add("empty.txt", "")
        tar.add("picture.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [UInt8](repeating: 0, count: 100))
        tar.add("last.txt", "the end\n")
        let corpus = try TemporaryCorpus()
        let collector = try corpus.read("a.tar", tar.finished)
        #expect(collector.texts == ["Call me Ishmael.\n", "one", "two", "inside gzip\n", "", "the end\n"])
        #expect(
            collector.positions.map(\.member) == [
                "directory/prose.txt", "records.jsonl", "records.jsonl", "zipped.gz", "empty.txt", "last.txt",
            ])
        #expect(collector.codes == [.jsonSyntax, .unsupportedFormat])
        #expect(collector.failures.map(\.location.member) == ["records.jsonl", "picture.png"])
        #expect(collector.failures[0].location.line == 3 && collector.failures[0].location.byte == 32)
        #expect(collector.failures.allSatisfy { $0.location.path == corpus.path("a.tar") })
        #expect(collector.failures[0].description.contains("a.tar » records.jsonl:3 (byte 32): "))
    }

    @Test func theUnitCountsWhatItRead() throws {
        var tar = TarWriter()
        tar.add("a.jsonl", "{\"text\": \"one\"}\nbroken\n")
        tar.add("picture.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        tar.add(".hidden", "x")
        tar.add("LICENSE", "x")
        tar.add("link", "".utf8, type: "2")
        tar.add("device", "".utf8, type: "3", size: 0o7777)
        let corpus = try TemporaryCorpus()
        try corpus.write("a.tar", tar.finished)
        let description = try CorpusReader().describe(corpus.file("a.tar"))
        #expect(description.format == .tar(.files) && description.units(size: 1).count == 1)
        var collector = Collector()
        let result = CorpusReader().read(description.units(size: 1)[0], into: &collector)
        #expect(result.isComplete && result.decodedBytes == UInt64(tar.finished.count))
        #expect(result.storedBytes == result.decodedBytes)
        #expect(result.documents == 1 && result.textBytes == 3 && result.records == 2 && result.failures == 2)
        #expect(result.unreadBytes == 8)
        #expect(
            result.omissions == [.hidden: 1, .documentation: 1, .linkInArchive: 1, .specialFile: 1])
    }

    @Test func namesOfEveryKindAreFound() throws {
        let long = String(repeating: "d/", count: 100) + "name.txt"
        var tar = TarWriter()
        tar.add("ustar.txt", "a".utf8, prefix: "prefix/of/it")
        tar.add("././@LongLink", (long + "\0").utf8, type: "L")
        tar.add(String(long.prefix(100)), "b")
        tar.addAttributes([("mtime", "1.5"), ("path", "pax/ü.txt"), ("comment", "a=b\nc")])
        tar.add("short", "c")
        tar.addAttributes([("comment", "of all")], type: "g")
        tar.addAttributes([("size", "3")])
        tar.add("sized", "ddd".utf8, size: 0)
        tar.add("./plain", "e")
        let collector = try read(tar)
        #expect(collector.failures.isEmpty && collector.texts == ["a", "b", "c", "ddd", "e"])
        #expect(
            collector.positions.map(\.member) == ["prefix/of/it/ustar.txt", long, "pax/ü.txt", "sized", "./plain"])
    }

    /// Names that break out of directories, terminals and lines are names like all others.
    @Test func hostileNamesAreEscaped() throws {
        let names: [([UInt8], String)] = [
            (Array("../../etc/passwd".utf8), "../../etc/passwd"), (Array("/etc/passwd".utf8), "/etc/passwd"),
            (Array("a\u{1B}[31m\nb\r\u{202E}c".utf8), "a\\u{1b}[31m\\nb\\r\\u{202e}c"),
            ([0x61, 0xFF, 0xFE, 0x5C], "a\\xff\\xfe\\\\"), (Array("a\\nb".utf8), "a\\\\nb"),
        ]
        var tar = TarWriter()
        for (name, _) in names { tar.add(name, Array("text".utf8), type: "0") }
        tar.addAttributes([("path", String(repeating: "n", count: 200_000))])
        tar.add("x", "text")
        let collector = try read(tar)
        #expect(collector.texts == Array(repeating: "text", count: 6) && collector.failures.isEmpty)
        #expect(collector.positions.map(\.member).dropLast() == names.map(\.1)[...])
        #expect(collector.positions.last?.member?.count == ArchiveMember.maximumShownName + 1)
    }

    @Test func archivesBehindEachOtherAreOne() throws {
        var first = TarWriter()
        first.add("a", "a")
        var second = TarWriter()
        second.add("b", "b")
        let corpus = try TemporaryCorpus()
        let collector = try corpus.read("a", first.finished + second.finished + [0, 0, 0])
        #expect(collector.texts == ["a", "b"] && collector.failures.isEmpty)
        let garbage = try corpus.read("a", first.finished + Array(repeating: 0x61, count: 600))
        #expect(garbage.texts == ["a"] && garbage.codes == [.corruptInput])
        #expect(garbage.failures[0].location.byte == UInt64(first.finished.count))
        #expect(garbage.failures[0].location.member == nil)
    }

    @Test func anEndWithoutItsMarkIsATruncation() throws {
        var tar = TarWriter()
        tar.add("a", "a")
        let collector = try TemporaryCorpus().read("a", tar.bytes)
        #expect(collector.texts == ["a"] && collector.codes == [.truncatedInput])
    }

    @Test func whatIsNotReadIsNamed() throws {
        var inner = TarWriter()
        inner.add("a", "a")
        var zip = ZipWriter()
        zip.add("a", "a")
        var tar = TarWriter()
        tar.add("inner.tar", inner.finished)
        tar.add("inner.tar.gz", try pipe(inner.finished, through: "gzip", ["-c"]))
        tar.add("inner.zip", zip.finished)
        tar.add("sparse", "data".utf8, type: "S")
        tar.addAttributes([("GNU.sparse.major", "1")])
        tar.add("sparse", "data")
        tar.add("good", "good")
        let collector = try read(tar)
        #expect(collector.texts == ["good"])
        #expect(collector.codes == Array(repeating: .unsupportedFormat, count: 5))
        #expect(collector.failures[0].message.contains("tar") && collector.failures[2].message.contains("zip"))
        #expect(collector.failures[3].message.contains("sparse"))
    }

    /// Sizes beyond the file, beyond 64 bits, negative and malformed; attributes beyond the limit.
    @Test func absurdHeadersAreErrors() throws {
        func damaged(_ change: (inout [UInt8]) -> Void) throws -> [AssayError.Code] {
            var tar = TarWriter()
            tar.add("a", "a")
            tar.add("b", "b")
            var bytes = tar.finished
            var header = Array(bytes[1024..<1536])
            change(&header)
            header.replaceSubrange(148..<156, with: Array("        ".utf8))
            let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
            header.replaceSubrange(
                148..<155, with: Array((String(repeating: "0", count: 6 - sum.count) + sum + "\0").utf8))
            bytes.replaceSubrange(1024..<1536, with: header)
            let collector = try TemporaryCorpus().read("a", bytes)
            #expect(collector.texts.first == "a")
            return collector.codes
        }
        #expect(
            try damaged { $0.replaceSubrange(124..<136, with: [0x80] + [UInt8](repeating: 0xFF, count: 11)) } == [
                .corruptInput
            ])
        #expect(
            try damaged { $0.replaceSubrange(124..<136, with: [UInt8](repeating: 0xFF, count: 12)) } == [.corruptInput])
        #expect(
            try damaged {
                $0.replaceSubrange(124..<136, with: [0x80, 0, 0, 0, 0x3F] + [UInt8](repeating: 0xFF, count: 7))
            } == [.truncatedInput])
        #expect(try damaged { $0[130] = 0x39 } == [.corruptInput])
        #expect(try damaged { $0[156] = UInt8(ascii: "x") } == [.corruptInput])
        #expect(
            try damaged {
                $0.replaceSubrange(124..<136, with: Array("77777777777\0".utf8)); $0[156] = UInt8(ascii: "L")
            } == [.corruptInput])
    }

    @Test(.enabled(if: isInstalled("tar")), arguments: ["v7", "ustar", "gnu", "pax"])
    func programsWriteWhatIsRead(format: String) throws {
        let corpus = try TemporaryCorpus()
        let name = "folder/" + String(repeating: "n", count: format == "gnu" || format == "pax" ? 180 : 60) + ".txt"
        try corpus.write("in/" + name, DocumentGridTests.text(bytes: 200_000, lineLength: 70, seed: 1))
        try corpus.write("in/b.txt", "b")
        let direct = try corpus.read("in")
        let archive = try pipe([], through: "tar", ["-c", "--format=" + format, "-C", corpus.path("in"), "."])
        for program in CompressionTests.programs {
            let packed = try corpus.read("a", program.compress(archive))
            #expect(packed.failures.isEmpty)
            #expect(areEqual(packed, direct))
            #expect(Set(packed.positions.compactMap(\.member)) == ["./" + name, "./b.txt"])
        }
    }
}
