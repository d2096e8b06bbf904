import Corpora
import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Summaries

@Suite("Summary files")
struct SummaryFileTests {
    private func summary() async throws -> Summary {
        let corpus = try PlannedCorpus(seed: 11)
        let plan = corpus.plan()
        // Not all units, so that line feeds are pending.
        return await corpus.summary(plan, of: Array(plan.units.dropFirst(2)))
    }

    @Test func `what is written is read again, and merges as before`() async throws {
        let summary = try await summary()
        let bytes = try SummaryFile.bytes(of: summary)
        let again = try SummaryFile.summary(from: bytes, path: "f")
        #expect(again.digest == summary.digest)
        #expect(again.coverage == summary.coverage)
        #expect(again.errorExamples == summary.errorExamples)
        #expect(again.lineFeeds == summary.lineFeeds)
        #expect(again.documentSketch.samplingRate < 1)
        #expect(try SummaryFile.bytes(of: again) == bytes)
    }

    @Test func `every truncation and every changed bit is refused with a reason`() async throws {
        let bytes = try SummaryFile.bytes(of: try await summary())
        var random = SplitMix(seed: 2)
        let cuts = Array(0..<100) + (0..<100).map { _ in Int.random(in: 0..<bytes.count, using: &random) }
        for cut in cuts {
            let error = #expect(throws: AssayError.self, "cut at \(cut)") {
                try SummaryFile.summary(from: Array(bytes[..<cut]), path: "f")
            }
            #expect(error?.code == .invalidSummary && error?.location.path == "f")
        }
        // All bits of the header, and some of the rest.
        let bits = Array(0..<100 * 8) + (0..<400).map { _ in Int.random(in: 0..<bytes.count * 8, using: &random) }
        for bit in bits {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: AssayError.self, "bit \(bit)") {
                try SummaryFile.summary(from: changed, path: "f")
            }
        }
        #expect(throws: AssayError.self) { try SummaryFile.summary(from: bytes + [0], path: "f") }
    }

    @Test func `other people's tools read it: zstd decodes the content`() async throws {
        let summary = try await summary()
        let folder = FileManager.default.temporaryDirectory.appending(path: "assay-file-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "s.assay")
        try Data(try SummaryFile.bytes(of: summary)).write(to: path)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["zstd", "-q", "-d", path.path, "-o", folder.appending(path: "content").path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try Data(contentsOf: folder.appending(path: "content")) == Data(summary.canonicalBytes))
    }

    /// A valid file around content that contradicts itself: the checksum does not help there.
    @Test func `content that contradicts itself is refused`() async throws {
        let summary = try await summary()
        let content = summary.canonicalBytes
        #expect(throws: SummaryMistake.self) { try Summary(decoding: []) }
        var random = SplitMix(seed: 31)
        var refused = 0
        for _ in 0..<300 {
            var changed = content
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do {
                var read = try Summary(decoding: changed)
                // What is accepted must be sound: it merges and is written again.
                _ = try? read.merge(summary)
                _ = read.canonicalBytes
            } catch {
                refused += 1
            }
        }
        #expect(refused > 150)
    }

    @Test func `a folder gives back what it was given, and knows what is finished`() async throws {
        let corpus = try PlannedCorpus(seed: 12)
        let plan = corpus.plan()
        let path = corpus.directory.path + "-summaries"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = try SummaryFolder(making: path)
        let unit = plan.units[1]
        #expect(!folder.has(unit.key))
        let summary = await corpus.summary(plan, of: [unit])
        try folder.write(summary, of: unit.key)
        #expect(folder.has(unit.key))
        #expect(try folder.summary(of: unit.key) == summary)
        #expect(SummaryFolder.files(in: path) == [folder.path(of: unit.key)])
        // A file under another unit's name is not that unit.
        try FileManager.default.copyItem(
            atPath: folder.path(of: unit.key), toPath: folder.path(of: plan.units[2].key))
        #expect(throws: AssayError.self) { try folder.summary(of: plan.units[2].key) }
    }
}
