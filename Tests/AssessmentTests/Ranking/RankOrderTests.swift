import SharedData
import Testing

@testable import Assessment
@testable import Estimators

@Suite("Order with ties")
struct RankOrderTests {
    private func standing(_ name: String, _ value: Double, spread: Double = 0, seed: UInt64 = 1) -> RankOrder.Standing {
        var random = SplitMix(seed: seed)
        let replicates = (0..<JointResamples.count).map { _ in
            value + spread * (Double(random.next() >> 11) * 0x1p-53 - 0.5)
        }
        return RankOrder.Standing(name: name, structure: value, structureReplicates: replicates)
    }

    @Test func `equal values share the mean of their ranks`() {
        #expect(RankOrder.ranks([3, 1, 2, 2]) == [1, 4, 2.5, 2.5])
        #expect(RankOrder.ranks([0, 0, 0]) == [2, 2, 2])
        #expect(RankOrder.ranks([]) == [])
        #expect(RankOrder.rankSums([3, 2, 1], [1, 2, 3]) == [4, 4, 4])
        // The naive twin sorts; ranks always sum to k(k + 1)/2.
        var random = SplitMix(seed: 5)
        for count in 1..<12 {
            let values = (0..<count).map { _ in Double(random.next() % 5) }
            let sorted = values.sorted(by: >)
            let naive = values.map { value in
                let places = sorted.indices.filter { sorted[$0] == value }.map { Double($0 + 1) }
                return places.reduce(0, +) / Double(places.count)
            }
            #expect(RankOrder.ranks(values) == naive)
            #expect(abs(naive.reduce(0, +) - Double(count * (count + 1)) / 2) < 1e-9)
        }
    }

    @Test func `places are ranges where candidates cannot be told apart`() {
        // a above all; b and c overlap; d is a copy of c under another name; e below all.
        let all = [
            standing("e", 0.1), standing("c", 0.3, spread: 0.1, seed: 3), standing("a", 0.9),
            standing("b", 0.31, spread: 0.1, seed: 2), standing("d", 0.3, spread: 0.1, seed: 3),
        ]
        let order = RankOrder(all, usesTargets: false)
        #expect(order.listed.map { all[$0].name } == ["a", "b", "c", "d", "e"])
        #expect(order.listed.map { order.places[$0] } == [1...1, 2...4, 2...4, 2...4, 5...5])
        #expect(order.ties(of: 1).map { all[$0].name } == ["b", "d"])
        let pairs = order.comparisons()
        #expect(pairs.count == 10)
        let copies = pairs.first { $0.first == "c" && $0.second == "d" }
        #expect(copies?.probability == 0.5 && copies?.isTie == true && copies?.difference.interval?.upper == 0)
        #expect(pairs.first?.ratio?.value == 0.9 / 0.31)
        // The order in which candidates are given changes nothing.
        let reversed = RankOrder(all.reversed(), usesTargets: false)
        #expect(reversed.comparisons() == pairs)
    }

    @Test func `the probability of overlapping uniforms is their closed form`() throws {
        // P(X > Y) of uniforms on [0, 1] and [½, 3/2] is 1/8.
        let first = standing("x", 0.5, spread: 1, seed: 11)
        let second = standing("y", 1, spread: 1, seed: 12)
        let pair = try #require(RankOrder([first, second], usesTargets: false).comparisons().first)
        #expect(abs((1 - pair.probability) - 0.125) < 4 * (0.125 * 0.875 / 2000).squareRoot())
    }

    @Test func `with targets the sum of ranks decides`() {
        func both(_ name: String, _ structure: Double, _ transfer: Double) -> RankOrder.Standing {
            var result = standing(name, structure)
            result.transfer = transfer
            result.transferReplicates = [Double](repeating: transfer, count: JointResamples.count)
            return result
        }
        // By σ: a b c; by T: c a b. Sums: 3, 5, 4.
        let order = RankOrder([both("a", 3, 2), both("b", 2, 1), both("c", 1, 3)], usesTargets: true)
        #expect(order.rankSums == [3, 5, 4])
        #expect(order.listed == [0, 2, 1])
        #expect(order.comparisons().allSatisfy { $0.probability == 1 && !$0.isTie })
        #expect(order.comparisons()[2].structureProbability == 0)
    }
}
