public import InformationCapacity

/// What `assay paper` shows: the consistency checks of arXiv 2411.00660, section 5, as printed and recomputed.
public struct PaperReport: Sendable, Hashable, Codable {
    /// The checks of each convention, in the paper's order.
    public var conventions: [Table]

    /// The checks in one convention.
    public struct Table: Sendable, Hashable, Codable {
        /// "paper" or "consistent".
        public var convention: String

        /// The checks.
        public var checks: [Check]
    }

    /// One check.
    public struct Check: Sendable, Hashable, Codable {
        /// What is checked.
        public var name: String

        /// Where it stands in the paper.
        public var place: String

        /// The figure as printed there.
        public var printed: String

        /// The figures recomputed, each with its unit.
        public var recomputed: [Value]

        /// agrees, agrees within rounding, disagrees, or holds only conditionally.
        public var verdict: String

        /// Why.
        public var explanation: String
    }

    /// A recomputed figure.
    public struct Value: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String

        /// The number.
        public var value: Double

        /// Its unit; empty for a pure number.
        public var unit: String
    }

    /// Recomputes the checks.
    public init(_ conventions: [Convention]) {
        self.conventions = conventions.map { convention in
            Table(
                convention: convention.rawValue,
                checks: ConsistencyCheck.all(convention).map { check in
                    Check(
                        name: check.name, place: check.place, printed: check.printed,
                        recomputed: check.recomputed.map { Value(name: $0.name, value: $0.value, unit: $0.unit) },
                        verdict: check.verdict.rawValue, explanation: check.explanation)
                })
        }
    }
}
