import InformationCapacity
import SharedData

/// A hidden Markov source that no finite context describes: several states emit each letter, so its rate has no closed form.
struct HiddenMarkovSource: Sendable {
    static let standard = HiddenMarkovSource(states: 4, symbols: 6, seed: 5)

    /// The rate of the standard source from the forward recursion over 2²² letters, with its standard error.
    static let standardRate = standard.rate(letters: 1 << 22, seed: 6)

    private let transitions: [[Double]]
    private let emissions: [[Double]]

    init(states: Int, symbols: Int, seed: UInt64) {
        var random = SplitMix(seed: seed)
        transitions = (0..<states).map { state in
            (0..<states).map { $0 == state ? 0.88 : 0.12 / Double(states - 1) }
        }
        emissions = (0..<states).map { _ in
            let weights = (0..<symbols).map { _ in
                let u = random.unit()
                return u * u * u + 0.002
            }
            let sum = weights.reduce(0, +)
            return weights.map { $0 / sum }
        }
    }

    /// Letters from an equally likely start (the long run's, transitions being symmetric), and −log₂ of their probability.
    func document(length: Int, _ random: inout SplitMix) -> KnownSource.Document {
        let letters = letters(length, &random)
        return KnownSource.Document(bytes: letters.map { UInt8(97 + $0) }, bits: losses(letters).reduce(0, +))
    }

    private func letters(_ count: Int, _ random: inout SplitMix) -> [Int] {
        let (moves, letters) = (transitions.map(Sampler.init), emissions.map(Sampler.init))
        var state = Int(random.next() % UInt64(moves.count))
        return (0..<count).map { _ in
            state = moves[state].draw(&random)
            return letters[state].draw(&random)
        }
    }

    /// −log₂ P(letter | those before), by the forward recursion.
    private func losses(_ letters: [Int]) -> [Double] {
        var belief = [Double](repeating: 1 / Double(transitions.count), count: transitions.count)
        var next = belief
        return letters.map { letter in
            var sum = 0.0
            for state in belief.indices {
                var mass = 0.0
                for before in belief.indices { mass += belief[before] * transitions[before][state] }
                next[state] = mass * emissions[state][letter]
                sum += next[state]
            }
            for state in belief.indices { belief[state] = next[state] / sum }
            return -PortableMath.log2(sum)
        }
    }

    /// −1/T log₂ P(x₁ … x_T) → the rate (Shannon, McMillan and Breiman), with the standard error between 64 batches.
    private func rate(letters count: Int, seed: UInt64) -> (value: Double, error: Double) {
        var random = SplitMix(seed: seed)
        let losses = losses(letters(count, &random))
        let batches = 64
        var rates = [Double](repeating: 0, count: batches)
        for (index, loss) in losses.enumerated() {
            rates[index * batches / count] += loss * Double(batches) / Double(count)
        }
        let mean = rates.reduce(0, +) / Double(batches)
        let squares = rates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, (squares / Double(batches * (batches - 1))).squareRoot())
    }
}
