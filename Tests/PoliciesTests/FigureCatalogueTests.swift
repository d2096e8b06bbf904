import Assessment
import Corpora
import Foundation
import Summaries
import Testing

@testable import Policies

/// What can be checked is known before a corpus is read: it must be what reports have.
@Suite("The figures that a policy can name")
struct FigureCatalogueTests {
    /// The figures of a small corpus of lines, with all that there is.
    private static func figures(tokenIDs: Bool) async throws -> FigurePaths {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "assay-catalogue-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var state: UInt64 = 1
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        for file in 0..<6 {
            if tokenIDs {
                let ids = (0..<4000).flatMap { _ in [UInt8(min(next(200), next(200))), 0] }
                try Data(ids).write(to: folder.appending(path: "\(file).bin"))
            } else {
                let lines = (0..<20).map { _ in
                    #"{"text": ""#
                        + (0..<60).map { _ in "w\(min(next(300), next(300)))" }.joined(separator: " ")
                        + #""}"#
                }
                try Data((lines + ["{"]).joined(separator: "\n").utf8).write(
                    to: folder.appending(path: "\(file).jsonl"))
            }
        }
        let options = CorpusOptions(
            inputFormat: tokenIDs ? .ids16 : nil,
            tokenIDs: tokenIDs ? TokenIdOptions(vocabularySize: 256, endOfDocument: nil) : nil)
        let listing = CorpusDiscovery.discover(
            [.path(folder.path)], selection: CorpusSelection(split: nil))
        let plan = ScanPlan(
            listing, name: "c", options: options, parameters: SummaryParameters(reading: options),
            mostFiles: 1)
        var shards = Shards()
        var summary = Summary(parameters: plan.parameters)
        for unit in plan.units {
            let part = await plan.summary(of: [unit], options: options, tokenizer: nil, threads: 1)
            if let path = unit.work?.slices.first?.file.relativePath {
                shards.add(part, name: path, paths: [path])
            }
            try summary.merge(part)
        }
        let comparison = try await ShardComparison(shards, of: summary, budget: 1 << 14, threads: 2)
        let assessment = CorpusAssessment(
            name: "c", version: "0", summary: summary, allowedUnreadableShare: 1, threads: 2,
            learningBudget: 1 << 13)
        return tokenIDs
            ? try await assessment.tokenReport().checkFigures(comparison)
            : try await assessment.report().checkFigures(comparison)
    }

    @Test(arguments: [false, true])
    func `every figure of a report is in it, with its unit`(tokenIDs: Bool) async throws {
        let figures = try await Self.figures(tokenIDs: tokenIDs)
        #expect(figures.entries.count > (tokenIDs ? 30 : 120))
        for entry in figures.entries {
            let unit = FigureCatalogue.unit(of: entry.path)
            #expect(unit != nil, "\(entry.path) is not in the catalogue")
            if let figure = entry.figure { #expect(unit == figure.unit, "\(entry.path)") }
        }
    }

    @Test
    func `what has a fixed name in it is in every report`() async throws {
        let text = try await Self.figures(tokenIDs: false)
        let ids = try await Self.figures(tokenIDs: true)
        for entry in FigureCatalogue.all where !entry.pattern.contains("*") {
            #expect(
                text[entry.pattern] != nil || ids[entry.pattern] != nil, "no report has \(entry.pattern)")
        }
    }

    @Test(arguments: [
        "", "entropy", "entropy.codeLengths.xz", "entropy.codeLengths..perByte", "contents.documents.",
        "shards.size.deviation",
    ])
    func `a path with a part too many, too few or none is none`(path: String) {
        #expect(FigureCatalogue.unit(of: path) == nil)
    }
}
