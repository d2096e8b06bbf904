/// How a byte is told in binary decisions: a tree with a byte at each leaf, cut into groups that fit a slot each.
///
/// A frequent byte is told in few decisions, each of which costs every context and mixer a step. The first tree asks for the
/// bits, the highest first; later ones are Huffman's for what was learned so far, one for each last byte.
struct ByteDecomposition {
    /// The most decisions of a byte.
    static let depth = 16
    /// Decision nodes of a slot.
    static let groupSize = 15

    /// The decisions of each byte, ``depth`` places a byte.
    ///
    /// Bit 0 is the decision, bits 1 to 4 say which of the group's nodes it is, 1 is the group's root; bit 5 is set where a
    /// group begins that is not the first, bits 6 to 13 number the tree's nodes, frequent ones first; bit 15 ends the byte.
    private(set) var paths = [UInt16](repeating: 0, count: 256 * depth)
    /// How many decisions each byte takes.
    private(set) var lengths = [Int](repeating: 8, count: 256)

    /// The tree of a byte's bits.
    init() {
        for byte in 0..<256 {
            for bit in 0..<8 {
                let node = (byte | 256) >> (8 - bit)
                let inGroup = bit < 4 ? node : (byte & 15 | 16) >> (8 - bit)
                // The root of a second half has the number of the node itself; all numbers are one less than the path.
                let step = byte >> (7 - bit) & 1 | inGroup << 1 | (bit == 4 ? 32 : 0) | (node - 1) << 6
                paths[byte * Self.depth + bit] = UInt16(step | (bit == 7 ? 0x8000 : 0))
            }
        }
    }

    /// The tree that needs the fewest decisions for weights of at most 2⁴⁸, all above zero, and keeps the bytes in order; made
    /// flatter until no byte is too deep.
    init(weights: [UInt64]) {
        var weights = weights
        while true {
            let tree = Tree(weights)
            if tree.deepest <= Self.depth {
                lay(tree)
                return
            }
            let least = weights.reduce(0, +) >> 14 + 1
            weights = weights.map { $0 / 2 + least }
        }
    }

    /// The decisions that bytes take altogether, given how often each occurs.
    func decisions(_ counts: some Sequence<UInt64>) -> UInt64 {
        zip(counts, lengths).reduce(0) { $0 + $1.0 * UInt64($1.1) }
    }

    /// A tree: nodes 0 to 255 are the bytes, the others come by weight, and the root last.
    private struct Tree {
        var children: [(Int, Int)] = []
        var depths = [Int](repeating: 0, count: 511)

        var deepest: Int { depths.max() ?? 0 }

        /// The optimal alphabetic tree: the cheapest way to split each range of bytes, short ranges first (Knuth 1971: where
        /// the split lies grows with either end).
        init(_ weights: [UInt64]) {
            let count = weights.count
            var sums: [UInt64] = [0]
            for weight in weights { sums.append(sums[sums.count - 1] + weight) }
            var costs = [UInt64](repeating: 0, count: count * count)
            // The last byte of the left part, by the first and the last byte.
            var splits = (0..<(count * count)).map { $0 / count }
            for length in 1..<count {
                for first in 0..<(count - length) {
                    let last = first + length
                    var least = UInt64.max
                    let bounds = splits[first * count + last - 1]...min(splits[(first + 1) * count + last], last - 1)
                    for split in bounds {
                        let cost = costs[first * count + split] + costs[(split + 1) * count + last]
                        if cost < least {
                            least = cost
                            splits[first * count + last] = split
                        }
                    }
                    costs[first * count + last] = least + sums[last + 1] - sums[first]
                }
            }
            number(splits, sums, count)
        }

        /// Numbers the ranges that the splits lead to.
        private mutating func number(_ splits: [Int], _ sums: [UInt64], _ count: Int) {
            var ranges: [ClosedRange<Int>] = []
            var stack = [0...(count - 1)]
            while let range = stack.popLast() {
                guard range.count > 1 else { continue }
                ranges.append(range)
                let split = splits[range.lowerBound * count + range.upperBound]
                stack.append(range.lowerBound...split)
                stack.append((split + 1)...range.upperBound)
            }
            func weight(_ range: ClosedRange<Int>) -> UInt64 { sums[range.upperBound + 1] - sums[range.lowerBound] }
            ranges.sort { (weight($0), $0.lowerBound) < (weight($1), $1.lowerBound) }
            var numbers: [ClosedRange<Int>: Int] = [:]
            for byte in 0..<count { numbers[byte...byte] = byte }
            for (index, range) in ranges.enumerated() {
                numbers[range] = count + index
                let split = splits[range.lowerBound * count + range.upperBound]
                children.append((numbers[range.lowerBound...split] ?? 0, numbers[(split + 1)...range.upperBound] ?? 0))
            }
            for node in stride(from: children.count - 1, through: 0, by: -1) {
                let (left, right) = children[node]
                depths[left] = depths[count + node] + 1
                depths[right] = depths[count + node] + 1
            }
        }
    }

    /// Cuts the tree into groups, each the heaviest nodes below its root, and writes the paths.
    private mutating func lay(_ tree: Tree) {
        for byte in 0..<256 { lengths[byte] = tree.depths[byte] }
        var roots = [510]
        while let root = roots.popLast() {
            var members: [Int] = []
            var frontier = [root]
            while members.count < Self.groupSize,
                let place = frontier.indices.max(by: { frontier[$0] < frontier[$1] })
            {
                // Inner nodes are numbered by weight.
                let node = frontier.remove(at: place)
                members.append(node)
                let (left, right) = tree.children[node - 256]
                if left >= 256 { frontier.append(left) }
                if right >= 256 { frontier.append(right) }
            }
            roots += frontier
            for (index, node) in members.enumerated() {
                let begins = node == root && root != 510
                let step = (index + 1) << 1 | (begins ? 32 : 0) | (510 - node) << 6
                let (left, right) = tree.children[node - 256]
                write(UInt16(step), depth: tree.depths[node], below: left, tree)
                write(UInt16(step | 1), depth: tree.depths[node], below: right, tree)
            }
        }
    }

    /// Writes a decision into the paths of all bytes below a node.
    private mutating func write(_ step: UInt16, depth: Int, below node: Int, _ tree: Tree) {
        if node < 256 {
            paths[node * Self.depth + depth] = step | 0x8000
            return
        }
        var stack = [node]
        while let next = stack.popLast() {
            if next < 256 {
                paths[next * Self.depth + depth] = step
            } else {
                stack.append(tree.children[next - 256].0)
                stack.append(tree.children[next - 256].1)
            }
        }
    }
}
