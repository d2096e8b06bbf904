/// A claim of the paper's, worked out again (arXiv 2411.00660, sections 2.1, 3 and 5).
public struct ConsistencyCheck: Sendable, Hashable {
    /// One recomputed figure.
    public struct Figure: Sendable, Hashable {
        /// What the figure is.
        public let name: String
        /// Its value.
        public let value: Double
        /// Its unit; empty for a pure number.
        public let unit: String

        init(_ name: String, _ value: Double, _ unit: String = "") {
            self.name = name
            self.value = value
            self.unit = unit
        }
    }

    /// How the printed figure fares.
    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        /// The printed figure comes out.
        case agrees
        /// It comes out but for the rounding of what it was computed from.
        case agreesWithinRounding = "agrees within rounding"
        /// It does not come out.
        case disagrees
        /// It comes out under a condition that the paper does not state.
        case conditional = "holds only conditionally"
    }

    /// The claim in a few words.
    public let name: String

    /// Where the paper makes it.
    public let place: String

    /// What the paper prints.
    public let printed: String

    /// What comes out, in the convention asked for; empty for a matter of notation.
    public let recomputed: [Figure]

    /// How the printed figure fares.
    public let verdict: Verdict

    /// One sentence that says why.
    public let explanation: String

    /// All checks, in the order of the specification.
    public static func all(_ convention: Convention) -> [ConsistencyCheck] {
        [
            sizeForTokens(convention), capacityRange(convention), exponentGap, indexSlip, lossAtCapacity(convention),
            energyPerBit(convention),
        ]
    }
}
