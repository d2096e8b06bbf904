public import Diagnostics

extension Summary {
    /// Writes the summary to a file, which is there wholly or not at all.
    ///
    /// - Throws: `cannot-write`; `invalid-summary` where it is larger than 2 GiB.
    public func write(to path: String) throws(AssayError) {
        try AtomicFile.write(try SummaryFile.bytes(of: self), to: path)
    }

    /// Reads a summary file.
    ///
    /// - Throws: `unreadable-file`; `invalid-summary` where it is none, or a bit of it has changed.
    public init(contentsOf path: String) throws(AssayError) {
        self = try SummaryFile.summary(from: try AtomicFile.read(path), path: path)
    }

    /// The union of summary files, and of those in folders, one of which is in memory at a time.
    ///
    /// - Parameters:
    ///   - paths: Files, and folders in which the files that end with `.assay` are taken.
    ///   - plan: A plan file that the work units belong to: then units of other plans are refused.
    ///   - visit: Is told each file's path and summary.
    /// - Throws: What is wrong with a summary, with its path: `invalid-summary` (also where there is none),
    ///   `incompatible-summaries`, `overlapping-summaries`, `unreadable-file`.
    public init(
        merging paths: [String], plan: String? = nil, visit: (String, Summary) -> Void = { _, _ in }
    ) throws(AssayError) {
        var planned: (plan: ScanPlan, keys: Set<UnitKey>)?
        if let plan {
            let bytes = try AtomicFile.read(plan)
            // Its first unit will do: what counts is the plan's name, and the names of all units.
            planned = (
                try PlanFile(reading: bytes, path: plan, part: (0, Int.max)).plan,
                try PlanFile.keys(in: bytes, path: plan)
            )
        }
        var merged: Summary?
        for path in paths.flatMap({ SummaryFolder.files(in: $0) ?? [$0] }) {
            var part = try Summary(contentsOf: path)
            if let planned, !part.adopt(planned.plan, units: planned.keys) {
                throw AssayError(
                    .overlappingSummaries, "is about work units that the plan does not have", at: .init(path: path))
            }
            visit(path, part)
            do throws(AssayError) {
                if merged == nil { merged = part } else { try merged?.merge(part) }
            } catch {
                var located = error
                located.location.path = path
                throw located
            }
        }
        guard let merged else {
            throw AssayError(.invalidSummary, "there is no summary file in the folders; their names end with .assay")
        }
        self = merged
    }
}
