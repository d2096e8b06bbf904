import Corpora
import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Summaries

@Suite("Units of zstd frames")
struct ZstandardFramesTests {
    /// The file as frames of some bytes each, cut without regard to lines, by zstd itself.
    private func frames(_ content: [UInt8], sizes: [Int], arguments: [String] = []) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "assay-frames-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var packed: [UInt8] = []
        var start = 0
        for size in sizes + [content.count] where start < content.count {
            let end = min(start + size, content.count)
            try Data(content[start..<end]).write(to: folder.appending(path: "part"))
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments =
                ["zstd", "-q", "-f"] + arguments
                + [folder.appending(path: "part").path, "-o", folder.appending(path: "packed").path]
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0)
            packed += try Data(contentsOf: folder.appending(path: "packed"))
            start = end
        }
        return packed
    }

    private func lines(_ random: inout SplitMix) -> [UInt8] {
        Array(
            (0..<3000).map { index in
                index % 211 == 7
                    ? "{\"text\": broken"
                    : "{\"text\": \"\(random.next()) \(String(repeating: "x", count: index % 90))\"}"
            }.joined(separator: "\n").utf8)
    }

    @Test(arguments: [UInt64(1), 2, 3]) func `frames cut anywhere give what the whole file gives`(
        seed: UInt64
    ) async throws {
        var random = SplitMix(seed: seed)
        let content = lines(&random)
        let directory = FileManager.default.temporaryDirectory.appending(path: "assay-units-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        // Some frames end at a line's end, and some hold less than a line.
        let atLine = (content.firstIndex(of: 0x0A) ?? 0) + 1
        let sizes = [atLine, 1, 20, 3] + (0..<30).map { _ in Int.random(in: 1...20_000, using: &random) }
        let packed = try frames(content, sizes: sizes)
        try Data(packed).write(to: directory.appending(path: "a.jsonl.zst"))
        let parameters = SummaryParameters(sampleBytes: 60_000)
        func summary(unitSize: Int) async throws -> (Summary, Int) {
            let options = CorpusOptions(unitSize: 1 << 30)
            let plan = ScanPlan(
                CorpusDiscovery.discover(paths: [directory.path]), name: "c", options: options,
                parameters: parameters, unitSize: unitSize)
            var merged = Summary(parameters: parameters)
            for unit in plan.units.shuffled(using: &random) {
                try merged.merge(await plan.summary(of: [unit], options: options, tokenizer: nil, threads: 1))
            }
            #expect(merged.input.storedBytes == UInt64(packed.count))
            #expect(merged.input.decodedBytes == UInt64(content.count))
            #expect(merged.lineFeeds.files.isEmpty)
            merged.coverage = Coverage()
            return (merged, plan.units.count)
        }
        let (whole, count) = try await summary(unitSize: 1 << 30)
        #expect(count == 2 && whole.errorCount == 15)
        for unitSize in [1000, 3000, 10_000] {
            let (cut, count) = try await summary(unitSize: unitSize)
            #expect(count > 3, "\(count) units of \(unitSize)")
            #expect(cut == whole, "unit size \(unitSize), seed \(seed)")
        }
    }

    @Test func `one frame, and frames that do not tell their size, are read as a whole`() throws {
        var random = SplitMix(seed: 4)
        let content = lines(&random)
        let directory = FileManager.default.temporaryDirectory.appending(path: "assay-units-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for (packed, expected) in [
            (try frames(content, sizes: []), 1),
            (try frames(content, sizes: [50_000, 50_000], arguments: ["--no-content-size"]), 1),
            (try frames(content, sizes: [50_000, 50_000]), 3),
        ] {
            try Data(packed).write(to: directory.appending(path: "a.jsonl.zst"))
            let units = CorpusDiscovery.discover(paths: [directory.path]).units(size: 4000, options: CorpusOptions())
            #expect(units.count == expected)
        }
    }
}
