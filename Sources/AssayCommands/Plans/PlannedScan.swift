internal import Corpora
internal import Diagnostics
internal import Summaries
internal import Tokenizers

/// `assay scan --plan`: reads the units of a part of a plan that are not finished.
struct PlannedScan {
    private let units: UnitScan
    private let progress: ProgressLine
    private let folder: SummaryFolder
    private let title: String

    init(plan path: String, part: (index: Int, count: Int)?, folder: String, threads: Int) throws(AssayError) {
        let file = try PlanFile(reading: try AtomicFile.read(path), path: path, part: part)
        var tokenizer: BytePairTokenizer?
        if let identity = file.plan.parameters.tokenizer, file.options.tokenIDs == nil {
            guard let source = file.tokenizer else {
                throw AssayError(.invalidPlan, "the plan does not name its tokenizer's file", at: .init(path: path))
            }
            let tokenizerPath = source.path.hasPrefix("/") ? source.path : file.directory + "/" + source.path
            let loaded = try TokenizerFile.load(
                tokenizerPath, pattern: source.splitPattern.flatMap { SplitPattern(rawValue: $0) })
            guard SummaryParameters.TokenizerIdentity(loaded) == identity else {
                throw AssayError(
                    .invalidPlan, "the tokenizer is not the one that was planned with; plan again",
                    at: .init(path: tokenizerPath))
            }
            tokenizer = loaded
        }
        self.folder = try SummaryFolder(making: folder)
        title = part.map { "part \($0.index + 1)/\($0.count)" } ?? "plan"
        let bytes = file.plan.units.reduce(0) { $0 + ($1.work?.storedBytes ?? 0) }
        progress = ProgressLine(total: bytes)
        units = UnitScan(
            file.plan, options: file.options, tokenizer: tokenizer, threads: threads, progress: progress.reader)
    }

    func run() async throws {
        let missing = units.plan.units.filter { !folder.has($0.key) }
        try await units.write(missing, into: folder)
        progress.clear()
        let finished = units.plan.units.count - missing.count
        StandardStreams.writeError(
            "assay: \(title): \(missing.count) units read, \(finished) were finished before\n")
    }
}
