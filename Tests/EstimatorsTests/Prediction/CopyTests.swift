import InformationCapacity
import SharedData
import Testing

@testable import Estimators

@Suite("Copies of a predictor")
struct CopyTests {
    private func text(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SplitMix(seed: seed)
        let lexicon = (0..<200).map { _ in (0..<5).map { _ in UInt8(97 + random.next() % 26) } + [0x20] }
        var text: [UInt8] = []
        while text.count < count { text += lexicon[Int(random.next() % 200)] }
        return Array(text.prefix(count))
    }

    /// 20,000 bytes: bytes are decomposed anew on the way, before and after the copy.
    @Test(arguments: [5000, 20_000]) func `know the same and learn apart`(bytes: Int) {
        var original = BytePredictor(memory: .small)
        original.learn(text(bytes, seed: 1).span)
        var copy = original.copy()
        let before = original.stateHash
        #expect(copy.stateHash == before)
        let more = text(9000, seed: 2)
        let copied = copy.learn(more.span)
        #expect(original.stateHash == before)
        let other = text(1000, seed: 3)
        let score = copy.score(other.span)
        // The original, going the same way, comes to the same.
        let learnt = original.learn(more.span)
        let scored = original.score(other.span)
        #expect(learnt == copied && scored == score)
        #expect(original.stateHash == copy.stateHash)
    }
}
