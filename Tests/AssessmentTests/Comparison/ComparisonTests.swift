import Corpora
import SharedData
import Summaries
import Testing

@testable import Assessment

@Suite("Comparison of corpora")
struct ComparisonTests {
    private func text(_ seed: UInt64, documents: Int = 60, words: UInt64 = 90) -> [String] {
        var random = SplitMix(seed: seed)
        return (0..<documents).map { _ in
            (0..<30).map { _ in "word\(min(random.next() % words, random.next() % words))" }.joined(separator: " ")
        }
    }

    private func compare(_ a: Summary, _ b: Summary) async throws -> CompareReport {
        try await ComparisonAssessment(
            ComparedCorpus(name: "a", summary: a), ComparedCorpus(name: "b", summary: b), version: "0",
            learningBudget: nil
        ).report()
    }

    private func difference(_ report: CompareReport, _ path: String) throws -> FigureChange {
        try #require(report.changes.first { $0.path == path })
    }

    @Test func `a corpus against itself has no difference`() async throws {
        let summary = Summary(documents: text(1))
        let report = try await compare(summary, summary)
        #expect(report.changes.allSatisfy { $0.verdict == .tied || $0.verdict == .absent })
        #expect(report.divergences.map(\.alphabet) == ["bytes", "words"])
        #expect(report.divergences.allSatisfy { $0.divergence.figure?.value == 0 && $0.contributors.isEmpty })
        #expect(report.overlap?.units.first?.jaccard?.figure?.value == 1)
        #expect(report.sampleLimit == nil && report.isTrustworthy)
    }

    @Test func `differences turn around with the corpora`() async throws {
        let (a, b) = (Summary(documents: text(1)), Summary(documents: text(2, words: 400)))
        let (there, back) = (try await compare(a, b), try await compare(b, a))
        #expect(there.changes.count == back.changes.count)
        for change in there.changes {
            let other = try difference(back, change.path)
            #expect(
                change.verdict == other.verdict
                    && change.difference.figure.map { -$0.value } == other.difference.figure?.value)
            if let interval = change.difference.figure?.interval {
                let turned = try #require(other.difference.figure?.interval)
                #expect(abs(interval.lower + turned.upper) < 1e-12 && abs(interval.upper + turned.lower) < 1e-12)
            }
        }
        #expect(there.divergences.map(\.divergence.figure?.value) == back.divergences.map(\.divergence.figure?.value))
        let words = try difference(there, "entropy.wordEntropies.plug-in-maximum-likelihood")
        #expect(words.verdict == .changed && (words.difference.figure?.value ?? 0) > 1)
    }

    @Test func `of the larger sample as much is taken as the smaller has`() async throws {
        let report = try await compare(
            Summary(documents: text(1, documents: 50)), Summary(documents: text(2, documents: 200)))
        #expect(report.sampleLimit == report.first.sampleBytes)
        let (a, b) = (Double(report.first.sampleBytes), Double(report.second.sampleBytes))
        #expect(b <= a && b > a * 0.97)
        #expect(report.changes.allSatisfy { !$0.path.hasPrefix("entropy.") || $0.caution == nil || b < a * 0.98 })
        #expect(try difference(report, "contents.documents").difference.figure?.value == 150)
        #expect(report.findings.contains { $0.id == "equal-samples" })
    }

    @Test func `saved reports are compared by their figures`() async throws {
        let summary = Summary(documents: text(1))
        let saved = try await CorpusAssessment(name: "old", version: "0", summary: summary, learningBudget: nil)
            .report()
        let report = try await ComparisonAssessment(
            ComparedCorpus(saved), ComparedCorpus(name: "new", summary: summary), version: "1"
        ).report()
        #expect(report.overlap == nil && report.divergences.isEmpty && report.missing.count == 1)
        #expect(report.changes.allSatisfy { $0.verdict == .tied || $0.verdict == .absent })
        #expect(report.findings.contains { $0.id == "other-versions" })
    }

    /// [b − a] by hand: 0.5 ± √(0.3² + 0.4²) below, ± √(0.6² + 0.8²) above.
    @Test func `the interval of a difference adds margins in quadrature`() throws {
        let a = Figure(2, unit: "bit/byte", kind: .estimate, interval: .init(lower: 1.2, upper: 2.4, method: ""))
        let b = Figure(2.5, unit: "bit/byte", kind: .estimate, interval: .init(lower: 2.2, upper: 3.1, method: ""))
        let figure = FigureChange.difference(a, b)
        let interval = try #require(figure.interval)
        #expect(abs(interval.lower) < 1e-12 && abs(interval.upper - 1.5) < 1e-12)
        let exact = FigureChange.difference(Figure(1, unit: "1", kind: .exact), Figure(1.5, unit: "1", kind: .exact))
        #expect(exact.kind == .exact && FigureChange.verdict(exact) == .changed)
        let bounds = FigureChange.difference(
            Figure(1, unit: "bit/byte", kind: .bound), Figure(1.5, unit: "bit/byte", kind: .bound))
        // The difference of two upper bounds bounds nothing, but it is what these codes differ by.
        #expect(bounds.kind == .exact)
    }

    /// Corpora of one source differ in few figures, and the interval of the difference holds 0 as often as it should.
    @Test func `intervals of differences cover`() throws {
        var covered = 0
        var random = SplitMix(seed: 9)
        func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + random.unit() } }
        for _ in 0..<400 {
            func figure(_ truth: Double, _ error: Double) -> Figure {
                let value = truth + error * normal()
                return Figure(
                    value, unit: "1", kind: .estimate,
                    interval: .init(lower: value - 1.96 * error, upper: value + 1.96 * error, method: ""))
            }
            let interval = try #require(FigureChange.difference(figure(3, 0.4), figure(4, 0.1)).interval)
            if interval.lower <= 1, 1 <= interval.upper { covered += 1 }
        }
        #expect((364...394).contains(covered), "\(covered) of 400")
    }
}

@Suite("Jensen–Shannon divergence")
struct JensenShannonTests {
    @Test(
        arguments: [
            ([1, 0], [0, 1], 1.0), ([3, 5], [6, 10], 0), ([1, 1], [1, 0], 0.311278124459),
            ([9, 1], [1, 9], 0.531004406410),
        ] as [([UInt64], [UInt64], Double)])
    func `known values`(first: [UInt64], second: [UInt64], bits: Double) throws {
        let value = try #require(JensenShannon(first, second).value)
        #expect(abs(value - bits) < 1e-11, "\(value)")
    }

    /// The naive twin: H(m) − ½ H(p) − ½ H(q).
    @Test func `entropy of the mean less the mean entropy`() throws {
        var random = SplitMix(seed: 4)
        for _ in 0..<50 {
            let (a, b) = ((0..<40).map { _ in random.next() % 50 }, (0..<40).map { _ in random.next() % 50 })
            func share(_ counts: [UInt64]) -> [Double] { counts.map { Double($0) / Double(counts.reduce(0, +)) } }
            func entropy(_ p: [Double]) -> Double { -p.reduce(0) { $1 > 0 ? $0 + $1 * $1.logarithm : $0 } }
            let (p, q) = (share(a), share(b))
            let expected = entropy(zip(p, q).map { ($0 + $1) / 2 }) - (entropy(p) + entropy(q)) / 2
            let compared = JensenShannon(a, b)
            #expect(abs(try #require(compared.value) - expected) < 1e-12)
            #expect(compared.contributions.allSatisfy { $0 >= 0 })
        }
        #expect(JensenShannon([0, 0], [1, 2]).value == nil)
    }

    @Test func `the words that pull apart are named`() throws {
        let left = SampleText(documents: (0..<40).map { Array("common words and cat number \($0 % 3)".utf8) })
        let right = SampleText(documents: (0..<40).map { Array("common words and dog number \($0 % 3)".utf8) })
        let divergence = WordComparison(left, right).divergence
        #expect(Set(divergence.contributors.prefix(2).map(\.symbol)) == ["cat", "dog"])
        // Each of 11 symbols of a text (words and the spaces between them are counted alike) is one of them, half in each.
        let value = try #require(divergence.divergence.figure)
        #expect(value.kind == .exact && value.value > 0)
        #expect(abs(divergence.contributors.reduce(0) { $0 + $1.share.value } - 1) < 1e-12)
    }
}

import InformationCapacity

extension Double {
    fileprivate var logarithm: Double { PortableMath.log2(self) }
}
