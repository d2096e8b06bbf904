import Corpora
import Estimators
import InformationCapacity
import SharedData
import Summaries
import Testing

@testable import Assessment

/// THEORY section 3 (the interval, and the diagnostics of the literature) and section 4 (labels), through the assessment.
@Suite("Diagnostics of a corpus")
struct DiagnosticTests {
    /// Documents of words drawn from a lexicon of letters.
    private func documents(
        _ count: Int, words: Int = 60, letters: ClosedRange<UInt8> = 97...122, seed: UInt64
    ) -> [[UInt8]] {
        var random = SplitMix(seed: seed)
        let lexicon = (0..<500).map { _ in
            (0..<2 + Int(random.next() % 7)).map { _ in UInt8.random(in: letters, using: &random) }
        }
        return (0..<count).map { _ in
            (0..<words).flatMap { _ in lexicon[Int(min(random.next() % 500, random.next() % 500))] + [0x20] }
        }
    }

    /// Learning in a debug build is slow: one run of everything serves several tests, and the others take one order.
    private static let everything = Task {
        try await EntropyEstimates(
            text: SampleText(documents: DiagnosticTests().documents(90, seed: 1)), threads: 2, learningBudget: 4 << 10
        ).run()
    }

    private func withoutPredictor(_ documents: [[UInt8]]) async throws -> EntropyEstimates.Result {
        try #require(try await EntropyEstimates(text: SampleText(documents: documents), threads: 2).run())
    }

    /// The losses of the first order of 4 KiB.
    private func byteLosses(_ documents: [[UInt8]]) throws -> ByteLosses {
        let experiment = try #require(LearningExperiment(SampleText(documents: documents), mostBytes: 4 << 10))
        var predictor = experiment.makePredictor()
        for part in experiment.parts(order: 0) { _ = experiment.learn(part, &predictor) }
        return ByteLosses(experiment, &predictor)
    }

    @Test func `the interval stands around the entropy at its n, and every code is named`() async throws {
        let result = try #require(try await Self.everything.value)
        let learning = try #require(result.learning)
        let interval = result.interval
        // P6: a figure is never without its n.
        #expect(interval.budget == learning.budget && interval.basis == "held-out documents")
        #expect(interval.point.figure == learning.entropy)
        let upper = try #require(interval.upper.figure)
        #expect(upper.kind == .bound && upper.value >= learning.entropy.value)
        #expect(interval.codes.count == 6 && interval.codes.last?.name == "uniform")
        #expect(interval.codes[0].name.hasPrefix("learned predictor after 4096 bytes"))
        #expect(interval.overhead.value >= 0 && interval.overhead.value <= PortableMath.log2(6))
        #expect(interval.codes.allSatisfy { $0.figure.value >= interval.mixture.value - 0.001 })
        // Either an end with its kind, or the reason in words.
        #expect(interval.lower.figure?.kind ?? .extrapolation == .extrapolation)
        #expect(interval.lower.absence?.hasPrefix("not identified") ?? (interval.lower.figure != nil))
        #expect(learning.limitAbsence == nil || learning.limitAbsence == interval.lower.absence)
    }

    @Test func `the mixture of the sample costs a few bits above the best code`() async throws {
        let entropy = try await withoutPredictor(documents(60, seed: 2)).entropy
        #expect(entropy.mixture.total.value >= entropy.best.total.value)
        #expect(entropy.mixture.total.value <= entropy.best.total.value + PortableMath.log2(5))
        #expect(entropy.mixture.code == "mixture of 5 codes")
        #expect(
            abs(entropy.mixtureOverhead.value - entropy.mixture.total.value + entropy.best.total.value) < 1e-6)
    }

    @Test func `without the predictor the upper end is the sample's, and the rest says what it needs`() async throws {
        let result = try await withoutPredictor(documents(60, seed: 3))
        #expect(result.learning == nil && result.interval.basis == "the sample" && result.interval.budget == nil)
        #expect(result.interval.upper.figure?.value == result.entropy.mixture.perByte.value)
        let absent = [
            result.interval.lower, result.interval.point, result.diagnostics.positions.adaptingSlope,
            result.diagnostics.halves.exponent, result.diagnostics.order.effect,
        ]
        #expect(absent.allSatisfy { $0.figure == nil && $0.absence?.contains("--quick") == true })
        // Counts need no predictor.
        #expect(result.diagnostics.vocabulary.zipfExponent.figure != nil)
        #expect(result.diagnostics.order.mixingPenalty.figure != nil)
    }

    @Test func `positions and halves are measured where documents are long enough, else they say so`() throws {
        let long = DiagnosticEstimates.documents(try byteLosses(documents(90, words: 120, seed: 4)), absence: "")
        let points = long.positions.points
        #expect(points.first?.from == 0 && points.first?.to == 1)
        #expect(zip(points, points.dropFirst()).allSatisfy { $0.to == $1.from })
        // Frozen tables learn nothing inside a document.
        let last = try #require(points.last { $0.documents >= 20 })
        #expect(last.adapting.value < last.frozen.value)
        #expect(long.positions.adaptingSlope.figure?.unit == "bit/byte per doubling")
        #expect(long.halves.points.map(\.bytes) == [256, 512])
        #expect(long.halves.points.allSatisfy { $0.documents >= 20 && $0.information.interval != nil })
        #expect(long.halves.exponent.absence?.hasPrefix("not identified") == true)
        let short = DiagnosticEstimates.documents(try byteLosses(documents(110, words: 10, seed: 5)), absence: "")
        #expect(short.halves.points.isEmpty)
        #expect(short.halves.exponent.absence?.hasSuffix("20 are needed") == true)
        #expect(short.positions.adaptingSlope.absence?.contains("255 bytes") == true)
    }

    @Test func `which documents are halved, and how often`() {
        let halving = ByteLosses.Halving(lengths: [100, 5000] + [Int](repeating: 1024, count: 60))
        #expect(halving.lengths == [256, 512, 1024] && halving.documents == Set(1...48) && halving.absence == nil)
        let few = ByteLosses.Halving(lengths: [Int](repeating: 400, count: 19))
        #expect(few.lengths.isEmpty && few.documents.isEmpty)
        #expect(few.absence == "19 held-out documents have 256 bytes, 20 are needed")
    }

    @Test func `scoring the bytes leaves the predictor as it was, and gives the curve's own totals`() throws {
        let text = SampleText(documents: documents(100, seed: 6))
        let experiment = try #require(LearningExperiment(text, mostBytes: 4 << 10))
        var predictor = experiment.makePredictor()
        for part in experiment.parts(order: 0) { _ = experiment.learn(part, &predictor) }
        let before = predictor.stateHash
        let losses = ByteLosses(experiment, &predictor)
        let after = predictor.stateHash
        #expect(before == after)
        let excerpts = experiment.split.heldOut.map(experiment.excerpt)
        var adapting: [Bits] = []
        var frozen: [Bits] = []
        for excerpt in excerpts {
            adapting.append(experiment.score(excerpt, &predictor))
            frozen.append(experiment.scoreFrozen(excerpt, &predictor))
        }
        #expect(adapting == losses.adaptingTotals && frozen == losses.frozenTotals)
        #expect(experiment.parts(order: 0).reduce(0) { $0 + $1.count } == 4 << 10)
    }

    /// The order effect of a corpus: its first order learnt twice.
    private func orderEffect(_ text: SampleText) throws -> Diagnosed {
        let experiment = try #require(LearningExperiment(text, mostBytes: 16 << 10))
        #expect(OrderEffect.budget(experiment) == 16 << 10)
        var predictor = experiment.makePredictor()
        let shuffled = experiment.parts(order: 0).map {
            LearningExperiment.LearntPart(range: $0, codeLength: experiment.learn($0, &predictor))
        }
        return OrderEffect.figure(
            experiment, own: OrderEffect.learnInOwnOrder(experiment), shuffled: shuffled)
    }

    @Test func `a corpus in blocks is mixed, and its neighbours are alike; an even one is neither`() throws {
        let kinds = [documents(60, letters: 97...109, seed: 7), documents(60, letters: 110...122, seed: 8)]
        let blocks = SampleText(documents: kinds[0] + kinds[1])
        let even = SampleText(documents: zip(kinds[0], kinds[1]).flatMap { [$0, $1] })
        #expect(try #require(DiagnosticEstimates.mixingPenalty(blocks).figure).value > 0.5)
        #expect(try #require(DiagnosticEstimates.mixingPenalty(even).figure).value < 0.01)
        let effect = try #require(try orderEffect(blocks).figure)
        #expect(effect.value < 0 && effect.interval != nil)
        #expect(abs(try #require(try orderEffect(even).figure).value) < abs(effect.value))
    }

    @Test func `copies have no place of their own in the order, one document has no halves`() throws {
        let base = documents(40, seed: 10)
        let copied = try orderEffect(SampleText(documents: base + base))
        #expect(copied.figure == nil && copied.absence?.contains("more than once") == true)
        let single = DiagnosticEstimates.mixingPenalty(SampleText(documents: documents(1, seed: 11)))
        #expect(single.absence == "1 document has no halves; at least 2 are needed")
    }

    @Test func `what made a figure is written down with its n`() async throws {
        let result = try #require(try await Self.everything.value)
        let learnt = try #require(result.provenance.first { $0.figures == "learning" })
        #expect(learnt.bytes == result.learning?.budget)
        #expect(learnt.method.contains("3 orders"))
        #expect(result.provenance.contains { $0.figures == "entropy.codeLengths" && $0.method.contains("xz") })
    }

    /// P5 of THEORY section 1, loosely: half of the documents of a novel replaced by noise.
    @Test(.enabled(if: SharedData.has("data/corpora/prose/moby-dick.txt")))
    func `noise documents take structure away, and not more than their share`() throws {
        let bytes = [UInt8](try #require(SharedData.data("data/corpora/prose/moby-dick.txt")).prefix(32 << 10))
        let plain = stride(from: 0, to: bytes.count, by: 1024).map {
            Array(bytes[$0..<min($0 + 1024, bytes.count)])
        }
        func structure(_ documents: [[UInt8]]) throws -> Double {
            let text = SampleText(documents: documents)
            let experiment = try #require(LearningExperiment(text, mostBytes: 16 << 10))
            #expect(experiment.budget == 16 << 10)
            let result = try #require(experiment.run(order: 0))
            return try #require(
                LearningEstimates(experiment: experiment, results: [result]).report()
            ).structure.value
        }
        let ratio =
            try structure(Degradation.halfRandom.documents(from: plain, size: bytes.count)) / structure(plain)
        // (1 − p)^(1−b) with b from 0 to 0.6, and room for so small an n.
        #expect(ratio > 0.4 && ratio < 0.9, "\(ratio)")
    }
}
