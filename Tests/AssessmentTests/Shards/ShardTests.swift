import Corpora
import Foundation
import Summaries
import Testing

@testable import Assessment

/// A corpus on disk whose files are read as shards.
private final class ShardedCorpus {
    let directory: URL
    var shards = Shards()
    var summary: Summary

    init(_ files: [(name: String, documents: [String])]) async throws {
        directory = FileManager.default.temporaryDirectory.appending(
            path: "assay-shards-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for (name, documents) in files {
            let lines = try documents.map { document in
                String(decoding: try JSONEncoder().encode(["text": document]), as: UTF8.self)
            }
            try Data(lines.joined(separator: "\n").utf8).write(to: directory.appending(path: name))
        }
        let options = CorpusOptions()
        let listing = CorpusDiscovery.discover(
            [.path(directory.path)], selection: CorpusSelection(split: nil))
        let plan = ScanPlan(
            listing, name: "c", options: options, parameters: SummaryParameters(reading: options),
            mostFiles: 1)
        summary = Summary(parameters: plan.parameters)
        for unit in plan.units {
            let part = await plan.summary(of: [unit], options: options, tokenizer: nil, threads: 1)
            if let path = unit.work?.slices.first?.file.relativePath {
                shards.add(part, name: path, paths: [path])
            }
            try summary.merge(part)
        }
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// The summary of all shards but one, read by itself.
    func summary(without name: String, _ files: [(name: String, documents: [String])]) async throws
        -> Summary
    {
        try await ShardedCorpus(files.filter { $0.name != name }).summary
    }
}

@Suite("Shards")
struct ShardTests {
    private static func words(_ count: Int, _ seed: Int, of lexicon: [String]) -> String {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        return (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return lexicon[Int(state % UInt64(lexicon.count))]
        }.joined(separator: " ")
    }

    private static let english =
        "the of and to in is that it was for on are as with they be at one have this from"
        .split(
            separator: " "
        ).map(String.init)
    private static let other =
        "ñandú über straße çelik şu größe fußgänger œuvre façade naïve crème brûlée".split(
            separator: " "
        ).map(String.init)

    private static func files(_ change: (Int, [String]) -> [String] = { $1 }) -> [(
        name: String, documents: [String]
    )] {
        (0..<8).map { shard in
            let documents = (0..<60).map {
                words(20 + ($0 * 7 + shard) % 30, shard * 1000 + $0, of: english)
            }
            return ("s\(shard).jsonl", change(shard, documents))
        }
    }

    @Test
    func `what is left without a shard is what the other shards are`() async throws {
        let files = Self.files { shard, documents in
            // Copies inside a shard, between shards, and empty documents.
            switch shard {
            case 2: documents + documents.prefix(20)
            case 5: documents + ["", ""] + Array(Self.files()[3].documents.prefix(9))
            default: documents
            }
        }
        let corpus = try await ShardedCorpus(files)
        for shard in corpus.shards.all {
            let rest = corpus.summary.removing(shard.share)
            let read = try await corpus.summary(without: shard.name, files)
            #expect(rest.counts == read.counts)
            #expect(rest.byteHistogram == read.byteHistogram)
            #expect(rest.lengthHistogram == read.lengthHistogram)
            #expect(rest.documentSketch == read.documentSketch)
            #expect(rest.lineSketch == read.lineSketch)
            #expect(rest.input.records == read.input.records)
            #expect(rest.input.storedBytes == read.input.storedBytes)
        }
    }

    @Test
    func `parts of one name are one shard, in any order`() throws {
        let parts = (0..<4).map { part in
            Summary(
                documents: (0..<30).map { Self.words(9, (part / 2) * 100 + $0 % 20, of: Self.english) })
        }
        var forward = Shards()
        var backward = Shards()
        for part in parts { forward.add(part, name: "one", paths: ["one"]) }
        for part in parts.reversed() { backward.add(part, name: "one", paths: ["one"]) }
        let (a, b) = (forward.all[0].share, backward.all[0].share)
        #expect(forward.all.count == 1)
        #expect(a.documents == b.documents)
        #expect(a.lines == b.lines)
        #expect(a.counts.documents == 120)
        #expect(a.documents.reduce(0) { $0 + $1.multiplicity } == 120)
        #expect(Set(a.documents.map(\.key)).count == a.documents.count)
    }

    /// What is done to shard 4, and the feature in which it then differs.
    enum Defect: String, CaseIterable {
        case copies, empty, language, short

        func apply(_ documents: [String]) -> [String] {
            switch self {
            case .copies: documents + documents + documents
            case .empty: documents.map { _ in "" }
            case .language: documents.indices.map { ShardTests.words(25, $0, of: ShardTests.other) }
            case .short: documents.map { String($0.prefix(8)) }
            }
        }

        var features: Set<String> {
            switch self {
            case .copies: ["repeatedDocuments"]
            case .empty: ["emptyDocuments"]
            case .language: ["loss", "orderZero", "words"]
            case .short: ["documentLength", "loss", "repeatedDocuments"]
            }
        }
    }

    @Test(arguments: Defect.allCases)
    func `a bad shard is the farthest from the others, and the clean ones are near`(defect: Defect)
        async throws
    {
        let corpus = try await ShardedCorpus(Self.files { $0 == 4 ? defect.apply($1) : $1 })
        let comparison = try await ShardComparison(
            corpus.shards, of: corpus.summary, budget: 1 << 17, threads: 2)
        let suspects = comparison.suspects(beyond: 0)
        #expect(suspects.count == 8)
        #expect(suspects[0].shard == "s4.jsonl")
        #expect(defect.features.contains(suspects[0].feature), "\(suspects[0])")
        #expect(suspects[0].deviation.magnitude > 10)
        #expect(suspects[1].deviation.magnitude < 8, "\(suspects[1])")
    }

    @Test
    func `the figures do not depend on the threads, and are missing where shards are few`()
        async throws
    {
        let corpus = try await ShardedCorpus(Self.files())
        let one = try await ShardComparison(
            corpus.shards, of: corpus.summary, budget: 1 << 16, threads: 1)
        let two = try await ShardComparison(
            corpus.shards, of: corpus.summary, budget: 1 << 16, threads: 2)
        #expect(one.suspects(beyond: 0) == two.suspects(beyond: 0))
        #expect(one.features.map(\.name) == ShardComparison.featureNames)
        var paths = FigurePaths()
        paths.add(one)
        #expect(paths["shards.count"]?.figure?.value == 8)
        #expect((paths["shards.deviation"]?.figure?.value ?? 99) < 8)
        let few = try await ShardedCorpus(Array(Self.files().prefix(3)))
        var absent = FigurePaths()
        absent.add(try await ShardComparison(few.shards, of: few.summary, budget: 1 << 16, threads: 1))
        #expect(absent["shards.deviation"]?.figure == nil)
        #expect(absent["shards.deviation"]?.absence?.contains("5") == true)
    }

    @Test
    func `deviations are those of the formula`() {
        // Median 3, absolute deviations 2 1 0 1 97: their median 1, so the scale is 1.4826.
        var feature = ShardFeature(
            name: "x", title: "x", unit: "1", values: [1, 2, 3, 4, 100], standardErrors: [0, 0, 0, 0, 0],
            slack: (0, 0))
        #expect(abs((feature.deviations()[4] ?? 0) - 97 / 1.4826) < 1e-9)
        feature.standardErrors[4] = 97
        #expect(feature.deviations()[4] == 1)
        feature.slack = (relative: 0, absolute: 194)
        #expect(feature.deviations()[4] == 0.5)
        feature.slack = (relative: 100, absolute: 0)
        #expect(abs((feature.deviations()[4] ?? 0) - 97.0 / 300) < 1e-12)
        feature.values[0] = nil
        #expect(feature.deviations().compactMap { $0 }.isEmpty)
    }

    @Test
    func `a shard is named by what the figure would be without it`() async throws {
        let files = Self.files { shard, documents in
            switch shard {
            case 6: documents.map { _ in "" }
            case 1: documents + documents.prefix(30)
            default: documents
            }
        }
        let corpus = try await ShardedCorpus(files)
        let assessment = CorpusAssessment(
            name: "c", version: "0", summary: corpus.summary, learningBudget: nil)
        let attribution = ShardAttribution(
            assessment: assessment,
            comparison: try await ShardComparison(
                corpus.shards, of: corpus.summary, budget: 1 << 16, threads: 1))
        let empty = attribution.contributions(to: "shares.emptyDocuments", direction: 1)
        #expect(empty.first?.shard == "s6.jsonl")
        // 60 of 510 documents are empty, and none without the shard.
        #expect(abs((empty.first?.contribution ?? 0) - 60.0 / 510) < 1e-12)
        let copies = attribution.contributions(to: "repetition.duplicateDocumentShare", direction: 1)
        #expect(copies.prefix(2).map(\.shard) == ["s6.jsonl", "s1.jsonl"])
        // (59 + 30) / 510 with it, 59 / 420 without.
        #expect(
            abs((copies.last { $0.shard == "s1.jsonl" }?.contribution ?? 0) - (89.0 / 510 - 59.0 / 420))
                < 1e-12)
        #expect(
            attribution.contributions(to: "shards.emptyDocuments.deviation", direction: 1).first?.shard
                == "s6.jsonl")
    }
}
