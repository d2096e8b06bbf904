import InformationCapacity
import SharedData
import Testing

@testable import Estimators

@Suite("Loss curves")
struct HeldOutLossCurveTests {
    /// Nine checkpoints n/2⁸ … n of a law, the same for every document but for its offset.
    private func makeCurve(
        n: UInt64 = 1 << 20, offsets: [Double] = [Double](repeating: 0, count: 40), codeLength: Bits? = nil,
        _ law: (Double) -> Double
    ) -> HeldOutLossCurve? {
        let bytes = [UInt64](repeating: 1000, count: offsets.count)
        let checkpoints = (0...8).reversed().map { j in
            let t = n >> UInt64(j)
            return HeldOutLossCurve.Checkpoint(
                position: t, heldOut: offsets.map { Bits(1000 * (law(Double(t)) + $0)) })
        }
        return HeldOutLossCurve(checkpoints: checkpoints, documentBytes: bytes, codeLength: codeLength)
    }

    @Test("A straight line in ln t from the first byte has its closed area", arguments: [0.05, 0.3])
    func logarithmicLaw(fall: Double) throws {
        let n = Double(1 << 20)
        let curve = try #require(makeCurve { 8 - fall * PortableMath.log($0) })
        // ∫₁ⁿ (ln n − ln t) dt = n − 1 − ln n, and the first byte at 8 bits.
        let expected = fall * (n - 1 - PortableMath.log(n) + PortableMath.log(n))
        let structure = try #require(CurveStructure([curve], seed: 1, resamples: 100))
        #expect(abs(structure.structure.value.value / expected - 1) < 1e-12)
        #expect(abs(structure.stillLearning.value.value - fall) < 1e-12)
    }

    @Test("On E + A·t^(−β) the area is the closed form", arguments: [0.2, 0.35, 0.5])
    func powerLaw(exponent: Double) throws {
        let n = Double(1 << 20)
        // Falls from 8 bits at the first byte to 1.5 far out, so that all of the head is on the law.
        func law(_ t: Double) -> Double { 1.5 + 6.5 * PortableMath.pow(t, -exponent) }
        let curve = try #require(makeCurve(law))
        let structure = try #require(CurveStructure([curve], seed: 1, resamples: 100))
        let closed = 6.5 * exponent / (1 - exponent) * PortableMath.pow(n, 1 - exponent)
        let measured = structure.structure.value.value
        // The head is exact; the trapezoid in ln t lies above a convex curve.
        #expect(measured > closed && measured < 1.03 * closed, "\(measured / closed)")
    }

    @Test("A learner that stays at 8 bits for a while: the head lies between its bounds and near the truth")
    func lateLearner() throws {
        let n = Double(1 << 20)
        func law(_ t: Double) -> Double { min(8, 2 + 128 * PortableMath.pow(t, -0.5)) }
        let curve = try #require(makeCurve(law))
        let structure = try #require(CurveStructure([curve], seed: 1, resamples: 100))
        let leaves = 128.0 * 128 / 36  // 2 + 128 t^(−½) = 8
        let exact = 6 * leaves + 256 * (n.squareRoot() - leaves.squareRoot()) - 128 * n.squareRoot()
        #expect(abs(structure.structure.value.value / exact - 1) < 0.03, "\(structure.structure.value.value / exact)")
    }

    @Test("Noise has no structure, though its loss lies above 8 bits here and there")
    func noise() throws {
        let curve = try #require(makeCurve(codeLength: Bits(8 * Double(1 << 20))) { 8 + 1e-4 * ($0 > 1e5 ? 1 : 2) })
        let structure = try #require(CurveStructure([curve], baseline: Rate(8), seed: 3, resamples: 100))
        #expect(structure.structure.value == .zero)
        #expect(structure.stillLearning.value.value == 0)
        #expect(structure.exchangeabilityGap?.value.value == 0)
        #expect(structure.noiseShare?.value == 1)
    }

    @Test("A loss that rises again does not raise the running minimum")
    func runningMinimum() throws {
        let curve = try #require(makeCurve { $0 > 3e5 ? 5 : 4 })
        #expect(curve.points.last?.runningMinimum == Rate(4))
        #expect(curve.points.last?.loss == Rate(5))
    }

    @Test("The intervals are those of the documents, and the same for the same seed")
    func bootstrap() throws {
        var random = SplitMix(seed: 4)
        let offsets = (0..<200).map { _ in random.unit() - 0.5 }
        let curve = try #require(makeCurve(offsets: offsets) { 2 + 4 * PortableMath.pow($0, -0.2) })
        let structure = try #require(CurveStructure([curve], seed: 9))
        #expect(structure == CurveStructure([curve], seed: 9))
        // The standard error of a mean of 200 uniform numbers is 0.2887 / √200 = 0.0204.
        let interval = try #require(structure.finalLoss.interval)
        let width = interval.upperBound.value - interval.lowerBound.value
        #expect(abs(width / (2 * 1.96 * 0.0204) - 1) < 0.15, "\(width)")
        // Pairing: what all checkpoints share, differences of checkpoints do not see.
        let learning = try #require(structure.stillLearning.interval)
        #expect(learning.upperBound.value - learning.lowerBound.value < 1e-9)
    }

    @Test("Orders that differ widen the interval")
    func orders() throws {
        let curves = try [-0.1, 0, 0.1].map { shift in try #require(makeCurve { _ in 3 + shift }) }
        let structure = try #require(CurveStructure(curves, seed: 1, resamples: 100))
        let interval = try #require(structure.finalLoss.interval)
        #expect(abs(structure.finalLoss.value.value - 3) < 1e-12)
        // t(2) · 0.1 / √3
        #expect(abs(interval.upperBound.value - 3 - 4.302653 * 0.1 / 3.0.squareRoot()) < 1e-6)
    }

    @Test("Few documents have no interval, said in words; other budgets do not mix; nothing is nil")
    func degenerate() throws {
        let few = try #require(makeCurve(offsets: [0, 0.1]) { _ in 2 })
        let structure = try #require(CurveStructure([few], seed: 1))
        #expect(structure.structureRate.interval == nil)
        #expect(structure.structureRate.intervalAbsence == "no interval: 2 documents, at least 20 are needed")
        #expect(structure.resampledStructureRates.isEmpty)
        let other = try #require(makeCurve(n: 1 << 19, offsets: [0, 0.1]) { _ in 2 })
        #expect(CurveStructure([few, other], seed: 1) == nil)
        #expect(CurveStructure([], seed: 1) == nil)
        #expect(HeldOutLossCurve(checkpoints: [], documentBytes: [1]) == nil)
        let checkpoint = HeldOutLossCurve.Checkpoint(position: 4, heldOut: [Bits(1)])
        #expect(HeldOutLossCurve(checkpoints: [checkpoint, checkpoint], documentBytes: [1]) == nil)
        #expect(HeldOutLossCurve(checkpoints: [checkpoint], documentBytes: [0]) == nil)
        #expect(HeldOutLossCurve(checkpoints: [checkpoint], documentBytes: [1, 1]) == nil)
    }
}
