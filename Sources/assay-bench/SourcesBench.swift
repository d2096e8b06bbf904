import ArgumentParser
import Estimators
import InformationCapacity

/// The learned predictor on sources simpler than text, a million bytes each: what it needs, and what the source needs.
struct SourcesBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "sources")

    private static let count = 1_000_000

    /// Knuth's MMIX generator: its high bits are good enough to draw from.
    private struct Generator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 24
        }

        mutating func unit() -> Double { Double(next()) * 0x1p-40 }
    }

    func run() {
        var generator = Generator(state: 1)
        report("uniform", (0..<Self.count).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 8) }, needs: 8)
        report("zeros", [UInt8](repeating: 0, count: Self.count), needs: 0)
        let letters: [UInt8] = [97, 97, 97, 97, 98, 98, 99, 100]
        report("i.i.d.", (0..<Self.count).map { _ in letters[Int(generator.next() >> 37)] }, needs: 1.75)
        let (bytes, needs) = Self.markov(&generator)
        report("order-2 Markov", bytes, needs: needs)
    }

    /// Eight letters whose probabilities depend on the two before, and −log₂ of the text's probability for each.
    private static func markov(_ generator: inout Generator) -> (bytes: [UInt8], needs: Double) {
        let rows = (0..<64).map { _ in
            let weights = (0..<8).map { _ in
                let u = generator.unit()
                return u * u * u * u + 0.001
            }
            let sum = weights.reduce(0, +)
            return weights.map { $0 / sum }
        }
        var bits = 0.0
        var pair = 0
        let bytes = (0..<count).map { _ in
            var left = generator.unit()
            var symbol = 0
            while symbol < 7, left >= rows[pair][symbol] {
                left -= rows[pair][symbol]
                symbol += 1
            }
            bits -= PortableMath.log2(rows[pair][symbol])
            pair = (pair * 8 + symbol) & 63
            return UInt8(97 + symbol)
        }
        return (bytes, bits / Double(count))
    }

    private func report(_ name: String, _ bytes: [UInt8], needs: Double) {
        var predictor = BytePredictor(memory: .fitting(bytes: bytes.count))
        let rate = predictor.learn(bytes.span).value / Double(bytes.count)
        print(#"{"source": "\#(name)", "rate": \#(rate), "needs": \#(needs)}"#)
    }
}
