import Foundation
import InformationCapacity
import SharedData
import Testing

@testable import Estimators

/// A pilot pass leaves its settings behind, and nothing of its text.
@Suite("Forgetting text")
struct ForgetTextTests {
    /// Words of a lexicon that each seed draws anew.
    private func text(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SplitMix(seed: seed)
        let lexicon = (0..<300).map { _ in
            (0..<Int(3 + random.next() % 6)).map { _ in UInt8(97 + random.next() % 26) } + [0x20]
        }
        var text: [UInt8] = []
        while text.count < count { text += lexicon[Int(min(random.next() % 300, random.next() % 300))] }
        return Array(text.prefix(count))
    }

    private func pilot(_ seed: UInt64, _ count: Int = 20_000) -> BytePredictor {
        var predictor = BytePredictor(memory: .small)
        predictor.learn(text(count, seed: seed).span)
        predictor.forgetText()
        return predictor
    }

    @Test func whatTheTextIsLookedUpInIsThatOfANewPredictor() {
        let new = BytePredictor(memory: .small)
        let forgetful = pilot(1)
        var forgotten = 0
        for range in new.forgottenRanges {
            let same = unsafe memcmp(new.base + range.lowerBound, forgetful.base + range.lowerBound, range.count) == 0
            #expect(same, "bytes \(range)")
            forgotten += range.count
        }
        // Kept: the dense part without the counts of order 0, how bytes are told, and where slots lie.
        let layout = new.layout
        let kept = layout.orderZero + layout.denseEnd - layout.mixture + layout.slots - layout.paths
        #expect(forgotten + kept == new.layout.end)
        #expect(unsafe memcmp(new.base, forgetful.base, new.layout.orderZero) != 0)
        #expect(forgetful.position == 20_000)
    }

    @Test func aDocumentOfThePilotTextCostsWhatAnyOtherDoes() {
        let seed: UInt64 = 2
        let seen = Array(text(20_000, seed: seed)[5000..<8000])
        let other = Array(text(20_000, seed: seed + 100)[5000..<8000])
        var knowing = BytePredictor(memory: .small)
        knowing.learn(text(20_000, seed: seed).span)
        #expect(knowing.score(seen.span) < 0.2 * knowing.score(other.span))
        // The pilot of either text, asked about either: what differs is what the settings were fitted to.
        var first = pilot(seed)
        var second = pilot(seed + 100)
        var costs: [Double] = []
        for document in [seen, other] {
            costs += [first.score(document.span).value, second.score(document.span).value]
        }
        for cost in costs {
            #expect(abs(cost / costs[0] - 1) < 0.05, "\(costs), seeds 2 and 102")
        }
    }

    @Test func aPilotPassLeavesLessToSettle() {
        let document = text(20_000, seed: 3)
        var new = BytePredictor(memory: .small)
        var calibrated = pilot(4)
        #expect(calibrated.learn(document.span) < new.learn(document.span))
    }

    @Test func forgettingNothingChangesNothing() {
        var predictor = BytePredictor(memory: .small)
        let before = predictor.stateHash
        predictor.forgetText()
        #expect(predictor.stateHash == before)
        // Twice is once.
        var twice = pilot(5, 3000)
        let once = twice.stateHash
        twice.forgetText()
        #expect(twice.stateHash == once)
    }
}
