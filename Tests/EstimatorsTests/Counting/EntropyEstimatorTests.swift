import Diagnostics
import Estimators
import Foundation
import InformationCapacity
import SharedData
import Testing

@Suite("Entropy estimators")
struct EntropyEstimatorTests {
    @Test("Nothing is known of an empty sample", arguments: EntropyEstimator.allCases)
    func emptySample(_ estimator: EntropyEstimator) throws {
        #expect(estimator.estimate(try CountOfCounts([])) == nil)
        #expect(estimator.estimate(try CountOfCounts([0, 0])) == nil)
        #expect(estimator.estimate(try CountOfCounts([]), alphabetSize: 10) == nil)
    }

    @Test("One observation has a finite estimate", arguments: EntropyEstimator.allCases)
    func oneObservation(_ estimator: EntropyEstimator) throws {
        let estimate = try #require(estimator.estimate(try CountOfCounts([1])))
        // Grassberger's is ln 1 − G(1) = γ + ln 2.
        let expected = estimator == .grassberger ? 0.5772156649015329 + log(2) : 0
        #expect(abs(estimate.value - expected) < 1e-14)
    }

    @Test("More symbols seen than there are has no estimate")
    func alphabetTooSmall() throws {
        let counts = try CountOfCounts([3, 2, 1])
        #expect(EntropyEstimator.jamesStein.estimate(counts, alphabetSize: 2) == nil)
        #expect(EntropyEstimator.nemenmanShafeeBialek.estimate(counts, alphabetSize: 2) == nil)
        #expect(EntropyEstimator.plugIn.estimate(counts, alphabetSize: 2) != nil)
    }

    @Test("The order of the symbols changes no bit", arguments: EntropyEstimator.allCases)
    func orderFree(_ estimator: EntropyEstimator) throws {
        var random = SplitMix(seed: 7)
        var counts = (0..<500).map { _ in UInt64.random(in: 0...(1 << UInt64.random(in: 0...20)), using: &random) }
        let first = try #require(estimator.estimate(try CountOfCounts(counts)))
        counts.shuffle(using: &random)
        let second = try #require(estimator.estimate(try CountOfCounts(counts)))
        let third = try #require(estimator.estimate(try CountOfCounts(counts.span)))
        #expect(first.value.bitPattern == second.value.bitPattern)
        #expect(first.value.bitPattern == third.value.bitPattern)
    }

    @Test("All agree with the truth on a large even sample", arguments: EntropyEstimator.allCases)
    func largeSample(_ estimator: EntropyEstimator) throws {
        let counts = try CountOfCounts([UInt64](repeating: 1_000_000_000, count: 64))
        let estimate = try #require(estimator.estimate(counts))
        #expect(abs(estimate.value - log(64)) < 1e-8)
    }

    /// With two counts c and 1 of n = c + 1 ~ 10¹⁵ the entropy is (ln n + 1)/n to first order: 3.6e-14.
    @Test(
        "Tiny entropies keep their relative precision",
        arguments: [UInt64(1e6), UInt64(1e9), UInt64(1e12), UInt64(1e15)])
    func tinyEntropy(_ c: UInt64) throws {
        let counts = try CountOfCounts([c, 1])
        let n = Double(c + 1)
        // −p ln p with p = 1 − 1/n by its series, and ln(n)/n.
        let expected = (1 - 1 / n) * (1 / n + 1 / (2 * n * n) + 1 / (3 * n * n * n)) + log(n) / n
        let plugIn = try #require(EntropyEstimator.plugIn.estimate(counts))
        #expect(abs(plugIn.value / expected - 1) < 1e-13)
        // Zhang: c/n · 1/c + 1/n · [ψ(n) + γ] = (1 + H_{n−1})/n
        let harmonic = log(n) + 0.5772156649015329 - 1 / (2 * n) - 1 / (12 * n * n)
        let zhang = try #require(EntropyEstimator.zhang.estimate(counts))
        #expect(abs(zhang.value / ((1 + harmonic) / n) - 1) < 1e-13)
    }

    @Test("Groups, sequences and spans make the same counts")
    func construction() throws {
        let counts: [UInt64] = [5000, 3, 1, 0, 1, 5000, 4096, 3, 4095]
        let expected = [(1, 2), (3, 2), (4095, 1), (4096, 1), (5000, 2)].map {
            CountOfCounts.Group(count: $0.0, symbols: $0.1)
        }
        let made = try CountOfCounts(counts)
        #expect(made.groups == expected)
        #expect(made == (try CountOfCounts(groups: expected.reversed() + [CountOfCounts.Group(count: 0, symbols: 9)])))
        #expect(made.total == 18_199)
        #expect(made.observedSymbols == 8)
        #expect(made.singletons == 2)
        #expect(made.doubletons == 0)
        #expect(made.singletonShare == 2 / 18_199.0)
        #expect(made.coverage == 18_197 / 18_199.0)
        #expect(try CountOfCounts([]).coverage == nil)
    }

    @Test(
        "Counts beyond 2^53 are refused",
        arguments: [[UInt64.max], [1 << 53, 1], [UInt64.max, UInt64.max], [UInt64](repeating: 1 << 52, count: 3)])
    func tooLarge(_ counts: [UInt64]) {
        #expect { try CountOfCounts(counts) } throws: { ($0 as? AssayError)?.code == .countsTooLarge }
        #expect {
            try CountOfCounts(groups: counts.map { CountOfCounts.Group(count: 2, symbols: $0) })
        } throws: {
            ($0 as? AssayError)?.code == .countsTooLarge
        }
    }

    /// A change here is a change of the last digits of every report; another processor must not make one.
    @Test("The bits are the same on every machine", arguments: EntropyEstimator.allCases)
    func bits(_ estimator: EntropyEstimator) throws {
        let counts = try CountOfCounts((1...300).map { UInt64(60_000) / ($0 * $0) })
        let expected: [EntropyEstimator: UInt64] = [
            .plugIn: 0x3FF9_8C79_2D84_2C7A,
            .millerMadow: 0x3FF9_9188_A9F1_895F,
            .grassberger: 0x3FF9_9310_0EB1_CCD3,
            .zhang: 0x3FF9_91E0_4DD3_85E5,
            .chaoShen: 0x3FF9_A4EA_883E_5908,
            .chaoWangJost: 0x3FF9_93C4_4333_DB14,
            .jackknife: 0x3FF9_934C_EE77_E764,
            .jamesStein: 0x3FF9_8CFA_0F28_B964,
            .nemenmanShafeeBialek: 0x3FF9_95E8_C888_C4FD,
        ]
        let estimate = try #require(estimator.estimate(counts))
        #expect(estimate.value.bitPattern == expected[estimator], "\(estimator): \(estimate.value.bitPattern)")
    }

    @Test("Names and raw values are distinct")
    func names() {
        #expect(Set(EntropyEstimator.allCases.map(\.name)).count == EntropyEstimator.allCases.count)
        #expect(EntropyEstimator(rawValue: "chao-wang-jost") == .chaoWangJost)
    }
}
