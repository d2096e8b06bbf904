public import Diagnostics
internal import Summaries
public import Tokenizers

/// Compares two corpora, or two versions of one: every figure, what they share, and how far their symbols are apart.
///
/// Both are assessed at equal sizes: of the larger sample as many bytes are taken as the smaller has, and the learned predictor
/// learns the same number of bytes of both.
public struct ComparisonAssessment: Sendable {
    /// The corpus that differences start from.
    public var first: ComparedCorpus

    /// The corpus that differences lead to.
    public var second: ComparedCorpus

    /// The version of the program, for the report.
    public var version: String

    /// The share of stored bytes or of records that may be unreadable in a result that can be trusted.
    public var allowedUnreadableShare: Double

    /// How many estimators may run side by side; the report does not depend on it.
    public var threads: Int

    /// How many bytes the learned predictor learns from at most; nil does without it.
    public var learningBudget: Int?

    /// Tells the text of tokens; nil leaves them their ids.
    public var tokenizer: (any Tokenizer)?

    /// Samples that differ by less than this share are left as they are.
    static let sizeTolerance = 0.02

    /// Describes a comparison.
    public init(
        _ first: ComparedCorpus, _ second: ComparedCorpus, version: String = AssayVersion.current,
        allowedUnreadableShare: Double = 0.01, threads: Int = 1, learningBudget: Int? = 4 << 20,
        tokenizer: (any Tokenizer)? = nil
    ) {
        self.first = first
        self.second = second
        self.version = version
        self.allowedUnreadableShare = allowedUnreadableShare
        self.threads = threads
        self.learningBudget = learningBudget
        self.tokenizer = tokenizer
    }

    /// Makes the report.
    ///
    /// - Throws: An `AssayError` where one corpus is of text and the other of token ids, or an estimator cannot run.
    /// - Complexity: That of the reports of both.
    public func report() async throws -> CompareReport {
        guard first.holdsTokenIDs == second.holdsTokenIDs else {
            throw AssayError(
                .incompatibleSummaries,
                "one corpus holds text and the other token ids, and no figure of one is a figure of the other")
        }
        let limit = sampleLimit
        let budget = commonBudget(limit)
        let (a, b) = (try await assess(first, limit, budget), try await assess(second, limit, budget))
        let (sideA, sideB) = (a.side(first), b.side(second))
        let sketches = [first, second].compactMap { corpus in
            corpus.summary.map { OverlapSketches(name: corpus.name, summary: $0) }
        }
        let overlap = sketches.count == 2 ? Overlap(sketches[0], sketches[1]) : nil
        var report = CompareReport(
            assay: version, first: sideA, second: sideB,
            budget: sideA.budget == sideB.budget ? sideA.budget : nil, sampleLimit: limit.map { UInt64($0) },
            changes: changes(a, b, sideA, sideB), divergences: divergences(limit), overlap: overlap,
            missing: missing(overlap), findings: [], isTrustworthy: sideA.isTrustworthy && sideB.isTrustworthy)
        report.findings = ComparisonFindings.all(report)
        return report
    }

    private func assess(_ corpus: ComparedCorpus, _ limit: Int?, _ budget: Int?) async throws -> ComparedReport {
        switch corpus.content {
        case .report(let report): return .text(report)
        case .summary(let summary):
            var assessment = CorpusAssessment(
                name: corpus.name, version: version, summary: summary, allowedUnreadableShare: allowedUnreadableShare,
                threads: threads, learningBudget: budget)
            assessment.sampleLimit = limit
            guard !corpus.holdsTokenIDs else { return .tokens(try await assessment.tokenReport()) }
            let (report, curves) = try await assessment.assess()
            return .text(report, curves)
        }
    }

    /// The bytes of the smaller sample, where the other is larger.
    private var sampleLimit: Int? {
        let sizes = [first, second].map { $0.summary?.sample.byteCount ?? Int($0.report?.sample.bytes ?? 0) }
        guard let least = sizes.min(), let most = sizes.max(), least > 0 else { return nil }
        return Double(most) > Double(least) * (1 + Self.sizeTolerance) ? least : nil
    }

    /// The largest budget that both can reach; nil where nothing is to be learnt, or a report says nothing of it.
    private func commonBudget(_ limit: Int?) -> Int? {
        guard let learningBudget, !first.holdsTokenIDs else { return nil }
        var budget = learningBudget
        for corpus in [first, second] {
            switch corpus.content {
            case .report(let report):
                guard let learning = report.learning else { return nil }
                budget = min(budget, Int(learning.budget))
            case .summary(let summary):
                let most = min(budget, summary.sample.budget)
                // Where one has too little to learn from, the other still has figures of its own.
                if let experiment = LearningExperiment(SampleText(summary.sample, limit: limit), mostBytes: most) {
                    budget = min(budget, experiment.budget)
                }
            }
        }
        return budget
    }

    private func changes(
        _ first: ComparedReport, _ second: ComparedReport, _ sideA: CompareReport.Side, _ sideB: CompareReport.Side
    ) -> [FigureChange] {
        let cautions = ComparisonCautions(sideA, sideB)
        let (a, b) = (first.figures, second.figures)
        let (resampledA, resampledB) = (first.replicates(), second.replicates())
        let paths = a.entries.map(\.path) + b.entries.map(\.path).filter { a[$0] == nil }
        return paths.map { path in
            var change = FigureChange(path, a[path], b[path], caution: cautions.caution(for: path))
            if let first = resampledA[path], let second = resampledB[path] { change.pair(first, second) }
            return change
        }.sorted(by: FigureChange.precedes)
    }

    private func divergences(_ limit: Int?) -> [Divergence] {
        guard let a = first.summary, let b = second.summary else { return [] }
        var divergences: [Divergence] = []
        if !first.holdsTokenIDs {
            divergences.append(
                Divergence(alphabet: "bytes", unit: "bit/byte", a.byteHistogram.counts, b.byteHistogram.counts) {
                    (Divergence.name(ofByte: $0), nil)
                })
        }
        if let identity = a.parameters.tokenizer, identity == b.parameters.tokenizer {
            divergences.append(
                Divergence(alphabet: "tokens", unit: "bit/token", a.tokenHistogram, b.tokenHistogram) {
                    (text(ofToken: $0), UInt64($0))
                })
        }
        if !first.holdsTokenIDs {
            let words = WordComparison(SampleText(a.sample, limit: limit), SampleText(b.sample, limit: limit))
            divergences.append(words.divergence)
        }
        return divergences
    }

    private func text(ofToken id: Int) -> String {
        var bytes: [UInt8] = []
        guard let tokenizer, tokenizer.appendBytes(of: UInt32(id), to: &bytes) else { return "id \(id)" }
        return String(decoding: bytes.prefix(64), as: UTF8.self)
    }

    private func missing(_ overlap: Overlap?) -> [TokenReport.Missing] {
        var missing: [TokenReport.Missing] = []
        if overlap == nil {
            missing.append(
                TokenReport.Missing(
                    figures: "overlap, divergences",
                    reason: "a saved report keeps no hashes and no counts; give the corpora or their summaries"))
        } else if first.summary?.parameters.tokenizer != second.summary?.parameters.tokenizer {
            missing.append(
                TokenReport.Missing(
                    figures: "divergences of tokens", reason: "the corpora were tokenised differently"))
        }
        return missing
    }
}
