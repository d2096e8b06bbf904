/// What a corpus must be like to pass: checks on figures of its report, and how much of it must have been read.
public struct Policy: Sendable, Hashable {
    /// The policy's name; that of its file where it does not say.
    public var name: String

    /// Where the text lies in a record; nil is recognised.
    public var textField: String?

    /// The least share of stored bytes and of records that must be readable, from 0 to 1.
    public var coverageFloor: Double

    /// The corpora that the policy names; empty where the command line does.
    public var corpora: [Corpus]

    /// The checks, in the order of the file.
    public var checks: [PolicyCheck]

    /// The coverage floor where none is given.
    public static let standardCoverageFloor = 0.99

    /// Creates a policy.
    public init(
        name: String, textField: String? = nil, coverageFloor: Double = Policy.standardCoverageFloor,
        corpora: [Corpus] = [], checks: [PolicyCheck]
    ) {
        self.name = name
        self.textField = textField
        self.coverageFloor = coverageFloor
        self.corpora = corpora
        self.checks = checks
    }

    /// A corpus that a policy names.
    public struct Corpus: Sendable, Hashable {
        /// Its name: in reports, and in the history.
        public var name: String

        /// Files and folders, below the policy's folder where they are relative.
        public var paths: [String]

        /// Where the text lies in a record; nil is as the policy says.
        public var textField: String?

        /// Patterns of the files to read; empty reads all.
        public var include: [String]

        /// Patterns of the files to leave out.
        public var exclude: [String]

        /// The split to read; nil reads all.
        public var split: String?

        /// Creates a corpus.
        public init(
            name: String, paths: [String], textField: String? = nil, include: [String] = [], exclude: [String] = [],
            split: String? = nil
        ) {
            self.name = name
            self.paths = paths
            self.textField = textField
            self.include = include
            self.exclude = exclude
            self.split = split
        }
    }
}
