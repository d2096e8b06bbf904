/// What `assay check` says of the corpora of a policy: a function of them, the policy, the options and the history.
///
/// It holds no time, no host and no thread count.
public struct CheckReport: Sendable, Hashable, Codable {
    /// The version of the report's JSON Schema.
    public static let schemaVersion = 1

    /// The version of the JSON Schema that this report follows.
    public var schemaVersion = CheckReport.schemaVersion

    /// The version of the program.
    public var assay: String

    /// The policy's name.
    public var policy: String

    /// The policy's file as it was given, for annotations.
    public var policyFile: String?

    /// The worst of the corpora's verdicts.
    public var verdict: Verdict

    /// Each corpus, in the order of the policy.
    public var corpora: [Corpus]

    /// Creates a report; its verdict follows from those of the corpora.
    public init(assay: String, policy: String, policyFile: String?, corpora: [Corpus]) {
        self.assay = assay
        self.policy = policy
        self.policyFile = policyFile
        self.corpora = corpora
        verdict = corpora.map(\.verdict).max() ?? .passed
    }

    /// How a check, a corpus or a whole run came out, from good to bad.
    public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
        /// It could not be made, and nothing is wrong: there is no history yet, for example.
        case skipped

        /// The figure is what it must be.
        case passed

        /// It is not, and the level of the check is a warning.
        case warned

        /// It is not, and the level is a failure.
        case failed

        /// It could not be told: a figure is missing, or too much of the corpus was not read.
        case errored

        /// From good to bad.
        public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// What was found of one corpus.
    public struct Corpus: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String

        /// What figures of different runs must share to be compared.
        public var fingerprint: String

        /// Stored bytes of files that were read without failure, over those of all files found.
        public var coverage: Figure

        /// Whether enough was read for figures to be trusted; nothing passes where not.
        public var isComplete: Bool

        /// What keeps it from being complete, in words.
        public var incompleteness: String?

        /// The worst of the checks' verdicts, or `errored` where the corpus is not complete.
        public var verdict: Verdict

        /// How many checks came out in each way.
        public var counts: Counts

        /// The checks in the order of the policy.
        public var checks: [Check]

        /// Shards that lie far from the others, the farthest first.
        public var suspects: [ShardComparison.Suspect]

        /// How many shards the corpus has.
        public var shards: Int

        /// Creates what was found; verdict and counts follow from the checks.
        public init(
            name: String, fingerprint: String, coverage: Figure, incompleteness: String?, checks: [Check],
            suspects: [ShardComparison.Suspect], shards: Int
        ) {
            self.name = name
            self.fingerprint = fingerprint
            self.coverage = coverage
            self.incompleteness = incompleteness
            self.checks = checks
            self.suspects = suspects
            self.shards = shards
            isComplete = incompleteness == nil
            counts = Counts(checks)
            let worst = checks.map(\.verdict).max() ?? .passed
            verdict = incompleteness == nil ? max(worst, .passed) : .errored
        }
    }

    /// How many checks came out in each way.
    public struct Counts: Sendable, Hashable, Codable {
        /// Those that passed.
        public var passed: Int

        /// Those that warned.
        public var warned: Int

        /// Those that failed.
        public var failed: Int

        /// Those that could not be told.
        public var errored: Int

        /// Those that were not made.
        public var skipped: Int

        init(_ checks: [Check]) {
            func count(_ verdict: Verdict) -> Int { checks.count { $0.verdict == verdict } }
            passed = count(.passed)
            warned = count(.warned)
            failed = count(.failed)
            errored = count(.errored)
            skipped = count(.skipped)
        }
    }
}
