import Corpora
import Estimators
import InformationCapacity
import Summaries
import Testing

@testable import Assessment

@Suite("Learning experiment")
struct LearningTests {
    private func sample(_ documents: [[UInt8]], budget: Int = 16 << 20) -> SampleText {
        SampleText(documents: documents, budget: budget)
    }

    /// Documents of words from a small lexicon.
    private func documents(_ count: Int, seed: UInt64) -> [[UInt8]] {
        var state = seed
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        let lexicon = (0..<500).map { _ in (0..<Int(2 + next() % 7)).map { _ in UInt8(97 + next() % 26) } }
        return (0..<count).map { _ in
            (0..<60).flatMap { _ in lexicon[Int(min(next() % 500, next() % 500))] + [0x20] }
        }
    }

    @Test func `no near-duplicate cluster is on both sides, and nothing is lost`() {
        var all = documents(120, seed: 1)
        for index in 0..<60 {
            var copy = all[index]
            copy[copy.count / 2] = 0x21
            all.append(copy)
        }
        let text = sample(all)
        let split = HeldOutSplit(text)
        #expect(Set(split.training).isDisjoint(with: split.heldOut))
        #expect(split.training.count + split.heldOut.count == 180)
        #expect(!split.heldOut.isEmpty)
        let clusters = NearDuplicateClusters(text: text.bytes.span, bounds: text.bounds).clusters
        #expect(Set(split.training.map { clusters[$0] }).isDisjoint(with: split.heldOut.map { clusters[$0] }))
        #expect(Set(clusters).count <= 125)
        let heldOutBytes = split.heldOut.reduce(0) { $0 + text.length(of: $1) }
        #expect(heldOutBytes * 4 <= text.bytes.count)
    }

    @Test func `the split and the orders depend on content alone`() {
        let all = documents(80, seed: 2)
        let a = sample(all)
        let b = sample(all.reversed())
        func contents(_ text: SampleText, _ numbers: [Int]) -> [ContentHash] { numbers.map { text.hashes[$0] } }
        let (splitA, splitB) = (HeldOutSplit(a), HeldOutSplit(b))
        #expect(contents(a, splitA.heldOut) == contents(b, splitB.heldOut))
        for number in UInt64(0)..<3 {
            let orderA = TrainingOrder(a, splitA, number: number, mostBytes: 1 << 20).documents
            let orderB = TrainingOrder(b, splitB, number: number, mostBytes: 1 << 20).documents
            #expect(contents(a, orderA) == contents(b, orderB))
            #expect(orderA.sorted() == splitA.training.sorted())
        }
        #expect(
            TrainingOrder(a, splitA, number: 0, mostBytes: 1 << 20).documents
                != TrainingOrder(a, splitA, number: 1, mostBytes: 1 << 20).documents)
    }

    @Test func `repeated documents are learnt from as often as they occur`() {
        let base = documents(60, seed: 3)
        let text = sample(base + base + base)
        let split = HeldOutSplit(text)
        #expect(TrainingOrder(text, split, number: 0, mostBytes: 1 << 20).documents.count == 3 * split.training.count)
    }

    /// P1 of THEORY section 1.
    @Test func `the ledger closes, the curve falls, and all figures have an interval`() throws {
        let text = sample(documents(100, seed: 4))
        let experiment = try #require(LearningExperiment(text, mostBytes: 16 << 10))
        #expect(experiment.budget == 16 << 10)
        let results = try (0..<UInt64(2)).map { try #require(experiment.run(order: $0)) }
        let report = try #require(LearningEstimates(experiment: experiment, results: results).report())
        let ledger = report.ledger
        #expect(
            abs(ledger.baseline.value - ledger.saved.value - ledger.paidLearning.value - ledger.residual.value) < 1e-6)
        #expect(report.curve.map(\.bytes) == (0..<9).map { UInt64(16 << 10) >> (8 - $0) })
        #expect(
            zip(report.curve, report.curve.dropFirst()).allSatisfy {
                $0.runningMinimum.value >= $1.runningMinimum.value
            })
        // Every byte of an untrained predictor costs about log₂ 256 bits.
        #expect(abs(report.initialLoss.value - 8) < 0.1)
        #expect(report.entropy.value < report.curve[0].loss.value)
        #expect(report.entropy.interval != nil && report.structureRate.interval != nil)
        #expect(abs(report.structureRate.value * Double(16 << 10) - report.structure.value) < 1e-6)
    }

    @Test func `codes come from a learner that knew nothing, curves from one whose settings fit`() throws {
        let text = sample(documents(100, seed: 6))
        let experiment = try #require(LearningExperiment(text, mostBytes: 16 << 10))
        let result = try #require(experiment.run(order: 1))
        var new = experiment.makePredictor()
        let plain = experiment.parts(order: 1).map { experiment.learn($0, &new) }
        #expect(result.parts.map(\.codeLength) == plain)
        #expect(result.codeLength == plain.reduce(.zero, +))
        let heldOut = experiment.split.heldOut.map { experiment.score(experiment.excerpt(of: $0), &new) }
        let loss = heldOut.reduce(.zero, +).value / Double(experiment.heldOutBytes.reduce(0, +))
        #expect(abs(result.firstPassLoss.value - loss) < 1e-9)
        #expect(try #require(result.curve.codeLength) < result.codeLength)
    }

    @Test func `too little text has no experiment`() {
        #expect(LearningExperiment(sample(documents(3, seed: 5)), mostBytes: 1 << 20) == nil)
        #expect(LearningExperiment(sample([]), mostBytes: 1 << 20) == nil)
    }
}
