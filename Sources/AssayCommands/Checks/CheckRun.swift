#if Checks
internal import Assessment
internal import Diagnostics
internal import History
internal import Policies
internal import Summaries

/// A policy held against corpora one after the other, and what the history makes of it.
struct CheckRun {
    var policy: Policy
    var policyFile: String?
    var time: Int64
    var database: HistoryDatabase?

    /// A report to compare with in place of the history's baseline.
    var givenBaseline: CorpusReport?

    private var corpora: [(corpus: CheckReport.Corpus, figures: FigurePaths)] = []

    /// The deviation from which on a shard is named in the report.
    private static let suspectDeviation = 6.0

    /// How many shards are named.
    private static let mostSuspects = 10

    init(policy: Policy, policyFile: String?, time: Int64) {
        self.policy = policy
        self.policyFile = policyFile
        self.time = time
    }

    var report: CheckReport {
        CheckReport(
            assay: AssayVersion.current, policy: policy.name, policyFile: policyFile, corpora: corpora.map(\.corpus)
        )
    }

    /// Evaluates the checks on a corpus.
    mutating func add(_ corpus: CheckedCorpus) throws(AssayError) {
        let evaluation = CheckEvaluation(
            figures: corpus.figures, past: try past(corpus),
            attribution: ShardAttribution(assessment: corpus.assessment, comparison: corpus.comparison))
        let checks = policy.checks.filter { $0.corpora?.contains(corpus.name) ?? true }.map(evaluation.evaluate)
        corpora.append(
            (
                CheckReport.Corpus(
                    name: corpus.name, fingerprint: corpus.fingerprint, coverage: corpus.coverage,
                    incompleteness: corpus.isComplete ? nil : corpus.incompleteness ?? "it is not complete",
                    checks: checks,
                    suspects: Array(
                        corpus.comparison.suspects(beyond: Self.suspectDeviation).prefix(Self.mostSuspects)),
                    shards: corpus.comparison.count), corpus.figures
            ))
    }

    private func past(_ corpus: CheckedCorpus) throws(AssayError) -> PastRuns {
        var past = PastRuns(now: time)
        if let database {
            past = try database.past(
                corpus: corpus.name, fingerprint: corpus.fingerprint, before: time, limit: policy.longestMemory)
        }
        guard let given = givenBaseline else { return past }
        let provenance = given.provenance
        let summary = corpus.assessment.summary
        guard provenance.assay == AssayVersion.current,
            provenance.parametersFingerprint == summary.parameters.fingerprint.hexadecimal
        else {
            past.baseline = nil
            past.omission = "the baseline's report was made with other parameters, or by another version"
            return past
        }
        past.baseline = PastRun(time: 0, figures: given.checkFigures(nil).finite)
        return past
    }

    /// Writes each corpus's run into the history.
    ///
    /// - Returns: The numbers of the runs, or what is wrong with the history: the verdicts stand all the same.
    func record(asBaseline: Bool = false) -> Result<[Int64], AssayError> {
        guard let database else { return .success([]) }
        let report = report
        do throws(AssayError) {
            var ids: [Int64] = []
            for (corpus, figures) in corpora {
                var run = RecordedRun(report, corpus, figures: figures, time: time)
                if asBaseline { run.verdict = .passed }
                let id = try database.record(run)
                if asBaseline { try database.setBaseline(id) }
                ids.append(id)
            }
            return .success(ids)
        } catch {
            return .failure(error)
        }
    }
}

extension Policy {
    /// How many earlier runs the checks look at, at most; those of one weekday are seven times as far away.
    var longestMemory: Int {
        checks.map { check in
            var needed = 0
            switch check.comparison {
            case .last(let count), .medianOfLast(let count): needed = count
            case .sameWeekday(let count): needed = count * 14
            case .baseline, nil: break
            }
            for level in PolicyCheck.Level.allCases {
                if case .anomaly(let anomaly) = check.condition(of: level) { needed = max(needed, anomaly.window) }
            }
            return needed
        }.max() ?? 0
    }
}
#endif
