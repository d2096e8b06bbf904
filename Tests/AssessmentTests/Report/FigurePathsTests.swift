import Corpora
import Foundation
import SharedData
import Summaries
import Testing

@testable import Assessment

@Suite("Figure paths")
struct FigurePathsTests {
    private func report(_ documents: [String]) async throws -> CorpusReport {
        try await CorpusAssessment(
            name: "test", version: "0", summary: Summary(documents: documents), learningBudget: nil
        ).report()
    }

    private func text(_ seed: UInt64) -> [String] {
        var random = SplitMix(seed: seed)
        return (0..<40).map { document in
            (0..<40).map { _ in "word\(min(random.next() % 90, random.next() % 90))" }.joined(separator: " ")
                + "\nline \(document)"
        }
    }

    /// A learning part whose figures are all different, so that one that is passed over is missed.
    private var learning: CorpusReport.Learning {
        var last = 1000.0
        func figure() -> Figure {
            last += 1
            return Figure(last, unit: "bit", kind: .diagnostic, intervalAbsence: "made up")
        }
        return CorpusReport.Learning(
            budget: 8192, orders: 3, heldOutDocuments: 20, heldOutBytes: 999, modelBits: figure(),
            initialLoss: figure(),
            curve: [4096, 8192].map { .init(bytes: $0, loss: figure(), runningMinimum: figure()) },
            entropy: figure(), limit: figure(), structureRate: figure(), structure: figure(), stillLearning: figure(),
            noiseShare: figure(), exchangeabilityGap: figure(), inDocumentGain: figure(),
            ledger: .init(baseline: figure(), saved: figure(), paidLearning: figure(), residual: figure()),
            capacity: ["literal (not a violation)", "structural"].map { .init(name: $0, figure: figure()) })
    }

    /// Every object of the JSON that is a figure, found by its keys alone.
    private func figures(in json: Any, at path: String) -> [(path: String, value: Double, unit: String)] {
        if let object = json as? [String: Any] {
            if let value = object["value"] as? Double, let unit = object["unit"] as? String, object["kind"] != nil {
                return [(path, value, unit)]
            }
            return object.flatMap { figures(in: $1, at: path + "." + $0) }
        }
        return (json as? [Any])?.flatMap { figures(in: $0, at: path) } ?? []
    }

    @Test func `every figure of the JSON form has a path`() async throws {
        var report = try await report(text(1))
        report.learning = learning
        let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report))
        // Foundation's reader of JSON is off by a last digit now and then.
        func rounded(_ value: Double, _ unit: String) -> String { String(format: "%.10g ", value) + unit }
        let paths = Set(report.figures.entries.compactMap { $0.figure }.map { rounded($0.value, $0.unit) })
        let found = figures(in: json, at: "")
        #expect(found.count > 60)
        // Examples are documents, and no figures of the corpus.
        for figure in found where !figure.path.hasSuffix(".perSymbol") && !figure.path.contains(".most") {
            let isReached = paths.contains(rounded(figure.value, figure.unit))
            #expect(isReached, "no path leads to \(figure.path)")
        }
        #expect(report.figures["learning.curve.8KiB.loss"]?.figure == report.learning?.curve[1].loss)
        #expect(report.figures["learning.capacity.literal"]?.figure == report.learning?.capacity[0].figure)
    }

    @Test func `paths are the same for every corpus, and say why a figure is absent`() async throws {
        let one = try await report(text(1)).figures
        let none = try await report([]).figures
        #expect(Set(one.entries.map(\.path)).count == one.entries.count)
        #expect(one["contents.documents"]?.figure == Figure(40, unit: "document", kind: .exact))
        #expect(one["learning.structureRate"]?.figure == nil)
        #expect(one["learning.structureRate"]?.absence == "needs the learned predictor: leave out --quick")
        #expect(one["entropy.codeLengths.xz.perByte"]?.figure?.unit == "bit/byte")
        #expect(none["entropy.mixture.perByte"]?.absence == "the corpus holds no text")
        #expect(one["learning.structurRate"] == nil)
    }

    @Test(arguments: [
        ("xz --lzma2=preset=9e,dict=8388608", "xz"), ("zstd -22 --ultra --zstd=wlog=23", "zstd-22"),
        ("zstd -22 --ultra --zstd=wlog=14, each document by itself", "zstd-22"),
        ("learned predictor after 4194304 bytes, mean of 3 orders", "learned-predictor"),
        ("calibrated bias (plug-in)", "calibrated-bias-plug-in"), ("Grassberger 2003", "grassberger-2003"),
        ("order-0 with the counts of the n bytes", "order-0"), ("", ""),
    ])
    func `a name becomes a key without its settings`(name: String, key: String) {
        #expect(FigurePaths.key(name) == key)
    }

    @Test(arguments: [(UInt64(0), "0B"), (1000, "1000B"), (65536, "64KiB"), (4 << 20, "4MiB"), (3 << 29, "1536MiB")])
    func `a number of bytes becomes a key in binary units`(bytes: UInt64, key: String) {
        #expect(FigurePaths.key(bytes: bytes) == key)
    }
}
