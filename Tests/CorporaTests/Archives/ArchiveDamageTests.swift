import Diagnostics
import SharedData
import Testing

@testable import Corpora

/// Archives that were cut off or damaged anywhere.
@Suite struct ArchiveDamageTests {
    struct Archive: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        /// Where the data of each text ends.
        let ends: [Int]
        var testDescription: String { name }
    }

    static let texts = (0..<24).map { "text \($0) " + String(repeating: "word ", count: $0 * 37 % 350) + "\n" }

    static let archives: [Archive] = {
        var tar = TarWriter()
        var zip = ZipWriter()
        var web: [UInt8] = []
        var ends: [[Int]] = [[], [], []]
        for (index, text) in texts.enumerated() {
            tar.add("\(index)", text)
            zip.add("\(index)", text)
            let padding = (512 - text.utf8.count % 512) % 512
            ends[0].append(tar.bytes.count - padding)
            ends[1].append(zip.bytes.count)
            web += WebArchive.record("conversion", text)
            ends[2].append(web.count - 4)
        }
        return [
            Archive(name: "tar", bytes: tar.finished, ends: ends[0]),
            Archive(name: "zip", bytes: zip.finished, ends: ends[1]),
            Archive(name: "WARC", bytes: web, ends: ends[2]),
        ]
    }()

    @Test(arguments: archives)
    func everyTextBeforeACutIsFound(_ archive: Archive) throws {
        let corpus = try TemporaryCorpus()
        var generator = SplitMix(seed: 5)
        for _ in 0..<50 {
            // Of the two blocks at a tar archive's end one is enough.
            let length = Int.random(in: 600..<(archive.bytes.count - 512), using: &generator)
            let collector = try corpus.read("a", archive.bytes.prefix(length))
            let complete = archive.ends.count { $0 <= length }
            // A text that was cut off may have been delivered up to the cut.
            #expect(collector.texts.starts(with: Self.texts.prefix(complete)), "cut at \(length)")
            #expect(collector.texts.count <= complete + 1)
            if archive.name == "WARC", let end = archive.ends.last(where: { $0 <= length }), length <= end + 4 {
                // Between two records nothing tells that there was more.
                #expect(collector.failures.isEmpty, "cut at \(length)")
            } else {
                #expect(collector.codes == [.truncatedInput], "cut at \(length)")
                let location = try #require(collector.failures.first).location
                #expect(location.path == corpus.path("a") && location.byte != nil)
            }
        }
    }

    @Test(arguments: archives, CompressionTests.programs)
    func theSameInsideCompression(_ archive: Archive, _ program: CompressionTests.Program) throws {
        let corpus = try TemporaryCorpus()
        let compressed = try program.compress(archive.bytes)
        var generator = SplitMix(seed: 6)
        for _ in 0..<8 {
            let length = Int.random(in: compressed.count / 2..<compressed.count, using: &generator)
            let collector = try corpus.read("a", compressed.prefix(length))
            #expect(collector.codes == [.truncatedInput], "cut at \(length)")
            let whole = max(collector.texts.count - 1, 0)
            #expect(collector.texts.prefix(whole) == Self.texts.prefix(whole))
        }
    }

    @Test(arguments: archives, 1...4 as ClosedRange<UInt64>)
    func flippedBitsAreSurvived(_ archive: Archive, quarter: UInt64) throws {
        let corpus = try TemporaryCorpus()
        for seed in (quarter * 50)..<(quarter * 50 + 50) {
            var generator = SplitMix(seed: seed)
            var bytes = archive.bytes
            for _ in 0...Int(seed % 8) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            }
            let collector = try corpus.read("a", bytes)
            #expect(collector.documents.count <= 2 * Self.texts.count, "seed \(seed)")
        }
    }
}
