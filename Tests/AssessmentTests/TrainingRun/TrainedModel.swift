import Foundation
import InformationCapacity

/// A small model really trained: a softmax over V² logits that predicts a symbol from the one before, by plain SGD on text
/// from a known Markov chain.
struct TrainedModel {
    /// V.
    let vocabulary = 128

    /// Symbols for each step.
    let batch = 256

    /// The loss of each step's batch before its update, in nats.
    var losses: [Double] = []

    /// The chain's entropy in nats: no model does better.
    var entropyRate = 0.0

    /// What the trained model needs on endless fresh text, in nats, from its probabilities and the chain's.
    var finalLoss = 0.0

    /// The variance of the untrained logits, as drawn.
    var logitVariance = 0.0

    init(seed: UInt64, steps: Int) {
        var random = Generator(state: seed)
        let size = vocabulary
        // Each symbol is followed by the others in an order of its own, the k-th with weight 1/(k + 1).
        var transitions: [[Double]] = []
        for _ in 0..<size {
            var order = Array(0..<size)
            order.shuffle(using: &random)
            var row = [Double](repeating: 0, count: size)
            for (rank, symbol) in order.enumerated() { row[symbol] = 1 / Double(rank + 1) }
            let sum = row.reduce(0, +)
            transitions.append(row.map { $0 / sum })
        }
        var logits = (0..<size * size).map { _ in 0.6 * random.normal() }
        let mean = logits.reduce(0, +) / Double(logits.count)
        logitVariance = logits.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(logits.count)

        var symbol = 0
        var probabilities = [Double](repeating: 0, count: size)
        for step in 0..<steps {
            // Rates above 1 suit a table: each row sees its symbol twice a batch on average.
            let rate = 30 / (1 + Double(step) / 100).squareRoot() / Double(batch)
            var loss = 0.0
            var updates: [(index: Int, amount: Double)] = []
            updates.reserveCapacity(batch * size)
            for _ in 0..<batch {
                let next = random.draw(transitions[symbol])
                loss += Self.softmax(logits, row: symbol, into: &probabilities, target: next)
                for other in 0..<size {
                    updates.append((symbol * size + other, rate * ((other == next ? 1 : 0) - probabilities[other])))
                }
                symbol = next
            }
            for update in updates { logits[update.index] += update.amount }
            losses.append(loss / Double(batch))
        }

        // The chain's long-run shares by iteration, then both entropies exactly.
        var shares = [Double](repeating: 1 / Double(size), count: size)
        for _ in 0..<60 {
            var next = [Double](repeating: 0, count: size)
            for from in 0..<size { for to in 0..<size { next[to] += shares[from] * transitions[from][to] } }
            shares = next
        }
        for from in 0..<size {
            for to in 0..<size {
                let weight = shares[from] * transitions[from][to]
                entropyRate -= weight * log(transitions[from][to])
                finalLoss += weight * Self.softmax(logits, row: from, into: &probabilities, target: to)
            }
        }
    }

    /// The log as a training program would write it.
    var csv: String {
        "tokens,loss_nats\n"
            + losses.enumerated().map { "\(($0 + 1) * batch),\($1)\n" }.joined()
    }

    /// Fills in the probabilities of a row and returns the target's loss.
    private static func softmax(
        _ logits: [Double], row: Int, into probabilities: inout [Double], target: Int
    ) -> Double {
        let start = row * probabilities.count
        var sum = 0.0
        for index in probabilities.indices {
            probabilities[index] = exp(logits[start + index])
            sum += probabilities[index]
        }
        for index in probabilities.indices { probabilities[index] /= sum }
        return log(sum) - logits[start + target]
    }

    /// A seeded generator (splitmix64).
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }

        mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

        mutating func normal() -> Double {
            (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
        }

        mutating func draw(_ probabilities: [Double]) -> Int {
            var rest = unit()
            for index in probabilities.indices {
                rest -= probabilities[index]
                if rest < 0 { return index }
            }
            return probabilities.count - 1
        }
    }
}
