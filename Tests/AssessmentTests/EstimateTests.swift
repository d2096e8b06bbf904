import Corpora
import InformationCapacity
import SharedData
import Summaries
import Testing

@testable import Assessment

@Suite("Repetition")
struct RepetitionTests {
    @Test func `shares of a corpus with known copies`() throws {
        // Ten documents of 10 bytes, each four times.
        let documents = (0..<40).map { "document \($0 % 10)" }
        let repetition = RepetitionEstimates.all(Summary(documents: documents))
        #expect(repetition.uniqueDocumentShare == Figure(0.25, unit: "1", kind: .exact))
        #expect(repetition.duplicateDocumentShare == Figure(0.75, unit: "1", kind: .exact))
        #expect(repetition.duplicateLineShare?.value == 0.75)
        #expect(repetition.documentSpectrum.map(\.value) == [0, 0, 10])
        // D_eff = U + U·R*·(1 − e^(−3/R*)) with U = 100 bytes: 100 + 1540·(1 − e^(−0.194805)).
        let effective = try #require(repetition.effectiveBytes)
        #expect(abs(effective.value - 372.5877522) < 1e-6)
    }

    @Test func `nothing is absent, not zero`() {
        let repetition = RepetitionEstimates.all(Summary(documents: []))
        #expect(repetition.uniqueDocumentShare == nil)
        #expect(repetition.effectiveBytes == nil)
    }

    @Test func `a sampled share covers the truth`() throws {
        let parameters = SummaryParameters(documentKeys: 256)
        var covered = 0
        for seed in 0..<100 {
            let documents = (0..<4000).map { "text \(seed) \($0 % 3 == 0 ? $0 % 300 : $0)" }
            let share = try #require(
                RepetitionEstimates.all(Summary(documents: documents, parameters: parameters)).uniqueDocumentShare)
            let truth =
                Double(Set(documents).reduce(0) { $0 + $1.utf8.count })
                / Double(documents.reduce(0) { $0 + $1.utf8.count })
            let interval = try #require(share.interval)
            if interval.lower <= truth && truth <= interval.upper { covered += 1 }
        }
        #expect(covered >= 88, "covered \(covered) of 100 at a nominal 95 %")
    }
}

@Suite("Group intervals")
struct GroupIntervalTests {
    @Test func `a ratio's interval covers the true rate at 95 percent`() throws {
        var random = SplitMix(seed: 7)
        var covered = 0
        for _ in 0..<400 {
            var totals: [Double] = []
            var sizes: [Double] = []
            for _ in 0..<20 {
                let size = Double.random(in: 500...1500, using: &random)
                totals.append(size * (2 + Double.random(in: -0.5...0.5, using: &random)))
                sizes.append(size)
            }
            let rate = totals.reduce(0, +) / sizes.reduce(0, +)
            let interval = try #require(GroupInterval.ofRatio(around: rate, totals: totals, sizes: sizes))
            if interval.lower <= 2 && 2 <= interval.upper { covered += 1 }
        }
        // 400 trials at 95 %: a standard deviation of 1.1 points.
        #expect(covered >= 367 && covered <= 395, "covered \(covered) of 400")
    }

    @Test func `equal groups leave no width, one group no interval`() throws {
        let interval = try #require(
            GroupInterval.ofRatio(
                around: 2, totals: [Double](repeating: 20, count: 20), sizes: [Double](repeating: 10, count: 20)))
        #expect(interval.lower == 2 && interval.upper == 2)
        #expect(GroupInterval.ofRatio(around: 2, totals: [20, 0], sizes: [10, 0]) == nil)
    }

    @Test func `the jackknife of a mean is the standard error of the mean`() throws {
        var random = SplitMix(seed: 9)
        let values = (0..<20).map { _ in Double.random(in: 0...1, using: &random) }
        let mean = values.reduce(0, +) / 20
        let replicates = values.map { (mean * 20 - $0) / 19 }
        let interval = try #require(GroupInterval.ofJackknife(around: mean, replicates: replicates))
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19
        #expect(abs((interval.upper - mean) - 2.093024 * (variance / 20).squareRoot()) < 1e-6)
    }
}

@Suite("Bounded tasks")
struct BoundedTaskTests {
    @Test(arguments: [1, 2, 8]) func `results keep their order and memory its bound`(width: Int) async throws {
        let gauge = Gauge()
        let tasks = (0..<40).map { index in
            BoundedTask(memory: index % 7 * 10) {
                gauge.enter(index % 7 * 10)
                defer { gauge.leave(index % 7 * 10) }
                return index * index
            }
        }
        #expect(try await runBounded(tasks, memory: 70, width: width) == (0..<40).map { $0 * $0 })
        #expect(gauge.peak <= 70)
    }

    @Test func `a task too large for the budget runs alone`() async throws {
        let task = BoundedTask(memory: 1000) { 1 }
        #expect(try await runBounded([task, task], memory: 10, width: 4) == [1, 1])
    }
}
