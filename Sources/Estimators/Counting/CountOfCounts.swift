public import Diagnostics

extension AssayError.Code {
    /// Counts add up to more than an estimator can tell apart.
    public static let countsTooLarge = AssayError.Code(rawValue: "counts-too-large")
}

/// How many symbols were seen how often: all that an entropy estimator needs of a table of counts.
///
/// It is the same for any order of the symbols, so that every estimate from it is bit for bit the same.
public struct CountOfCounts: Sendable, Hashable {
    /// The symbols that were seen equally often.
    public struct Group: Sendable, Hashable {
        /// How often each of them was seen; at least 1.
        public var count: UInt64

        /// How many they are; at least 1.
        public var symbols: UInt64

        /// Creates a group.
        public init(count: UInt64, symbols: UInt64) {
            self.count = count
            self.symbols = symbols
        }
    }

    /// The groups, counts ascending.
    public let groups: [Group]

    /// n: the number of observations; at most 2⁵³.
    public let total: UInt64

    /// The number of distinct symbols that were seen.
    public let observedSymbols: UInt64

    /// Creates it from the count of each symbol, in any order; zeros are left out.
    ///
    /// - Throws: `counts-too-large` where the counts add up to more than 2⁵³.
    /// - Complexity: O(symbols), plus sorting those seen 4,096 times or more.
    public init(_ counts: some Sequence<UInt64>) throws(AssayError) {
        var tally = CountTally()
        for count in counts { tally.add(1, ofCount: count) }
        try self.init(tally)
    }

    /// Creates it from the count of each symbol, in any order; zeros are left out.
    ///
    /// - Throws: `counts-too-large` where the counts add up to more than 2⁵³.
    /// - Complexity: O(symbols), plus sorting those seen 4,096 times or more.
    public init(_ counts: Span<UInt64>) throws(AssayError) {
        var tally = CountTally()
        for i in counts.indices { tally.add(1, ofCount: counts[i]) }
        try self.init(tally)
    }

    /// Creates it from groups in any order; equal counts are put together, zeros are left out.
    ///
    /// - Throws: `counts-too-large` where the counts add up to more than 2⁵³.
    public init(groups: some Sequence<Group>) throws(AssayError) {
        var tally = CountTally()
        var room: UInt64 = 1 << 53
        for group in groups where group.count > 0 {
            guard group.symbols <= room else { throw Self.tooLarge }
            room -= group.symbols
            tally.add(Int64(group.symbols), ofCount: group.count)
        }
        try self.init(tally)
    }

    /// Creates it from a finished tally.
    init(_ tally: CountTally) throws(AssayError) {
        var total: UInt64 = 0
        var observed: UInt64 = 0
        let groups = tally.groups
        for group in groups {
            let (product, overflow) = group.count.multipliedReportingOverflow(by: group.symbols)
            guard !overflow, product <= 1 << 53 else { throw Self.tooLarge }
            total += product
            observed += group.symbols
            guard total <= 1 << 53 else { throw Self.tooLarge }
        }
        self.groups = groups
        self.total = total
        self.observedSymbols = observed
    }

    private static var tooLarge: AssayError {
        AssayError(.countsTooLarge, "the counts add up to more than 2^53; check where they come from, or scale them")
    }

    /// f₁: the symbols that were seen once.
    public var singletons: UInt64 { symbols(seen: 1) }

    /// f₂: the symbols that were seen twice.
    public var doubletons: UInt64 { symbols(seen: 2) }

    /// f₁ / n: the share of all observations whose symbol was seen once; nil without observations.
    public var singletonShare: Double? { total > 0 ? Double(singletons) / Double(total) : nil }

    /// 1 − f₁/n: the probability that the next symbol is one already seen (Good 1953); nil without observations.
    public var coverage: Double? { total > 0 ? Double(total - singletons) / Double(total) : nil }

    private func symbols(seen count: UInt64) -> UInt64 {
        groups.prefix(2).first { $0.count == count }?.symbols ?? 0
    }
}
