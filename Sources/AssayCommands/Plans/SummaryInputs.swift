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
    /// - Throws: A failure with exit code 3 for a damaged summary: it is data that cannot be read.
    static func merged(
        _ summaries: [String], plan: String? = nil, visit: (String, Summary) -> Void = { _, _ in }
    ) throws -> Summary {
        do throws(AssayError) {
            return try Summary(merging: summaries, plan: plan, visit: visit)
        } catch {
            guard error.code == .invalidSummary, error.location.path != nil else { throw error }
            throw CommandFailure(status: .untrustworthy, message: "\(error)")
        }
    }
}
