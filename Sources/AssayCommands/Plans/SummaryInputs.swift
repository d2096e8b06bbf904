internal import ArgumentParser
internal import Diagnostics
internal import Summaries

/// Summaries that are put together: files, and folders of them.
struct SummaryInputs: ParsableArguments {
    @Argument(help: "Summary files, and folders with such files.")
    var summaries: [String]

    @Option(
        help: .init(
            "The plan that the work units belong to: units of other plans are refused, and those missing are known.",
            valueName: "file"))
    var plan: String?

    /// The union of all summaries, one of which is in memory at a time.
    ///
    /// - Throws: What is wrong with a summary, with its path; nothing is put together then.
    func merged() throws -> Summary { try Self.merged(summaries, plan: plan) }

    /// The union of summary files, and of those in folders.
    ///
    /// - Parameter visit: Is told each file's path and summary.
    /// - Throws: What is wrong with a summary, with its path; nothing is put together then.
    static func merged(
        _ summaries: [String], plan: String? = nil, visit: (String, Summary) -> Void = { _, _ in }
    ) throws -> Summary {
        var planned: (plan: PlanFile, keys: Set<UnitKey>)?
        if let plan {
            let bytes = try AtomicFile.read(plan)
            planned = (
                // Its first unit will do: what counts is the plan's name, and the names of all units.
                try PlanFile(reading: bytes, path: plan, part: (0, Int.max)), try PlanFile.keys(in: bytes, path: plan)
            )
        }
        var merged: Summary?
        for path in files(summaries) {
            var part = try readSummary(path)
            if let planned, !part.adopt(planned.plan.plan, units: planned.keys) {
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
        return merged
    }

    /// A damaged summary is data that cannot be read: exit code 3.
    private static func readSummary(_ path: String) throws -> Summary {
        do throws(AssayError) {
            return try SummaryFile.summary(from: try AtomicFile.read(path), path: path)
        } catch {
            guard error.code == .invalidSummary else { throw error }
            throw CommandFailure(status: .untrustworthy, message: "\(error)")
        }
    }

    private static func files(_ summaries: [String]) -> [String] {
        var files: [String] = []
        for path in summaries { files += SummaryFolder.files(in: path) ?? [path] }
        return files
    }
}
