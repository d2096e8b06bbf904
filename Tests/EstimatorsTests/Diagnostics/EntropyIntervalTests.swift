import Foundation
import InformationCapacity
import SharedData
import Testing

@testable import Estimators

/// THEORY section 3, "One interval, honestly".
@Suite("Entropy intervals")
struct EntropyIntervalTests {
    private static let bytes: UInt64 = 1000

    /// Checkpoints n/2⁸ … n of a law, documents apart by an offset each, points by some noise.
    private func curve(
        offsets: [Double], n: UInt64 = 1 << 20, noise: (Int) -> Double = { _ in 0 }, _ law: (Double) -> Double
    ) throws -> HeldOutLossCurve {
        let checkpoints = (0...8).map { j in
            let t = n >> UInt64(8 - j)
            return HeldOutLossCurve.Checkpoint(
                position: t, heldOut: offsets.map { Bits(1000 * (law(Double(t)) + $0 + noise(j))) })
        }
        return try #require(
            HeldOutLossCurve(
                checkpoints: checkpoints, documentBytes: [UInt64](repeating: Self.bytes, count: offsets.count)))
    }

    private func offsets(_ count: Int, seed: UInt64) -> [Double] {
        var random = SplitMix(seed: seed)
        return (0..<count).map { _ in 0.4 * (random.unit() - 0.5) }
    }

    @Test("The upper end lies above the learner's loss by documents' spread and an overhead of a few bits")
    func upperEnd() throws {
        let curve = try curve(offsets: offsets(200, seed: 1)) { 2 + 4 * PortableMath.pow($0, -0.2) }
        let loose = EntropyInterval.Code("loose", lengths: [Bits](repeating: Bits(5000), count: 200))
        let interval = try #require(EntropyInterval([curve], learner: "learner", codes: [loose], seed: 1))
        #expect(interval.mixture.codes.map(\.name) == ["learner", "loose", "uniform"])
        #expect(interval.mixture.shortest == "learner")
        #expect(abs(interval.mixture.overhead.value - PortableMath.log2(3)) < 1e-9)
        let loss = try #require(curve.points.last).loss.value
        #expect(abs(interval.bound.value - loss - PortableMath.log2(3) / 200_000) < 1e-9)
        // 1.96 standard errors of a mean of 200 numbers uniform over 0.4: 0.1155 / √200.
        let upper = try #require(interval.upper.value).value
        #expect(abs((upper - interval.bound.value) / (1.96 * 0.1155 / 200.0.squareRoot()) - 1) < 0.2)
    }

    @Test("Noise costs what the uniform code costs, whatever the learner does")
    func noise() throws {
        let curve = try curve(offsets: offsets(40, seed: 2)) { _ in 8.5 }
        let interval = try #require(EntropyInterval([curve], learner: "learner", codes: [], seed: 1))
        #expect(interval.mixture.shortest == CodeMixture.uniformName)
        #expect(interval.bound.value < 8 + 1.0 / 40_000 + 1e-12)
        #expect(try #require(interval.upper.value).value < 8.001)
        #expect(interval.limit.absence?.hasPrefix("not identified") == true)
    }

    @Test("Where forms or windows disagree, and where the curve has no end in sight, nothing is identified")
    func notIdentified() throws {
        let offsets = offsets(40, seed: 3)
        let straight = try curve(offsets: offsets) { 8 - 0.3 * PortableMath.log($0) }
        let kinked = try curve(offsets: offsets) { $0 < 50_000 ? 3 + 400 / $0 : 1.5 + 75_000 / $0 }
        for curve in [straight, kinked] {
            let interval = try #require(EntropyInterval([curve], learner: "learner", codes: [], seed: 1))
            #expect(interval.limit.absence?.hasPrefix("not identified: ") == true)
            #expect(interval.lower.absence == interval.limit.absence)
        }
    }

    @Test("Fewer than twenty documents have no quantiles, said in words")
    func fewDocuments() throws {
        let curve = try curve(offsets: offsets(19, seed: 4)) { 1.5 + 30 * PortableMath.pow($0, -0.5) }
        let interval = try #require(EntropyInterval([curve], learner: "learner", codes: [], seed: 1))
        #expect(interval.upper.absence == "no interval: 19 documents, at least 20 are needed")
        #expect(interval.lower.absence == interval.upper.absence)
        // The limit itself is there, without an interval.
        #expect(interval.limit.value?.interval == nil)
        #expect(abs(try #require(interval.limit.value).value.value - curve.documentsMean - 1.5) < 0.05)
        let other = EntropyInterval.Code("short", lengths: [Bits(1)])
        #expect(EntropyInterval([curve], learner: "learner", codes: [other], seed: 1) == nil)
        #expect(EntropyInterval([], learner: "learner", codes: [], seed: 1) == nil)
    }

    /// Five seeds in every run, fifty where `ASSAY_SOAK` is set: each makes 400 fits.
    private static let seeds = ProcessInfo.processInfo.environment["ASSAY_SOAK"] == nil ? 5 : 50

    @Test("On E + A·t^(−b) with noise the interval holds E in nine of ten, and the lower end is identified")
    func coverage() throws {
        var covered = 0
        var identified = 0
        for seed in 0..<UInt64(Self.seeds) {
            var random = SplitMix(seed: seed &+ 1000)
            let noise = (0...8).map { _ in 0.004 * (random.unit() - 0.5) }
            let curve = try curve(offsets: offsets(60, seed: seed), noise: { noise[$0] }) {
                1.5 + 30 * PortableMath.pow($0, -0.5)
            }
            let interval = try #require(EntropyInterval([curve], learner: "learner", codes: [], seed: seed))
            let lower = interval.lower.value?.value
            identified += lower == nil ? 0 : 1
            if (lower ?? 0) <= 1.5, 1.5 <= (try #require(interval.upper.value)).value { covered += 1 }
        }
        #expect(covered * 10 >= Self.seeds * 9, "covered \(covered) of \(Self.seeds), seeds from 0")
        #expect(identified * 2 > Self.seeds, "identified \(identified) of \(Self.seeds), seeds from 0")
    }
}

extension HeldOutLossCurve {
    /// How far the mean of the documents' offsets lies from zero on a law of 1.5 + 30·t^(−½).
    fileprivate var documentsMean: Double {
        (points.last?.loss.value ?? 0) - 1.5 - 30 * PortableMath.pow(Double(budget), -0.5)
    }
}
