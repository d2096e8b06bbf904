import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Corpora

@Suite struct EncodingTests {
    private static let wide: [(TextEncoding, String.Encoding, [UInt8])] = [
        (.utf16LittleEndian, .utf16LittleEndian, [0xFF, 0xFE]),
        (.utf16BigEndian, .utf16BigEndian, [0xFE, 0xFF]),
        (.utf32LittleEndian, .utf32LittleEndian, [0xFF, 0xFE, 0, 0]),
        (.utf32BigEndian, .utf32BigEndian, [0, 0, 0xFE, 0xFF]),
    ]

    /// Scalars of every length in UTF-8, in a reproducible mixture, without surrogates.
    private static func text(scalars: Int, seed: UInt64) -> String {
        var generator = SplitMix(seed: seed)
        var text = String.UnicodeScalarView()
        for _ in 0..<scalars {
            let limit: UInt32 = [0x80, 0x800, 0xD800, 0x11_0000][Int(generator.next() % 4)]
            let value = UInt32(truncatingIfNeeded: generator.next() % UInt64(limit))
            let scalar = Unicode.Scalar(value < 0x20 || value == 0xFEFF ? 0x20 : value) ?? "x"
            text.append(scalar)
        }
        return String(text)
    }

    @Test(arguments: wide.indices) func wideTextsEqualFoundations(index: Int) throws {
        let (encoding, theirs, mark) = Self.wide[index]
        let text = Self.text(scalars: 50_000, seed: UInt64(index))
        let corpus = try TemporaryCorpus()
        try corpus.write("a.txt", mark + Array(try #require(text.data(using: theirs))))
        let description = try CorpusReader().describe(corpus.file("a.txt"))
        #expect(description.encoding == encoding && description.format == .plainText && description.contentOffset == 0)
        #expect(description.units(size: 1000).count == 1)
        var collector = Collector()
        let result = CorpusReader().read(description.units(size: 1000)[0], into: &collector)
        let same = Array(collector.documents.joined()) == Array(text.utf8)
        #expect(same, "seed \(index)")
        #expect(result.isComplete && result.replacedCharacters == 0 && result.decodedBytes == UInt64(text.utf8.count))
    }

    /// Every block boundary falls inside a character somewhere.
    @Test(arguments: [1, 2, 3, 5, 64]) func partsOfAnySizeGiveTheSame(part: Int) throws {
        let text = Self.text(scalars: 2000, seed: 5)
        let bytes = [0xFF, 0xFE] + Array(try #require(text.data(using: .utf16LittleEndian)))
        let transcoder = Transcoder(.utf16LittleEndian)
        var at = 0
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: part)
        while true {
            let count = try unsafe chunk.withUnsafeMutableBufferPointer { buffer throws(AssayError) in
                try unsafe transcoder.read(into: buffer) { input throws(AssayError) in
                    let count = min(part, bytes.count - at)
                    for index in 0..<count { unsafe input[index] = bytes[at + index] }
                    at += count
                    return count
                }
            }
            if count == 0 { break }
            output += chunk.prefix(count)
        }
        let same = output == Array(text.utf8)
        #expect(same)
    }

    private func convert(_ bytes: [UInt8], _ encoding: TextEncoding) throws -> (text: String, replaced: UInt64) {
        let transcoder = Transcoder(encoding)
        var output = [UInt8](repeating: 0, count: 1000)
        var rest = bytes[...]
        var text: [UInt8] = []
        while true {
            let count = try unsafe output.withUnsafeMutableBufferPointer { buffer throws(AssayError) in
                try unsafe transcoder.read(into: buffer) { input throws(AssayError) in
                    let part = rest.prefix(input.count)
                    for (index, byte) in part.enumerated() { unsafe input[index] = byte }
                    rest = rest.dropFirst(part.count)
                    return part.count
                }
            }
            if count == 0 { break }
            text += output.prefix(count)
        }
        return (String(decoding: text, as: UTF8.self), transcoder.replacements)
    }

    @Test func whatIsNoCharacterIsReplacedAndCounted() throws {
        // A low surrogate alone, a high one before a letter, one at the end, and half a unit.
        #expect(try convert([0x00, 0xDC, 0x61, 0x00], .utf16LittleEndian) == ("\u{FFFD}a", 1))
        #expect(try convert([0x00, 0xD8, 0x61, 0x00], .utf16LittleEndian) == ("\u{FFFD}a", 1))
        #expect(try convert([0x61, 0x00, 0x00, 0xD8], .utf16LittleEndian) == ("a\u{FFFD}", 1))
        #expect(try convert([0x61, 0x00, 0x62], .utf16LittleEndian) == ("a\u{FFFD}", 1))
        #expect(try convert([0xD8, 0x00, 0xD8, 0x3D, 0xDE, 0x00], .utf16BigEndian) == ("\u{FFFD}😀", 1))
        #expect(
            try convert([0x00, 0x11, 0x00, 0x00, 0x00, 0x00, 0xD8, 0x00], .utf32BigEndian) == ("\u{FFFD}\u{FFFD}", 2))
        #expect(try convert([0x00, 0x00, 0x00, 0x61, 0x00], .utf32BigEndian) == ("a\u{FFFD}", 1))
        #expect(try convert([0x80, 0x81, 0x93, 0xE9], .windows1252) == ("€\u{FFFD}“é", 1))
        // Only the first mark is one.
        #expect(try convert([0xFF, 0xFE, 0xFF, 0xFE], .utf16LittleEndian) == ("\u{FEFF}", 0))
        #expect(try convert([], .utf16LittleEndian) == ("", 0))
    }

    @Test func everyAssignedByteOfWindows1252() throws {
        let bytes = (0...255).map { UInt8($0) }
        let assigned = bytes.filter { ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) }
        let (text, replaced) = try convert(assigned, .windows1252)
        #expect(replaced == 0)
        #expect(text == String(bytes: assigned, encoding: .windowsCP1252))
        #expect(try convert(bytes, .windows1252).replaced == 5)
    }

    private func encoding(_ bytes: [UInt8]) -> TextEncoding {
        unsafe bytes.withUnsafeBufferPointer { unsafe TextEncoding.detect($0) }
    }

    @Test(
        .enabled(if: SharedData.has("data/corpora/multilingual")),
        arguments: ["de", "fr", "es", "pt", "sv", "fi", "it"])
    func westernTextsInLatin1(language: String) throws {
        let data = try #require(SharedData.data("data/corpora/multilingual/\(language)_pud-ud-test.txt"))
        let text = String(decoding: data, as: UTF8.self)
        let bytes = Array(try #require(text.data(using: .windowsCP1252, allowLossyConversion: true)))
        #expect(encoding(bytes) == .windows1252)
        #expect(encoding(Array(data)) == .utf8)
        let corpus = try TemporaryCorpus()
        let documents = try corpus.read("a.txt", bytes).documents
        let same = Array(documents.joined()) == Array(try #require(String(bytes: bytes, encoding: .windowsCP1252)).utf8)
        #expect(same)
    }

    @Test(
        .enabled(if: SharedData.has("data/corpora/multilingual")),
        arguments: [
            ("ru", String.Encoding.windowsCP1251), ("ja_gsd", .shiftJIS),
        ])
    func otherAlphabetsStayAsTheyAre(name: String, theirs: String.Encoding) throws {
        let file = name == "ja_gsd" ? "ja_gsd-ud-dev.txt" : "\(name)_pud-ud-test.txt"
        let data = try #require(SharedData.data("data/corpora/multilingual/" + file))
        let text = String(decoding: data, as: UTF8.self)
        let bytes = Array(try #require(text.data(using: theirs, allowLossyConversion: true)))
        #expect(encoding(bytes) == .utf8)
    }

    @Test(.enabled(if: SharedData.has("data/corpora/prose")), arguments: [0.0005, 0.01, 0.1, 0.5])
    func damagedTextStaysAsItIs(share: Double) throws {
        var bytes = Array(try #require(SharedData.data("data/corpora/prose/complete-angler.txt")))
        for seed in 0..<2 as Range<UInt64> {
            var generator = SplitMix(seed: seed)
            for index in bytes.indices where Double(generator.next() >> 11) * 0x1p-53 < share {
                bytes[index] = UInt8(truncatingIfNeeded: generator.next())
            }
            #expect(encoding(bytes) == .utf8, "seed \(seed)")
        }
    }

    @Test func fewOrMixedBytesDecideNothing() {
        #expect(encoding(Array("caf".utf8) + [0xE9]) == .utf8)
        let word = Array("caf".utf8) + [0xE9, 0x20]
        #expect(encoding(Array(repeatElement(word, count: 4).joined())) == .windows1252)
        // As many valid sequences as invalid ones: UTF-8 with damage.
        #expect(encoding(Array(repeatElement(word + Array("café ".utf8), count: 40).joined())) == .utf8)
        #expect(encoding([]) == .utf8)
    }

    @Test func recordsAreConvertedToo() throws {
        let corpus = try TemporaryCorpus()
        let record = "{\"text\": \"naïve\"}\n"
        let wide = [0xFF, 0xFE] + Array(try #require((record + record).data(using: .utf16LittleEndian)))
        #expect(try corpus.read("a.jsonl", wide).texts == ["naïve", "naïve"])
        let latin = Array(try #require(String(repeating: record, count: 5).data(using: .windowsCP1252)))
        #expect(try corpus.read("b.jsonl", latin).texts == Array(repeating: "naïve", count: 5))
        let table = [0xFE, 0xFF] + Array(try #require("id,text\n1,é\n2,ö\n".data(using: .utf16BigEndian)))
        #expect(try corpus.read("c.csv", table).texts == ["é", "ö"])
        try corpus.write("d.gz", try isInstalled("gzip") ? pipe(wide, through: "gzip", ["-c"]) : wide)
        #expect(try corpus.read("d.gz").texts == ["naïve", "naïve"])
    }

    /// Bytes that begin like a mark by chance.
    @Test func binaryBehindAMarkIsRefused() throws {
        var generator = SplitMix(seed: 3)
        let random = (0..<10_000).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        let corpus = try TemporaryCorpus()
        for mark in [[0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0, 0]] as [[UInt8]] {
            #expect(try corpus.read("a", mark + random).codes == [.binaryFile])
        }
    }
}
