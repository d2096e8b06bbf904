import Diagnostics
import Foundation
import Testing

@testable import Corpora

/// Small files of which much comes: 64 MiB here, 1 GiB where `ASSAY_SOAK` is set.
@Suite struct BombTests {
    static let size = ProcessInfo.processInfo.environment["ASSAY_SOAK"] == nil ? 64 << 20 : 1 << 30

    /// What `head -c` takes from an endless source, through a program.
    private func bomb(_ source: String, _ command: String) throws -> [UInt8] {
        try pipe([], through: "sh", ["-c", "\(source) | head -c \(Self.size) | \(command)"])
    }

    private static let programs = ["gzip -c", "zstd -c -q -T1", "xz -c -1", "bzip2 -c", "lz4 -c -q", "zip -q - -"]
        .filter {
            isInstalled(String($0.prefix { $0 != " " }))
        }

    @Test(arguments: programs)
    func zerosAreRefusedAtOnce(command: String) throws {
        let corpus = try TemporaryCorpus()
        let collector = try corpus.read("a", bomb("cat /dev/zero", command))
        #expect(collector.documents.isEmpty && collector.codes == [.binaryFile])
    }

    @Test(arguments: programs)
    func textIsReadToItsEnd(command: String) throws {
        let corpus = try TemporaryCorpus()
        try corpus.write("a", bomb("tr '\\0' a < /dev/zero", command))
        let reader = CorpusReader()
        var counter = Counter()
        let result = reader.read(
            WorkUnit(description: try reader.describe(corpus.file("a")), range: nil), into: &counter)
        #expect(result.isComplete && counter.failures.isEmpty && counter.bytes == Self.size)
    }

    @Test(.enabled(if: isInstalled("zstd"))) func thereIsALimitToExpansion() throws {
        // Blocks of one repeated byte: 128 KiB in four bytes (RFC 8878, 3.1.1.2), twice the limit in all.
        var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58]
        let block = UInt32(131_072 << 3 | 1 << 1)
        for _ in 0..<(2 * Self.size / 131_072) {
            frame += [UInt8(block & 0xFF), UInt8(block >> 8 & 0xFF), UInt8(block >> 16), UInt8(ascii: "a")]
        }
        frame += [1 << 0, 0, 0]
        let corpus = try TemporaryCorpus()
        let compressed = try pipe(frame, through: "zstd", ["-c", "-q"])
        try corpus.write("a", compressed)
        let reader = CorpusReader()
        reader.stream.freeExpansion = UInt64(Self.size)
        var counter = Counter()
        let result = reader.read(
            WorkUnit(description: try reader.describe(corpus.file("a")), range: nil), into: &counter)
        #expect(!result.isComplete && counter.failures.map(\.code) == [.expansionLimit])
        #expect(counter.bytes <= Self.size)
    }
}
