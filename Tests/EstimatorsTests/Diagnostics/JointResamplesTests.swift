import InformationCapacity
import SharedData
import Testing

@testable import Estimators

@Suite("Joint resamples")
struct JointResamplesTests {
    private func keys(_ count: Int, seed: UInt64) -> [UInt64] {
        var random = SplitMix(seed: seed)
        return (0..<count).map { _ in random.next() }
    }

    /// Values of a shape that is not normal.
    private func values(_ count: Int, seed: UInt64) -> [Double] {
        var random = SplitMix(seed: seed)
        return (0..<count).map { _ in
            let unit = Double(random.next() >> 11) * 0x1p-53
            return unit * unit
        }
    }

    private func means(_ values: [[Double]], _ keys: [UInt64]) -> [Double] {
        func mean(_ values: [Double], _ weights: [Double]) -> Double {
            zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        }
        let ones = [Double](repeating: 1, count: keys.count)
        return JointResamples(orders: values.count).means(of: values.map { mean($0, ones) }, documents: keys.count) {
            let weights = JointResamples.weights(keys, resample: $0)
            return values.map { mean($0, weights) }
        }
    }

    private func deviation(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }

    @Test("The spread over documents is the standard error of a mean", arguments: [2, 25, 80])
    func documents(count: Int) {
        let values = values(count, seed: 3)
        let expected = deviation(values) / Double(count).squareRoot()
        // Two documents' spread is checked to 10 %: their weighted mean is uniform.
        #expect(abs(deviation(means([values], keys(count, seed: 4))) / expected - 1) < 0.1)
    }

    @Test("The spread over orders is Student's t")
    func orders() {
        let points = [0.10, 0.13, 0.11]
        let replicates = JointResamples(orders: 3).means(of: points, documents: 30) { _ in points }
        let error = deviation(points) / 3.0.squareRoot()
        let centre = points.reduce(0, +) / 3
        // t with 2 degrees of freedom: 95 % within 4.3027, half within 0.8165 standard errors.
        for (bound, share) in [(4.302653, 0.95), (0.816497, 0.5)] {
            let within = Double(replicates.count { abs($0 - centre) <= bound * error }) / Double(replicates.count)
            #expect(abs(within - share) < 4 * (share * (1 - share) / 2000).squareRoot(), "\(within)")
        }
        #expect(JointResamples(orders: 1).means(of: [7], documents: 1) { _ in [7] }.allSatisfy { $0 == 7 })
    }

    @Test("A shared document weighs the same in two corpora, whatever else they hold")
    func pairing() throws {
        let shared = keys(40, seed: 5)
        let mixed = Array(keys(10, seed: 6) + shared.reversed())
        for resample in [0, 7, 1999] {
            let first = JointResamples.weights(shared, resample: resample)
            #expect(first == JointResamples.weights(mixed, resample: resample).suffix(40).reversed())
            #expect(first.allSatisfy { $0 >= 0 && $0.isFinite })
        }
        let base = values(40, seed: 7)
        let shifted = base.map { $0 + 0.02 }
        let paired = try #require(ResampledComparison(means([shifted], shared), means([base], shared)))
        let unpaired = try #require(ResampledComparison(means([shifted], keys(40, seed: 8)), means([base], shared)))
        #expect(paired.probability == 1 && paired.difference.upperBound - paired.difference.lowerBound < 1e-9)
        #expect(unpaired.difference.upperBound - unpaired.difference.lowerBound > 0.1)
        #expect((0.1...0.975).contains(unpaired.probability))
    }

    @Test("Corpora of one source are told apart about as often as the level says")
    func falseAlarms() throws {
        var alarms = 0
        let rounds = 60
        for round in 0..<UInt64(rounds) {
            func corpus(_ number: UInt64) -> [Double] {
                let documents = values(30, seed: 1000 + 2 * round + number)
                var random = SplitMix(seed: 5000 + 2 * round + number)
                // Orders move all of a corpus together.
                let orders = (0..<3).map { _ in 0.05 * (Double(random.next() >> 11) * 0x1p-53 - 0.5) }
                return means(
                    orders.map { shift in documents.map { $0 + shift } }, keys(30, seed: 9000 + 2 * round + number))
            }
            let pair = try #require(ResampledComparison(corpus(0), corpus(1)))
            if !(0.025...0.975).contains(pair.probability) { alarms += 1 }
        }
        // 3 expected; more than 9 have a probability of 0.001.
        #expect(alarms <= 9, "\(alarms) of \(rounds)")
    }

    @Test("A comparison equals its naive twin")
    func naiveTwin() throws {
        var first = values(500, seed: 21).map { $0 + 0.1 }
        let second = values(500, seed: 22).map { $0 + 0.05 }
        first[3] = second[3]
        let comparison = try #require(ResampledComparison(first, second))
        var above = 0.0
        for index in first.indices {
            above += first[index] > second[index] ? 1 : first[index] == second[index] ? 0.5 : 0
        }
        #expect(comparison.probability == above / 500)
        let differences = first.indices.map { first[$0] - second[$0] }.sorted()
        #expect(comparison.difference == differences[12]...differences[487])
        let ratios = first.indices.map { first[$0] / second[$0] }.sorted()
        #expect(comparison.ratio == ratios[12]...ratios[487])
        #expect(ResampledComparison([1], [0])?.ratio == nil)
        #expect(ResampledComparison([], []) == nil && ResampledComparison([1], [1, 2]) == nil)
    }
}

@Suite("Curves of a learner who knew something")
struct SequelCurveTests {
    private func checkpoints(_ losses: [Double]) -> [HeldOutLossCurve.Checkpoint] {
        losses.enumerated().map { index, loss in
            HeldOutLossCurve.Checkpoint(position: 1000 << UInt64(index), heldOut: [Bits(100 * loss), Bits(300 * loss)])
        }
    }

    @Test func `eight bits for each byte before are the curve of one who knew nothing`() throws {
        let bytes: [UInt64] = [100, 300]
        let plain = try #require(HeldOutLossCurve(checkpoints: checkpoints([4, 3, 2]), documentBytes: bytes))
        let sequel = try #require(
            HeldOutLossCurve(
                checkpoints: checkpoints([4, 3, 2]), documentBytes: bytes, initialHeldOut: [Bits(800), Bits(2400)]))
        for weights in [[1.0, 1], [0.2, 1.7]] {
            #expect(plain.structure(weights: weights) == sequel.structure(weights: weights))
        }
        #expect(
            HeldOutLossCurve(checkpoints: checkpoints([4]), documentBytes: bytes, initialHeldOut: [Bits(1)]) == nil)
        // Who knows it all already is taught nothing.
        let known = try #require(
            HeldOutLossCurve(
                checkpoints: checkpoints([2, 2, 2]), documentBytes: bytes, initialHeldOut: [Bits(200), Bits(600)]))
        #expect(known.structure(weights: [1, 1]) == .zero)
    }

    @Test func `the beginning of a curve is the curve of less`() throws {
        let bytes: [UInt64] = [100, 300]
        let whole = try #require(HeldOutLossCurve(checkpoints: checkpoints([4, 3, 2, 1]), documentBytes: bytes))
        let less = try #require(HeldOutLossCurve(checkpoints: checkpoints([4, 3]), documentBytes: bytes))
        #expect(whole.prefix(through: 2000) == less && whole.prefix(through: 3999) == less)
        #expect(whole.prefix(through: 999) == nil)
    }
}
