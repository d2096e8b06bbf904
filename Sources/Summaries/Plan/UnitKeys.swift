internal import Corpora
internal import Diagnostics

extension ScanPlan.Unit {
    /// The name of a unit that is about files.
    ///
    /// - Parameter occurrence: How many units before it are alike, as those of a copied tree are.
    static func key(_ work: ScanUnit, occurrence: Int, fingerprint: ContentHash) -> UnitKey {
        var writer = CanonicalWriter()
        writer.write(fingerprint)
        writer.write(occurrence)
        for slice in work.slices {
            writer.write(slice.file.relativePathBytes)
            writer.write(slice.file.size)
            writer.write(slice.file.modified == nil ? 0 : 1)
            writer.write(UInt64(bitPattern: slice.file.modified ?? 0))
            for range in [slice.range, slice.frames] {
                writer.write(range == nil ? 0 : 1)
                writer.write(range?.lowerBound ?? 0)
                writer.write(range?.upperBound ?? 0)
            }
        }
        return ContentHash(of: writer.bytes)
    }

    /// The name of the unit that is about looking for the corpus.
    ///
    /// The plan is a part of it: two corpora of which nothing was left out have different units all the same, and merge.
    static func key(_ outcome: Outcome, of plan: Coverage.Plan, fingerprint: ContentHash) -> UnitKey {
        var writer = CanonicalWriter()
        writer.write(fingerprint)
        writer.write(plan.digest)
        outcome.write(to: &writer)
        return ContentHash(of: writer.bytes)
    }

    /// What looking for the corpus came to.
    struct Outcome {
        var omissions: OmittedPaths
        var failures: [AssayError]

        func write(to writer: inout CanonicalWriter) {
            for reason in CorpusOmission.Reason.allCases {
                let omitted = omissions.byReason[reason] ?? OmittedPaths.Omitted()
                writer.write(omitted.count)
                for path in omitted.examples { writer.write(path) }
            }
            for failure in failures { writer.write("\(failure.code): \(failure)") }
        }
    }
}
