import InformationCapacity
import SharedData
import Testing

@testable import Estimators

/// P3, P5 and P6 of THEORY section 1; the paper is *Physics in Next-token Prediction*, arXiv 2411.00660.
@Suite("Properties of structure")
struct StructurePropertiesTests {
    /// A Bayes learner over 2^N memoryless models, all equally likely beforehand.
    private struct Models {
        let laws: [[Double]]

        /// - Parameter spread: How unlike the models are; at 0 they are all the same.
        init(bits: Int, symbols: Int, spread: Double, seed: UInt64) {
            var random = SplitMix(seed: seed)
            laws = (0..<1 << bits).map { _ in
                let weights = (0..<symbols).map { _ in PortableMath.exp(spread * (random.unit() - 0.5)) }
                return weights.map { $0 / weights.reduce(0, +) }
            }
        }

        /// The learner's exact expected loss on a fresh symbol of a source, given the models' weights.
        func loss(of source: [Double], weights: [Double]) -> Double {
            let total = weights.reduce(0, +)
            var loss = 0.0
            for symbol in source.indices {
                var probability = 0.0
                for (law, weight) in zip(laws, weights) { probability += weight * law[symbol] }
                loss -= source[symbol] * PortableMath.log2(probability / total)
            }
            return loss
        }

        /// The exact losses after 0, 1, … n symbols that are drawn from a source.
        func losses(of source: [Double], count: Int, random: inout SplitMix) -> [Double] {
            let sampler = Sampler(source)
            var weights = [Double](repeating: 1, count: laws.count)
            var losses = [loss(of: source, weights: weights)]
            for _ in 0..<count {
                let symbol = sampler.draw(&random)
                for model in laws.indices { weights[model] *= laws[model][symbol] }
                let most = weights.max() ?? 1
                for model in laws.indices { weights[model] /= most }
                losses.append(loss(of: source, weights: weights))
            }
            return losses
        }
    }

    /// P3: Σ (L(t) − h) is the mutual information of model and data, N bits at most, and S is held against L(n) ≥ h.
    ///
    /// Every draw of a model and of its data is a "document"; its loss at t is exact.
    @Test("P3: a Bayes learner over models of N bits has 0 ≤ E[S] ≤ N", arguments: [0.0, 0.5, 2, 6])
    func bayes(spread: Double) throws {
        let bits = 4
        let n = 300
        let models = Models(bits: bits, symbols: 8, spread: spread, seed: 11)
        var random = SplitMix(seed: 12)
        let draws = (0..<4).flatMap { _ in
            models.laws.map { models.losses(of: $0, count: n, random: &random) }
        }
        let initial = draws.map { $0[0] }.reduce(0, +) / Double(draws.count)
        let curve = try #require(
            HeldOutLossCurve(
                checkpoints: (1...n).map { t in
                    HeldOutLossCurve.Checkpoint(position: UInt64(t), heldOut: draws.map { Bits(1000 * $0[t]) })
                }, documentBytes: [UInt64](repeating: 1000, count: draws.count), initialLoss: Rate(initial)))
        let structure = try #require(CurveStructure([curve], seed: 1, resamples: 100)).structure.value.value
        #expect(structure >= 0 && structure <= Double(bits), "S = \(structure) of \(bits) bits, seeds 11 and 12")
        if spread == 0 { #expect(structure < 1e-9) }
        // Models that a few symbols tell apart are learnt almost wholly: the bound is not idle.
        if spread == 6 { #expect(structure > 0.6 * Double(bits), "S = \(structure), seeds 11 and 12") }
    }

    /// P5: of t bytes (1 − p)·t teach, and (1 − p) of the held-out bytes gain: S_p(n) = S((1 − p)·n).
    @Test("P5: a share p of noise documents scales S by (1 − p)^(1−b)", arguments: [0.25, 0.5], [0.2, 0.5])
    func noiseDocuments(share: Double, exponent: Double) throws {
        func law(_ t: Double) -> Double { 1.5 + 6.5 * PortableMath.pow(t, -exponent) }
        func structure(noise p: Double) throws -> Double {
            let documents = 40
            let n: UInt64 = 1 << 20
            let checkpoints = (0...8).map { j in
                let t = n >> UInt64(8 - j)
                return HeldOutLossCurve.Checkpoint(
                    position: t,
                    heldOut: (0..<documents).map {
                        Bits(1000 * (Double($0) < p * Double(documents) ? 8 : law((1 - p) * Double(t))))
                    })
            }
            let curve = try #require(
                HeldOutLossCurve(
                    checkpoints: checkpoints, documentBytes: [UInt64](repeating: 1000, count: documents)))
            return try #require(CurveStructure([curve], seed: 1, resamples: 100)).structure.value.value
        }
        let ratio = try structure(noise: share) / structure(noise: 0)
        let expected = PortableMath.pow(1 - share, 1 - exponent)
        #expect(abs(ratio / expected - 1) < 0.03, "\(ratio), expected \(expected)")
    }

    /// P6: σ(n) ∝ n^(−b), so that corpora are compared at one n only: the paper's "when the number of tokens is fixed".
    @Test("P6: the same corpus has another σ at another n, and curves of unequal n do not mix")
    func budgets() throws {
        func curve(_ n: UInt64) throws -> HeldOutLossCurve {
            try #require(
                HeldOutLossCurve(
                    checkpoints: (0...8).map { j in
                        let t = n >> UInt64(8 - j)
                        let loss = 1.5 + 6.5 * PortableMath.pow(Double(t), -0.25)
                        return HeldOutLossCurve.Checkpoint(
                            position: t, heldOut: [Bits](repeating: Bits(1000 * loss), count: 30))
                    }, documentBytes: [UInt64](repeating: 1000, count: 30)))
        }
        let (small, large) = (try curve(1 << 18), try curve(1 << 22))
        let rates = try [small, large].map {
            try #require(CurveStructure([$0], seed: 1, resamples: 100)).structureRate.value.value
        }
        // 16 times the budget: σ falls by 16^(−¼) = ½.
        #expect(abs(rates[1] / rates[0] / 0.5 - 1) < 0.02, "\(rates)")
        #expect(CurveStructure([small, large], seed: 1) == nil)
    }
}
