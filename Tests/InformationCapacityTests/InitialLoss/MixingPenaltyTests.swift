import InformationCapacity
import Testing

@Suite("Mixing penalty")
struct MixingPenaltyTests {
    @Test("It approaches the Jensen–Shannon divergence")
    func divergence() throws {
        let p: [UInt64] = [500_000_000, 300_000_000, 200_000_000, 0]
        let q: [UInt64] = [100_000_000, 100_000_000, 100_000_000, 700_000_000]
        let penalty = try #require(MixingPenalty(p, q))
        func entropy(_ counts: [UInt64]) -> Double {
            let total = Double(counts.reduce(0, +))
            return counts.reduce(0) { sum, count in
                let share = Double(count) / total
                return count == 0 ? sum : sum - share * PortableMath.log2(share)
            }
        }
        let divergence = entropy(zip(p, q).map(+)) - (entropy(p) + entropy(q)) / 2
        let rate: Rate<Bits, Byte> = try #require(penalty.rate(over: penalty.symbols))
        #expect((rate.value - divergence).magnitude < 1e-6)
        #expect(penalty.symbols == 2_000_000_000)
    }

    @Test("Two halves of one corpus come out slightly below zero")
    func homogeneous() throws {
        let half = (1...256).map { UInt64(200_000 / $0) }
        let penalty = try #require(MixingPenalty(half, half))
        let rate: Rate<Bits, Byte> = try #require(penalty.rate(over: penalty.symbols))
        #expect(rate.value < 0 && rate.value > -0.002)
    }

    @Test("It is symmetric, fills up with zeros and refuses what it cannot code")
    func edges() {
        let a: [UInt64] = [5, 3]
        let b: [UInt64] = [1, 0, 9]
        #expect(MixingPenalty(a, b) == MixingPenalty(b, a))
        #expect(MixingPenalty(a, b) == MixingPenalty([5, 3, 0], b))
        #expect(MixingPenalty(a, [])?.total == .zero)
        #expect(MixingPenalty([], []) == nil)
        #expect(MixingPenalty([0], [0]) == nil)
        #expect(MixingPenalty(a, b, vocabulary: 2) == nil)
        #expect(MixingPenalty(a, b, concentration: 0) == nil)
        #expect(MixingPenalty([UInt64.max], [1]) == nil)
    }
}
