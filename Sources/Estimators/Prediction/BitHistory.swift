/// What one decision node of one context has seen, in a byte: a small nonstationary state machine.
///
/// Up to four bits are remembered exactly and in order. After that a state is a pair of bounded counts and the last
/// bit; a bit takes most of what the opposite count holds above two, because the recent past tells more than the
/// distant one. State 0 has seen nothing.
enum BitHistory {
    /// The tables of the machine.
    struct Tables {
        /// `next[2 * state + bit]`.
        var next: [UInt8] = []
        /// How many bits a state stands for, at most 255: what is worth keeping.
        var weight: [UInt8] = []
        /// The share of ones with half a bit of each added: where a state's adaptive probability begins.
        var share: [Double] = []
    }

    private struct Counts: Hashable {
        var zeros: Int
        var ones: Int
        var last: Int

        /// The larger count that may stand beside the smaller one.
        static func bound(_ smaller: Int) -> Int { [44, 34, 15, 10, 8, 7][min(smaller, 5)] }

        func adding(_ bit: Int) -> Counts {
            var same = (bit == 1 ? ones : zeros) + 1
            var other = bit == 1 ? zeros : ones
            if other > 3 { other = (other + 4) / 2 }
            other = min(other, 5)
            same = min(same, Self.bound(other))
            if min(same, other) == 0 { return Counts(zeros: bit == 1 ? 0 : same, ones: bit == 1 ? same : 0, last: bit) }
            return Counts(zeros: bit == 1 ? other : same, ones: bit == 1 ? same : other, last: bit)
        }
    }

    /// Builds the machine: the 31 histories of up to four bits, then every pair of counts that can be reached.
    static func makeTables() -> Tables {
        var counts: [Counts] = []
        var next: [[Int]] = []
        // A history of `length` bits with value v is state 2^length - 1 + v.
        for length in 0...4 {
            for value in 0..<(1 << length) {
                let ones = value.nonzeroBitCount
                counts.append(Counts(zeros: length - ones, ones: ones, last: value & 1))
                next.append(length < 4 ? [0, 1].map { (2 << length) - 1 + (2 * value + $0) } : [])
            }
        }
        var known: [Counts: Int] = [:]
        var state = 15
        while state < counts.count {
            if next[state].isEmpty {
                next[state] = [0, 1].map { bit in
                    let successor = counts[state].adding(bit)
                    if let found = known[successor] { return found }
                    known[successor] = counts.count
                    counts.append(successor)
                    next.append([])
                    return counts.count - 1
                }
            }
            state += 1
        }
        precondition(counts.count <= 256, "a history must fit in a byte")
        var tables = Tables()
        for (index, count) in counts.enumerated() {
            tables.next += next[index].map { UInt8($0) }
            tables.weight.append(UInt8(count.zeros + count.ones))
            tables.share.append((Double(count.ones) + 0.5) / Double(count.zeros + count.ones + 1))
        }
        return tables
    }
}
