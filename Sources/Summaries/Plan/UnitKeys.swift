internal import Corpora
internal import Diagnostics

extension ScanPlan.Unit {
    /// The name of a unit.
    ///
    /// - Parameter occurrence: How many units before it are alike, as those of a copied tree are.
    static func key(
        _ work: ScanUnit?, occurrence: Int, outcome: (omissions: OmittedPaths, failures: [AssayError]),
        fingerprint: ContentHash
    ) -> UnitKey {
        var writer = CanonicalWriter()
        writer.write(fingerprint)
        writer.write(occurrence)
        if let work {
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
        } else {
            for reason in CorpusOmission.Reason.allCases {
                let omitted = outcome.omissions.byReason[reason] ?? OmittedPaths.Omitted()
                writer.write(omitted.count)
                for path in omitted.examples { writer.write(path) }
            }
            for failure in outcome.failures { writer.write("\(failure.code): \(failure)") }
        }
        return ContentHash(of: writer.bytes)
    }
}
