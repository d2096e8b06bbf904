extension RankReport {
    /// What candidates teach beside each other: a starting recipe, not a recommendation.
    public struct Mixture: Sendable, Hashable, Codable {
        /// How many bytes of each candidate are learnt, at most.
        public var bytesOfEach: UInt64

        /// What each adds to all the others, in the order of the candidates' list.
        public var additions: [Addition]

        /// The greedy order: each step adds what teaches most beyond the steps before.
        public var recipe: [Step]

        /// What a candidate adds to the others.
        public struct Addition: Sendable, Hashable, Codable {
            /// The candidate.
            public var candidate: String

            /// New structure for a byte of it, when all others are known.
            public var beyondOthers: Figure

            /// Structure for a byte of it, when nothing is known.
            public var alone: Figure
        }

        /// A step of the recipe.
        public struct Step: Sendable, Hashable, Codable {
            /// The candidate that is added.
            public var candidate: String

            /// New structure for a byte of it, when the steps before are known.
            public var newStructure: Figure

            /// The probability that it teaches more than each of those left; absent for the last step.
            public var probabilityOfBest: Double?
        }
    }
}
