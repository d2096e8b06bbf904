/// A count of counts while it is being made; symbols may also be taken out again.
struct CountTally {
    /// Counts below this are tallied in an array, the few others in a list.
    private static let small: UInt64 = 4096

    private var smallCounts = [Int64](repeating: 0, count: Int(Self.small))
    private var largeCounts: [(count: UInt64, symbols: Int64)] = []

    /// Adds (or with a negative number takes out) symbols that were seen `count` times.
    mutating func add(_ symbols: Int64, ofCount count: UInt64) {
        if count < Self.small {
            smallCounts[Int(count)] += symbols
        } else {
            largeCounts.append((count, symbols))
        }
    }

    /// Adds what another tally holds.
    mutating func add(_ other: CountTally) {
        for i in smallCounts.indices { smallCounts[i] += other.smallCounts[i] }
        largeCounts += other.largeCounts
    }

    /// The counts above zero, ascending, with the symbols of each where there are any left.
    var groups: [CountOfCounts.Group] {
        var groups: [CountOfCounts.Group] = []
        for (count, symbols) in smallCounts.enumerated() where count > 0 && symbols > 0 {
            groups.append(CountOfCounts.Group(count: UInt64(count), symbols: UInt64(symbols)))
        }
        let large = largeCounts.sorted { $0.count < $1.count }
        var i = 0
        while i < large.count {
            let count = large[i].count
            var symbols: Int64 = 0
            while i < large.count, large[i].count == count {
                symbols += large[i].symbols
                i += 1
            }
            if symbols > 0 { groups.append(CountOfCounts.Group(count: count, symbols: UInt64(symbols))) }
        }
        return groups
    }
}
