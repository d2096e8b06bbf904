extension CheckReport {
    /// How one check came out.
    public struct Check: Sendable, Hashable, Codable {
        /// The check's stable name.
        public var id: String

        /// The policy's sentence about it; nil where it has none.
        public var title: String?

        /// The figure's path.
        public var figure: String

        /// The line of the check in the policy's file.
        public var line: Int

        /// How it came out.
        public var verdict: Verdict

        /// What the verdict rests on, in words, without the shards.
        public var reason: String

        /// The figure of today; nil where there is none.
        public var observed: Figure?

        /// Which end of its interval was judged.
        public var end: PolicyCheck.End

        /// What was asked of it, the warning's first; empty where that is not numbers.
        public var thresholds: [Threshold]

        /// What it was compared with; nil for conditions on the figure alone.
        public var baseline: Baseline?

        /// Observed less baseline, with the interval of the difference where both intervals are known.
        public var change: Figure?

        /// The change over the baseline's magnitude; nil where that is zero.
        public var relativeChange: Double?

        /// What contributes most to the change, or lies farthest from the rest, for checks that did not pass.
        public var attribution: [Contribution]
    }

    /// Bounds of a level.
    public struct Threshold: Sendable, Hashable, Codable {
        /// What it means where a number lies outside.
        public var level: PolicyCheck.Level

        /// What the bounds are about.
        public var subject: Subject

        /// The bounds: of shares for relative changes, else in the figure's unit.
        public var bounds: PolicyCheck.Bounds

        /// What bounds are about.
        public enum Subject: String, Sendable, Hashable, Codable {
            /// The figure itself.
            case value

            /// Its change as a share of the baseline.
            case relativeChange = "relative-change"

            /// Its change in the figure's unit.
            case absoluteChange = "absolute-change"
        }
    }

    /// What a figure was compared with.
    public struct Baseline: Sendable, Hashable, Codable {
        /// As the policy says it: `median(last(14))`.
        public var comparison: String

        /// The number.
        public var value: Double

        /// How many runs it is made of.
        public var runs: Int
    }

    /// A shard and what it contributes.
    public struct Contribution: Sendable, Hashable, Codable {
        /// The shard's name.
        public var shard: String

        /// Observed less what the figure would be without the shard, in the figure's unit; nil where that is not known.
        public var contribution: Double?

        /// Its value in a feature, and those of the others.
        public var suspicion: ShardComparison.Suspect?

        /// The shard's share of the corpus's bytes.
        public var byteShare: Double
    }
}
