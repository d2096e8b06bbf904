import InformationCapacity
import SharedData
import Testing

@testable import Estimators

/// Sources whose rate is known in closed form.
///
/// A debug build sees a short piece of each, with the cost of learning that a short piece has; a release build sees a
/// million bytes.
@Suite struct BoringSourceTests {
    #if DEBUG
    static let count = 20_000
    static let slack = 0.1
    #else
    static let count = 1_000_000
    static let slack = 0.0
    #endif

    private func rate(_ bytes: [UInt8]) -> Double {
        var predictor = BytePredictor(memory: .small)
        return predictor.learn(bytes.span).value / Double(bytes.count)
    }

    @Test func uniformBytesCostEightBits() {
        var random = SplitMix(seed: 7)
        #expect(
            rate((0..<Self.count).map { _ in UInt8(truncatingIfNeeded: random.next() >> 20) }) <= 8.001 + Self.slack)
    }

    @Test func zerosCostNothing() {
        #expect(rate(Array(repeating: 0, count: Self.count)) <= 0.001 + Self.slack)
    }

    @Test func independentSymbolsCostTheirEntropy() {
        var random = SplitMix(seed: 8)
        let symbols: [UInt8] = [97, 97, 97, 97, 98, 98, 99, 100]
        #expect(rate((0..<Self.count).map { _ in symbols[Int(random.next() >> 61)] }) <= 1.755 + Self.slack)
    }

    @Test func orderTwoMarkovSourceCostsItsRate() {
        var random = SplitMix(seed: 9)
        let rows = (0..<64).map { _ in
            let weights = (0..<8).map { _ in
                let u = random.unit()
                return u * u * u * u + 0.001
            }
            return weights.map { $0 / weights.reduce(0, +) }
        }
        var ideal = 0.0
        var pair = 0
        let bytes = (0..<Self.count).map { _ in
            var left = random.unit()
            var symbol = 0
            while symbol < 7, left >= rows[pair][symbol] {
                left -= rows[pair][symbol]
                symbol += 1
            }
            ideal -= PortableMath.log2(rows[pair][symbol])
            pair = (pair * 8 + symbol) & 63
            return UInt8(97 + symbol)
        }
        #expect(rate(bytes) <= (1.005 + 2 * Self.slack) * ideal / Double(Self.count))
    }

    #if !DEBUG
    /// At most the better of zpaq -m5 and lpaq1 -7 (`vectors/code-lengths.json`).
    @Test(
        .enabled(if: SharedData.has("data/corpora/prose/shakespeare.txt")),
        arguments: [
            ("prose/shakespeare.txt", 274_606), ("prose/war-and-peace.txt", 693_934),
            ("wiki/enwik-first-4000000.xml", 877_097), ("chat/gsm8k-train.jsonl", 742_125),
        ])
    func corporaCostLessThanTheStrongestPeers(file: String, peer: Int) throws {
        let bytes = [UInt8](try #require(SharedData.data("data/corpora/" + file)))
        var predictor = BytePredictor(memory: .standard)
        #expect(predictor.learn(bytes.span) <= Bits(8 * Double(peer)))
    }
    #endif
}
