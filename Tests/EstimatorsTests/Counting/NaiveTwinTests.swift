import Estimators
import Foundation
import InformationCapacity
import SharedData
import Testing

/// The formulas as they are printed, term by term, without a care for cancellation.
enum Naive {
    static func chaoWangJost(_ counts: [UInt64]) -> Double {
        let n = Int(counts.reduce(0, +))
        let f1 = Double(counts.count { $0 == 1 })
        let f2 = Double(counts.count { $0 == 2 })
        var sum = 0.0
        for c in counts where c > 0 {
            var inner = 0.0
            for k in Int(c)..<n { inner += 1 / Double(k) }
            sum += Double(c) / Double(n) * inner
        }
        if f1 == 0 { return sum }
        let m = Double(n - 1)
        let a = f2 > 0 ? 2 * f2 / (m * f1 + 2 * f2) : 2 / (m * (f1 - 1) + 2)
        if a == 1 { return sum }
        // The tail of the series instead of −ln A minus its head.
        var tail = 0.0
        var power = 1.0
        var j = 1.0
        while true {
            power *= 1 - a
            let term = power / (m + j)
            tail += term
            if term < 1e-17 * a * tail { break }
            j += 1
        }
        return sum + f1 / Double(n) * tail
    }

    static func jackknife(_ counts: [UInt64]) -> Double {
        func plugIn(_ counts: [UInt64]) -> Double {
            let n = Double(counts.reduce(0, +))
            return counts.reduce(0) { $1 == 0 ? $0 : $0 - Double($1) / n * log(Double($1) / n) }
        }
        let n = Double(counts.reduce(0, +))
        var without = 0.0
        for i in counts.indices where counts[i] > 0 {
            var less = counts
            less[i] -= 1
            without += Double(counts[i]) * plugIn(less)
        }
        return n * plugIn(counts) - (n - 1) / n * without
    }

    /// ψ and ψ′ from ln Γ's own recurrence and series at 40.
    static func digamma(_ x: Double) -> Double {
        var x = x
        var shift = 0.0
        while x < 40 {
            shift -= 1 / x
            x += 1
        }
        let s = 1 / (x * x)
        return shift + log(x) - 0.5 / x - s / 12 + s * s / 120 - s * s * s / 252
    }

    static func trigamma(_ x: Double) -> Double {
        var x = x
        var shift = 0.0
        while x < 40 {
            shift += 1 / (x * x)
            x += 1
        }
        let s = 1 / (x * x)
        return shift + 1 / x + s / 2 + s / (6 * x) - s * s / (30 * x) + s * s * s / (42 * x)
    }

    /// The two integrals over ln β by Simpson's rule with 2,400 steps from e⁻²⁵ to e²³.
    static func nemenmanShafeeBialek(_ counts: [UInt64], alphabetSize: Int) -> Double {
        let counts = counts.map { Double($0) } + [Double](repeating: 0, count: alphabetSize - counts.count)
        let n = counts.reduce(0, +)
        let k = Double(alphabetSize)
        func logWeight(_ beta: Double) -> Double {
            var sum = lgamma(k * beta) - lgamma(n + k * beta)
            for c in counts { sum += lgamma(c + beta) - lgamma(beta) }
            return sum + log(beta) + log(k * trigamma(k * beta + 1) - trigamma(beta + 1))
        }
        func mean(_ beta: Double) -> Double {
            var sum = 0.0
            for c in counts {
                sum += (c + beta) / (n + k * beta) * (digamma(n + k * beta + 1) - digamma(c + beta + 1))
            }
            return sum
        }
        let steps = 2400
        let width = 48.0 / Double(steps)
        let points = (0...steps).map { exp(-25 + Double($0) * width) }
        let weights = points.map(logWeight)
        let peak = weights.max() ?? 0
        var numerator = 0.0
        var denominator = 0.0
        for i in 0...steps {
            let simpson = i == 0 || i == steps ? 1.0 : (i % 2 == 1 ? 4 : 2)
            let weight = simpson * exp(weights[i] - peak)
            numerator += weight * mean(points[i])
            denominator += weight
        }
        return numerator / denominator
    }
}

@Suite("Entropy estimators against their naive twins")
struct NaiveTwinTests {
    @Test("Random counts", arguments: 0..<40 as Range<UInt64>)
    func randomCounts(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let scale = UInt64.random(in: 0...7, using: &random)
        let counts = (0..<Int.random(in: 1...40, using: &random)).map { _ in
            UInt64.random(in: 1...(1 << UInt64.random(in: 0...scale, using: &random)), using: &random)
        }
        let grouped = try CountOfCounts(counts)
        let chaoWangJost = try #require(EntropyEstimator.chaoWangJost.estimate(grouped))
        let naive = Naive.chaoWangJost(counts)
        #expect(abs(chaoWangJost.value - naive) <= 1e-12 * naive, "seed \(seed), counts \(counts)")
        let jackknife = try #require(EntropyEstimator.jackknife.estimate(grouped))
        #expect(abs(jackknife.value - Naive.jackknife(counts)) < 1e-9, "seed \(seed), counts \(counts)")
    }

    @Test("Chao-Wang-Jost with many singletons", arguments: [(50, 1), (50, 0), (1, 500), (1, 0), (5, 1), (700, 700)])
    func manySingletons(_ singletons: Int, _ doubletons: Int) throws {
        let counts =
            [UInt64](repeating: 1, count: singletons) + [UInt64](repeating: 2, count: doubletons) + [9, 17, 300]
        let estimate = try #require(EntropyEstimator.chaoWangJost.estimate(try CountOfCounts(counts)))
        let naive = Naive.chaoWangJost(counts)
        #expect(abs(estimate.value - naive) <= 1e-11 * naive)
    }

    @Test(
        "Nemenman-Shafee-Bialek with unseen symbols and without repeats",
        arguments: [
            ([4, 2, 3, 1], 4), ([4, 2, 3, 1], 40), ([1, 1, 1, 1, 1], 5), ([1, 1, 1, 1, 1], 50), ([25], 2), ([25], 30),
            ([100, 90, 110, 105, 95], 5), ([40, 20, 13, 10, 8, 6, 5, 5, 4, 4, 3, 3, 3, 2, 2, 2, 1, 1, 1, 1], 25),
            ([300, 1], 2),
        ] as [([UInt64], Int)])
    func nemenmanShafeeBialek(_ counts: [UInt64], _ alphabetSize: Int) throws {
        let estimate = try #require(
            EntropyEstimator.nemenmanShafeeBialek.estimate(
                try CountOfCounts(counts), alphabetSize: UInt64(alphabetSize)))
        let naive = Naive.nemenmanShafeeBialek(counts, alphabetSize: alphabetSize)
        #expect(abs(estimate.value - naive) <= 2e-8 * naive, "\(estimate.value) \(naive)")
    }
}
