import Corpora
import Foundation
import SharedData
import Testing

@testable import Summaries

/// The same texts give the same sample and the same counts, however they are stored.
@Suite struct ArchiveSampleTests {
    private func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    private func summary(_ path: String) async -> Summary {
        let options = CorpusOptions()
        let units = CorpusDiscovery.discover(paths: [path]).units(size: ScanPlan.unitSize, options: options)
        // So small a budget that some documents are left out.
        let parameters = SummaryParameters(sampleBytes: 500_000)
        return await CorpusScan(units: units, options: options, parameters: parameters).run()
    }

    @Test func `files, members and records give the same sample`() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let files = directory.appending(path: "files")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        var records = ""
        for index in 0..<300 {
            // Some are longer than the grid, and some occur twice.
            var content = SplitMix(seed: UInt64(index % 280))
            let count = index % 280 % 50 == 0 ? 200_000 : Int.random(in: 1...3000, using: &content)
            let text = (0..<count / 5).map { _ in
                String(UInt16.random(in: 0...UInt16.max, using: &content), radix: 36)
            }.joined(separator: " ")
            try text.write(to: files.appending(path: "\(index).txt"), atomically: false, encoding: .utf8)
            records += "{\"text\": \"\(text)\"}\n"
        }
        try records.write(to: directory.appending(path: "a.jsonl"), atomically: false, encoding: .utf8)
        let path = { (name: String) in directory.appending(path: name).path }
        try run("tar", ["-cf", path("a.tar"), "-C", path("files"), "."])
        try run("tar", ["-czf", path("a.tar.gz"), "-C", path("files"), "."])
        try run("env", ["-C", path("files"), "zip", "-q", "-r", path("a.zip"), "."])
        let expected = await summary(path("files"))
        #expect(!expected.sample.isComplete && expected.sample.count > 50)
        for name in ["a.jsonl", "a.tar", "a.tar.gz", "a.zip"] {
            let stored = await summary(path(name))
            #expect(stored.errorCount == 0)
            #expect(stored.sample.inHashOrder.map(\.hash) == expected.sample.inHashOrder.map(\.hash))
            #expect(
                stored.sample.inHashOrder.map(\.entry.multiplicity)
                    == expected.sample.inHashOrder.map(\.entry.multiplicity))
            for field in SummaryCounts.fields {
                #expect(stored.counts[keyPath: field] == expected.counts[keyPath: field])
            }
            #expect(stored.byteHistogram == expected.byteHistogram)
            #expect(stored.documentSketch == expected.documentSketch && stored.lineSketch == expected.lineSketch)
            if name != "a.jsonl" {
                // Members sort as files do, so even the order is the same.
                #expect(stored.sample.inNaturalOrder.map(\.hash) == expected.sample.inNaturalOrder.map(\.hash))
            }
        }
    }
}
