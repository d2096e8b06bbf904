public import Corpora

/// What was left out, by the reason: how many paths, and the first of them in the order of their bytes.
public struct OmittedPaths: Sendable, Hashable {
    /// How many paths are kept of each reason.
    public static let exampleCount = 5

    /// What is known of a reason.
    public struct Omitted: Sendable, Hashable {
        /// How many paths or members of archives were left out.
        public var count: UInt64 = 0

        /// The first paths, in the order of their bytes; members of archives are only counted.
        public var examples: [String] = []
    }

    /// What is known of each reason that occurred.
    public internal(set) var byReason: [CorpusOmission.Reason: Omitted] = [:]

    mutating func add(_ reason: CorpusOmission.Reason, count: UInt64, examples: [String] = []) {
        var omitted = byReason[reason] ?? Omitted()
        omitted.count += count
        omitted.examples = Array(
            (omitted.examples + examples).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                .prefix(Self.exampleCount))
        byReason[reason] = omitted
    }

    mutating func merge(_ other: OmittedPaths) {
        for (reason, omitted) in other.byReason { add(reason, count: omitted.count, examples: omitted.examples) }
    }
}
