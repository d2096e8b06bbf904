import InformationCapacity
import SharedData
import Testing

@testable import Estimators

@Suite struct ByteDecompositionTests {
    static let decompositions: [ByteDecomposition] = [
        ByteDecomposition(),
        ByteDecomposition(weights: Array(repeating: 1, count: 256)),
        ByteDecomposition(weights: (0..<256).map { UInt64($0 * $0 + 1) }),
        // Steeper than any depth allows.
        ByteDecomposition(weights: (0..<256).map { 1 << UInt64(min($0, 47)) }),
    ]

    /// The decisions of a byte, without what is after the last.
    private func path(_ byte: Int, _ decomposition: ByteDecomposition) -> [UInt16] {
        Array(decomposition.paths[(byte * ByteDecomposition.depth)...].prefix(decomposition.lengths[byte]))
    }

    @Test(arguments: 0..<4) func decisionsTellBytesApart(index: Int) {
        let decomposition = Self.decompositions[index]
        var places: [[UInt16]: Int] = [:]
        for byte in 0..<256 {
            let path = path(byte, decomposition)
            #expect(path.last.map { $0 & 0x8000 } == 0x8000)
            #expect(path.dropLast().allSatisfy { $0 & 0x8000 == 0 })
            let decisions = path.map { $0 & 1 }
            // The same decisions so far lead to the same node, group and place in the group.
            for depth in path.indices {
                let node = Int(path[depth] & 0x3FFE)
                let known = places.updateValue(node, forKey: Array(decisions[..<depth]))
                #expect(known == nil || known == node)
            }
        }
        #expect(places.count == 255)
        #expect(Set(places.values.map { $0 >> 6 }).count == 255)
        // A prefix that is a node is no byte: all bytes are told apart.
        for byte in 0..<256 { #expect(places[path(byte, decomposition).map { $0 & 1 }] == nil) }
    }

    @Test(arguments: 0..<4) func groupsFitTheirSlots(index: Int) {
        let decomposition = Self.decompositions[index]
        var members: [Int: [UInt16: Int]] = [:]
        for byte in 0..<256 {
            var group = -1
            for (depth, step) in path(byte, decomposition).enumerated() {
                let place = step >> 1 & 15
                if step & 32 != 0 { group = Int(step >> 6 & 255) }
                #expect((place == 1) == (depth == 0 || step & 32 != 0))
                let known = members[group, default: [:]].updateValue(Int(step >> 6 & 255), forKey: place)
                #expect(known == nil || known == Int(step >> 6 & 255))
            }
        }
        #expect(members.values.allSatisfy { $0.count <= ByteDecomposition.groupSize })
    }

    /// Against every way to split, tried one by one, on weights of which all but a few are the least.
    @Test(arguments: [UInt64(1), 2, 3]) func treesAreOptimal(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let weights = (0..<256).map { _ in random.next() % 1000 * (random.next() % 4) + 1 }
        let sums = weights.reduce(into: [UInt64(0)]) { $0.append($0[$0.count - 1] + $1) }
        var costs = Array(repeating: Array(repeating: UInt64(0), count: 256), count: 256)
        for length in 1..<256 {
            for first in 0..<(256 - length) {
                var least = UInt64.max
                for split in first..<(first + length) {
                    least = min(least, costs[first][split] + costs[split + 1][first + length])
                }
                costs[first][first + length] = least + sums[first + length + 1] - sums[first]
            }
        }
        #expect(ByteDecomposition(weights: weights).decisions(weights) == costs[0][255], "seed \(seed)")
    }
}
