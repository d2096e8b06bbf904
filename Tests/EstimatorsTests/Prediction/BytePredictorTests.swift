import InformationCapacity
import SharedData
import Testing

@testable import Estimators

@Suite struct BytePredictorTests {
    /// Sentences from a few words: something to learn, and the same in every run.
    static func text(_ count: Int, seed: UInt64) -> [UInt8] {
        let words = ["the ", "learner ", "of ", "bytes ", "and ", "words ", "sees ", "many ", "a ", "line\n", "42, "]
        var random = SplitMix(seed: seed)
        var text: [UInt8] = []
        while text.count < count { text += words[Int(random.next() % UInt64(words.count))].utf8 }
        return Array(text.prefix(count))
    }

    static let degenerate: [[UInt8]] = [
        [], [0], [255], Array(0...255), Array(repeating: 0, count: 3000), Array(repeating: 255, count: 300),
        Array((0...255).reversed()),
    ]

    @Test func lossesAreOnePerByteAndSumToTheCodeLength() {
        let document = Self.text(3000, seed: 1)
        var losses: [Double] = [1]
        var predictor = BytePredictor(memory: .small)
        let bits = predictor.learn(document.span, losses: &losses)
        #expect(losses.count == document.count)
        #expect(losses.allSatisfy { $0 > 0 && $0 < 64 })
        #expect(losses.reduce(0, +) == bits.value)
    }

    @Test func firstByteCostsEightBits() {
        var losses: [Double] = []
        var predictor = BytePredictor(memory: .small)
        let byte: [UInt8] = [77]
        _ = predictor.scoreFrozen(byte.span, losses: &losses)
        #expect(abs(losses[0] - 8) < 0.01)
        // Its first bits teach about its last ones.
        _ = predictor.learn(byte.span, losses: &losses)
        #expect(abs(losses[0] - 8) < 1)
    }

    @Test func sameBytesGiveSameLossesAndState() {
        let document = Self.text(4000, seed: 2)
        var first = BytePredictor(memory: .small)
        var second = BytePredictor(memory: .small)
        #expect(first.learn(document.span).value == second.learn(document.span).value)
        #expect(first.stateHash == second.stateHash)
        #expect(first.learn(document.span) < Bits(0.2 * 8 * Double(document.count)))
    }

    @Test func scoreRestoresTheStateExactly() {
        let learned = Self.text(3000, seed: 3)
        let scored = Self.text(3000, seed: 4) + (0...255).map { UInt8($0) }
        var trial = BytePredictor(memory: .small)
        var twin = BytePredictor(memory: .small)
        _ = trial.learn(learned.span)
        _ = twin.learn(learned.span)
        let before = trial.stateHash
        let first = trial.score(scored.span)
        #expect(trial.stateHash == before)
        #expect(trial.score(scored.span) == first)
        #expect(trial.stateHash == before)
        // A score is what learning would have cost, and learning afterwards is as if there had been none.
        var losses: [Double] = []
        #expect(trial.learn(scored.span, losses: &losses) == first)
        #expect(twin.learn(scored.span) == first)
        #expect(trial.stateHash == twin.stateHash)
    }

    @Test func scoresDoNotDependOnTheirOrder() {
        let documents = (5...8).map { Self.text(700, seed: $0) }
        var predictor = BytePredictor(memory: .small)
        _ = predictor.learn(Self.text(2000, seed: 9).span)
        let forward = documents.map { predictor.score($0.span) }
        let backward = documents.reversed().map { predictor.score($0.span) }
        #expect(forward == backward.reversed())
    }

    @Test func frozenScoreChangesNothingAndMissesWhatTheDocumentTeaches() {
        var predictor = BytePredictor(memory: .small)
        _ = predictor.learn(Self.text(4000, seed: 10).span)
        let before = predictor.stateHash
        // A document that repeats one line: learning inside it pays.
        let document = Array(repeating: Array("Zürich 1848: quux, frobnicate!\n".utf8), count: 20).flatMap { $0 }
        let frozen = predictor.scoreFrozen(document.span)
        #expect(predictor.stateHash == before)
        #expect(predictor.score(document.span) < 0.5 * frozen)
        var losses: [Double] = []
        #expect(predictor.scoreFrozen(document.span, losses: &losses) == frozen)
        #expect(losses.count == document.count)
    }

    /// Beyond 8 KiB bytes are decomposed anew: what was learned is learnt again, and nothing else changes.
    @Test func decomposingAnewKeepsWhatWasLearned() {
        let documents = (20...24).map { Self.text(2500, seed: $0) }
        var predictor = BytePredictor(memory: .small)
        var twin = BytePredictor(memory: .small)
        let costs = documents.map { predictor.learn($0.span) }
        let again = documents.map { twin.learn($0.span) }
        #expect(costs == again)
        #expect(predictor.version == 1)
        #expect(predictor.stateHash == twin.stateHash)
        #expect(predictor.position == 12_500)
        #expect(costs[4] < 1.05 * costs[2])
        let next = Self.text(2500, seed: 25)
        let before = predictor.stateHash
        let score = predictor.score(next.span)
        #expect(predictor.stateHash == before)
        #expect(predictor.learn(next.span) == score)
    }

    /// With two threads every loss and all of the state are as with one.
    @Test func twoThreadsChangeNothing() {
        let document = Self.text(20_000, seed: 26)
        let second = Self.text(5001, seed: 27)
        var one = BytePredictor(memory: .small)
        var two = BytePredictor(memory: .small, threads: 2)
        var losses: [Double] = []
        var twins: [Double] = []
        #expect(one.learn(document.span, losses: &losses) == two.learn(document.span, losses: &twins))
        #expect(losses == twins)
        #expect(one.learn(second.span) == two.learn(second.span))
        #expect(one.stateHash == two.stateHash)
        #expect(one.score(second.span) == two.score(second.span))
    }

    @Test(arguments: degenerate) func degenerateDocuments(document: [UInt8]) {
        var predictor = BytePredictor(memory: .small)
        let before = predictor.stateHash
        let score = predictor.score(document.span)
        #expect(predictor.stateHash == before)
        #expect(predictor.learn(document.span) == score)
        #expect(score.value.isFinite && score.value >= 0)
        #expect(score.value <= 8 * Double(document.count) + 8)
        #expect((predictor.stateHash == before) == document.isEmpty)
    }

    @Test func memoryIsWithinItsStatedSize() {
        #expect(BytePredictor(memory: .standard, threads: 2).memoryInUse <= 512 << 20)
        #expect(BytePredictor(memory: .small).memoryInUse <= 64 << 20)
    }

    /// The probabilities of all 256 bytes that could come next add up to one: no part of the model sees the byte before
    /// its probability is fixed.
    @Test(arguments: ["", "bytes and words sees many bytes and wor"], [3000, 9000])
    func probabilitiesOfTheNextByteSumToOne(prefix: String, learned: Int) {
        var predictor = BytePredictor(memory: .small)
        _ = predictor.learn(Self.text(learned, seed: 11).span)
        var sum = 0.0
        var losses: [Double] = []
        for byte in 0...255 {
            let document = Array(prefix.utf8) + [UInt8(byte)]
            _ = predictor.score(document.span, losses: &losses)
            sum += PortableMath.exp(-(losses.last ?? 0) * PortableMath.log(2))
        }
        #expect(abs(sum - 1) < 1e-6)
    }

    /// The same in debug and in release builds, and on every machine; recorded from this implementation.
    @Test func codeLengthIsFrozen() {
        var predictor = BytePredictor(memory: .small)
        let bits = predictor.learn(Self.text(9000, seed: 12).span) + predictor.learn(Array(0...255).span)
        #expect(bits.value.bitPattern == 4_666_336_557_161_080_555)
        #expect(predictor.stateHash == 10_633_068_362_444_904_525)
    }
}
