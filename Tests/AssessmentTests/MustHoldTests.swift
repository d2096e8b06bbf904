import Corpora
import Foundation
import InformationCapacity
import SharedData
import Summaries
import Testing

@testable import Assessment

/// The order that structure must give (THEORY section 4), on real texts; minutes long, so only where it is asked for.
@Suite(
    "Must-hold order",
    .enabled(
        if: ProcessInfo.processInfo.environment["ASSAY_SOAK"] != nil && SharedData.has("data/corpora/prose"),
        "minutes long: Scripts/soak runs it"), .serialized)
struct MustHoldTests {
    struct Base: Sendable, CustomTestStringConvertible {
        var files: [String]
        var budget: Int
        var testDescription: String { files[0] }
    }

    static let bases = [
        Base(files: ["prose/war-and-peace.txt"], budget: 512 << 10),
        Base(files: ["multilingual/ru_pud-ud-test.txt"], budget: 128 << 10),
        Base(files: ["multilingual/hi_pud-ud-test.txt"], budget: 128 << 10),
    ]

    private func documents(_ base: Base) throws -> [[UInt8]] {
        var documents: [[UInt8]] = []
        for file in base.files {
            let text = [UInt8](try #require(SharedData.data("data/corpora/\(file)")))
            var document: [UInt8] = []
            for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
                document += line + [0x0A]
                if document.count >= 2048 {
                    documents.append(document)
                    document = []
                }
            }
            documents.append(document)
        }
        return documents
    }

    /// nil where nothing can be held out: one document, however often it occurs.
    private func learn(_ documents: [[UInt8]], budget: Int) throws -> CorpusReport.Learning? {
        let text = SampleText(documents: documents)
        guard let experiment = LearningExperiment(text, mostBytes: budget) else { return nil }
        let results = (0..<UInt64(LearningExperiment.orderCount)).compactMap { experiment.run(order: $0) }
        return LearningEstimates(experiment: experiment, results: results).report()
    }

    /// S over the common budget: what a corpus with fewer bytes learnt is divided by all the same.
    private func sigma(_ learning: CorpusReport.Learning, _ budget: Int) -> (value: Double, error: Double) {
        let scale = Double(learning.budget) / Double(budget)
        let interval = learning.structureRate.interval
        let width = interval.map { ($0.upper - $0.lower) / (2 * 1.96) } ?? 0
        return (learning.structureRate.value * scale, width * scale)
    }

    @Test(arguments: bases)
    func `structure orders the degradations as it must`(base: Base) throws {
        let documents = try documents(base)
        // The held-out side takes up to a quarter.
        let size = base.budget * 3 / 2
        var sigmas: [Degradation: (value: Double, error: Double)] = [:]
        for degradation in Degradation.allCases {
            guard let learning = try learn(degradation.documents(from: documents, size: size), budget: base.budget)
            else {
                sigmas[degradation] = (0, 0)
                continue
            }
            let figure = sigma(learning, base.budget)
            sigmas[degradation] = figure
            print(
                "\(base.files[0]) \(degradation.rawValue) n=\(learning.budget)",
                "σ=\(figure.value) ± \(figure.error) L*=\(learning.entropy.value)",
                "g=\(learning.inDocumentGain.value) m=\(learning.stillLearning.value)")
        }
        // Published in the documentation, page "The predictor": the order does not hold everywhere yet.
        withKnownIssue("noise inside text counts as structure; small budgets are not reliable", isIntermittent: true) {
            for (index, tier) in Degradation.tiers.enumerated() {
                for better in tier {
                    for worse in Degradation.tiers[(index + 1)...].flatMap({ $0 }) {
                        let (a, b) = (sigmas[better] ?? (0, 0), sigmas[worse] ?? (0, 0))
                        let error = (a.error * a.error + b.error * b.error).squareRoot()
                        #expect(a.value > b.value - 2 * error, "\(better) \(a) is to be above \(worse) \(b)")
                    }
                }
            }
        }
        let (plain, cipher) = (sigmas[.none] ?? (0, 0), sigmas[.letterCipher] ?? (0, 0))
        #expect(
            abs(plain.value - cipher.value)
                <= 2 * (plain.error * plain.error + cipher.error * cipher.error).squareRoot())
        #expect(abs(sigmas[.random]?.value ?? 1) < 0.001)
        for encoded in [Degradation.base64, .hexadecimal] { #expect((sigmas[encoded]?.value ?? 1) <= 0.005) }
    }
}
