import Corpora
import Foundation
import SharedData

@testable import Summaries

/// A folder with a corpus of many kinds of files, some bad, that goes away with the value.
final class PlannedCorpus {
    let directory: URL
    let options = CorpusOptions(unitSize: 20_000)
    let parameters = SummaryParameters(
        sampleBytes: 40_000, documentKeys: 256, lineKeys: 512,
        nearDuplicateDocuments: 32)

    init(seed: UInt64) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "assay-plan-\(UUID().uuidString)")
        var random = SplitMix(seed: seed)
        func words(_ count: Int) -> String {
            (0..<count).map { _ in String(UInt16.random(in: 0...2000, using: &random), radix: 36) }
                .joined(separator: " ")
        }
        // Lines of JSON in one file of many units, a bad one here and there.
        var lines: [String] = []
        for index in 0..<1500 {
            lines.append(index % 97 == 13 ? "{\"text\": broken" : "{\"text\": \"\(words(Int(random.next() % 30)))\"}")
        }
        try write("big.jsonl", lines.joined(separator: "\n"))
        // Longer than the grid of documents, so that it is cut.
        try write("big.txt", (0..<8000).map { _ in words(8) }.joined(separator: "\n"))
        for index in 0..<60 { try write("small/\(index).txt", words(Int(random.next() % 300))) }
        try write("README.md", "about")
        try write("binary.dat", [UInt8](repeating: 0, count: 3000))
        try write("bad.jsonl", "{\"text\": \"a\"}\n[1]\n{\"text\": \"b\"}\n{\n")
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        let url = directory.appending(path: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    var listing: CorpusListing { CorpusDiscovery.discover(paths: [directory.path]) }

    func plan(unitSize: Int = 50_000) -> ScanPlan {
        ScanPlan(listing, name: "corpus", options: options, parameters: parameters, unitSize: unitSize)
    }

    func summary(_ plan: ScanPlan, of units: [ScanPlan.Unit]? = nil, threads: Int = 1) async -> Summary {
        await plan.summary(of: units, options: options, tokenizer: nil, threads: threads)
    }

    /// The summary without the names of its units, which differ with the size of a unit.
    func content(_ summary: Summary) -> ContentHash {
        var summary = summary
        summary.coverage = Coverage()
        return summary.digest
    }
}
