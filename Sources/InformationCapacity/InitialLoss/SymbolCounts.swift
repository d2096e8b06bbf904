/// How often symbols of a vocabulary occurred, as the number of symbols at each count.
///
/// The symbols' identity and order are forgotten, so that everything computed from equal counts is equal to the last
/// bit however the counts were arranged.
public struct SymbolCounts: Sendable, Hashable {
    /// The symbols that share one count.
    public struct Group: Sendable, Hashable {
        /// How often each of these symbols occurred; at least 1.
        public let count: UInt64
        /// How many symbols occurred that often; at least 1.
        public let symbols: UInt64
    }

    /// |V|: how many symbols there could be; at least 1.
    public let vocabulary: UInt64

    /// D: the sum of all counts.
    public let total: UInt64

    /// How many different symbols occurred.
    public let distinct: UInt64

    /// The counts that occur, ascending.
    public let groups: [Group]

    /// Groups counts by value.
    ///
    /// - Parameters:
    ///   - counts: One count for each symbol; zeros may be left out where `vocabulary` is given.
    ///   - vocabulary: |V|; by default the number of counts.
    /// - Returns: nil where the vocabulary is empty or smaller than the number of symbols that occurred, or where the
    ///   counts sum to 2⁶⁴ or more.
    /// - Complexity: O(k log k) for k counts.
    public init?(_ counts: some Sequence<UInt64>, vocabulary: UInt64? = nil) {
        var all = Array(counts)
        let size = vocabulary ?? UInt64(all.count)
        all.removeAll { $0 == 0 }
        guard size > 0, UInt64(all.count) <= size else { return nil }
        all.sort()
        var total: UInt64 = 0
        var groups: [Group] = []
        var start = 0
        for index in all.indices {
            let (sum, overflow) = total.addingReportingOverflow(all[index])
            guard !overflow else { return nil }
            total = sum
            if index + 1 == all.count || all[index + 1] != all[index] {
                groups.append(Group(count: all[index], symbols: UInt64(index + 1 - start)))
                start = index + 1
            }
        }
        self.vocabulary = size
        self.total = total
        self.distinct = UInt64(all.count)
        self.groups = groups
    }

    /// D·H₁: the total of the plug-in unigram entropy, Σ c log₂ (D / c).
    var plugInTotal: Bits {
        var sum = CompensatedSum()
        for group in groups {
            let count = Double(group.count)
            sum.add(Double(group.symbols) * (count * PortableMath.log1p(Double(total - group.count) / count)))
        }
        return Bits(converting: Nats(sum.value))
    }
}
