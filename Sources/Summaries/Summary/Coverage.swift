/// The name of a work unit: a hash of its files' paths, sizes and times of modification, of its ranges, and of all
/// parameters.
public typealias UnitKey = ContentHash

/// Which work units of which plans a summary is about.
public struct Coverage: Sendable, Hashable {
    /// What is known of a plan whoever has only a part of its work.
    public struct Plan: Sendable, Hashable {
        /// What the corpus is called.
        public var name: String

        /// The hash of the plan's units, in order.
        public var digest: ContentHash

        /// How many units it has.
        public var units: Int

        /// The stored bytes of all its units.
        public var storedBytes: UInt64
    }

    /// The keys of the covered units of each plan.
    public private(set) var units: [Plan: Set<UnitKey>] = [:]

    /// Creates an empty coverage.
    public init() {}

    /// Creates the coverage of units of a plan.
    public init(_ plan: Plan, units: some Sequence<UnitKey>) {
        self.units = [plan: Set(units)]
    }

    /// The plans in ascending order of their digests.
    public var plans: [Plan] { units.keys.sorted { $0.digest < $1.digest } }

    /// The names of the corpora.
    public var name: String { Set(plans.map(\.name)).sorted().joined(separator: ", ") }

    /// How many units are covered.
    public var unitCount: Int { units.values.reduce(0) { $0 + $1.count } }

    /// How many units the plans have.
    public var plannedUnits: Int { units.keys.reduce(0) { $0 + $1.units } }

    /// How many units of the plans are not covered.
    public var missingUnits: Int { plannedUnits - unitCount }

    /// The stored bytes of all units of the plans.
    public var plannedBytes: UInt64 { units.keys.reduce(0) { $0 + $1.storedBytes } }

    /// Whether a unit is covered, as a part of whatever plan.
    public func contains(_ unit: UnitKey) -> Bool { units.values.contains { $0.contains(unit) } }

    /// How many units of another coverage this one has.
    ///
    /// - Complexity: O(units of the other).
    func overlap(with other: Coverage) -> Int {
        other.units.values.reduce(0) { $0 + $1.count(where: contains) }
    }

    /// Adds the units of another coverage.
    mutating func merge(_ other: Coverage) {
        units.merge(other.units) { $0.union($1) }
    }

    /// Says that all units are those of one plan; false, and nothing changes, where the plan lacks one of them.
    mutating func move(to plan: Plan, units planned: Set<UnitKey>) -> Bool {
        guard units.values.allSatisfy(planned.isSuperset) else { return false }
        units = [plan: units.values.reduce(into: []) { $0.formUnion($1) }]
        return true
    }
}
