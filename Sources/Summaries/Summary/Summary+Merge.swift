public import Diagnostics

extension AssayError.Code {
    /// Two summaries were made with different parameters.
    public static let incompatibleSummaries = AssayError.Code(rawValue: "incompatible-summaries")
    /// Two summaries share some of their work units, but neither is a part of the other.
    public static let overlappingSummaries = AssayError.Code(rawValue: "overlapping-summaries")
}

extension Summary {
    /// Adds the summary of another part; one whose work units are all covered already changes nothing.
    ///
    /// - Returns: Whether anything was added.
    /// - Throws: `incompatible-summaries` when the parameters differ, `overlapping-summaries` when some units of the other
    ///   are covered already and some are not; nothing is changed then.
    /// - Complexity: O(size of both summaries), whatever the size of the corpora.
    @discardableResult
    public mutating func merge(_ other: Summary) throws(AssayError) -> Bool {
        guard parameters.fingerprint == other.parameters.fingerprint else {
            throw AssayError(
                .incompatibleSummaries,
                "the summaries were made with different parameters (\(parameters.difference(from: other.parameters))); "
                    + "scan both with the same options")
        }
        let shared = coverage.overlap(with: other.coverage)
        if shared > 0 {
            guard shared == other.coverage.unitCount else {
                throw AssayError(
                    .overlappingSummaries,
                    "\(shared) of the \(other.coverage.unitCount) work units are covered already and the others are not, "
                        + "so adding it would count some twice; merge the partial summaries that it was made of instead"
                )
            }
            return false
        }
        counts.merge(other.counts)
        byteHistogram.merge(other.byteHistogram)
        for index in lengthHistogram.indices { lengthHistogram[index] += other.lengthHistogram[index] }
        for index in tokenHistogram.indices { tokenHistogram[index] += other.tokenHistogram[index] }
        sample.merge(other.sample)
        documentSketch.merge(other.documentSketch)
        lineSketch.merge(other.lineSketch)
        nearDuplicateSketch.merge(other.nearDuplicateSketch)
        errorCounts.merge(other.errorCounts, uniquingKeysWith: +)
        errorExamples.merge(other.errorExamples)
        input.add(other.input)
        formats.merge(other.formats)
        omissions.merge(other.omissions)
        coverage.merge(other.coverage)
        for shift in lineFeeds.merge(other.lineFeeds) { errorExamples.apply(shift) }
        return true
    }

    /// Says that the summary's work units are those of another plan, which has the same ones and perhaps others.
    ///
    /// - Parameters:
    ///   - plan: The other plan.
    ///   - units: The names of all of the plan's units; nil takes those at hand.
    /// - Returns: False, and nothing changes, where the plan lacks one of them.
    public mutating func adopt(_ plan: ScanPlan, units: Set<UnitKey>? = nil) -> Bool {
        coverage.move(to: plan.identity, units: units ?? plan.keys)
    }
}

extension Summary {
    /// The hash of `canonicalBytes`.
    public var digest: ContentHash { ContentHash(of: canonicalBytes) }

    /// Two summaries are equal when their canonical bytes are.
    public static func == (a: Self, b: Self) -> Bool {
        a.canonicalBytes == b.canonicalBytes
    }
}
