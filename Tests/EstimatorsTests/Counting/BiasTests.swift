import Estimators
import Foundation
import InformationCapacity
import SharedData
import Testing

@Suite("Bias on a known source")
struct BiasTests {
    /// 10⁵ draws of a 50,000-word Zipf law: Chao-Wang-Jost −0.021 nats, plug-in −0.225.
    ///
    /// Each estimate scatters by about 0.008, their mean over eight samples by 0.003.
    @Test("Zipf's law")
    func zipf() throws {
        let weights = (1...50_000).map { 1 / Double($0) }
        let total = weights.reduce(0, +)
        let truth = weights.reduce(0) { $0 - $1 / total * log($1 / total) }
        let sampler = Sampler(weights)
        let seed: UInt64 = 2024
        var random = SplitMix(seed: seed)
        var chaoWangJost = 0.0
        var plugIn = 0.0
        let samples = 8
        for _ in 0..<samples {
            var counts = [UInt64](repeating: 0, count: weights.count)
            for _ in 0..<100_000 { counts[sampler.draw(&random)] += 1 }
            let grouped = try CountOfCounts(counts)
            chaoWangJost += try #require(EntropyEstimator.chaoWangJost.estimate(grouped)).value / Double(samples)
            plugIn += try #require(EntropyEstimator.plugIn.estimate(grouped)).value / Double(samples)
        }
        #expect(abs(chaoWangJost - truth - -0.021) < 0.01, "seed \(seed): \(chaoWangJost - truth)")
        #expect(abs(plugIn - truth - -0.225) < 0.01, "seed \(seed): \(plugIn - truth)")
    }
}
