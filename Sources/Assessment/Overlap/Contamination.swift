/// Which corpora hold which share of which evaluation sets: a part of reports.
public struct Contamination: Sendable, Hashable, Codable {
    /// The evaluation sets, in the order in which they were given.
    public var evaluationSets: [EvaluationSet]

    /// A corpus is contaminated where the lower end of a share of it is above this.
    public static let tolerance = 0.001

    /// An evaluation set, and what each corpus holds of it.
    public struct EvaluationSet: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String

        /// What each corpus holds, in the order in which they were given.
        public var corpora: [Row]
    }

    /// What a corpus holds of an evaluation set.
    public struct Row: Sendable, Hashable, Codable {
        /// The corpus's name.
        public var corpus: String

        /// Shares of the evaluation set's distinct things that occur in the corpus.
        public var shares: [Share]
    }

    /// The share of things of one kind.
    public struct Share: Sendable, Hashable, Codable {
        /// What is looked for.
        public var unit: OverlapUnit

        /// How many distinct things were looked for; nil for near duplicates.
        public var compared: UInt64?

        /// How many of them were found; nil for near duplicates.
        public var found: UInt64?

        /// The share of all distinct things of the evaluation set.
        public var share: Diagnosed
    }

    /// Looks for evaluation sets in corpora, by their sketches alone.
    ///
    /// - Complexity: O(corpora × evaluation sets × kept keys).
    public init(of evaluationSets: [OverlapSketches], in corpora: [OverlapSketches]) {
        self.evaluationSets = evaluationSets.map { set in
            EvaluationSet(
                name: set.name,
                corpora: corpora.map { corpus in
                    Row(
                        corpus: corpus.name,
                        shares: Overlap(set, corpus).units.map {
                            Share(
                                unit: $0.unit, compared: $0.firstInSecond.compared, found: $0.firstInSecond.found,
                                share: $0.firstInSecond.distinct)
                        })
                })
        }
    }

    /// The corpora of which it is certain, at 97.5 %, that they hold more than a thousandth of an evaluation set's documents,
    /// long lines or near duplicates.
    public var findings: [CorpusReport.Finding] {
        evaluationSets.flatMap { set in
            set.corpora.compactMap { row in
                let certain = row.shares.filter { share in
                    share.unit != .lines
                        && share.share.figure.map { ($0.interval?.lower ?? $0.value) > Self.tolerance } ?? false
                }
                guard let worst = certain.max(by: { ($0.share.figure?.value ?? 0) < ($1.share.figure?.value ?? 0) }),
                    let figure = worst.share.figure
                else { return nil }
                let least = Findings.percent(figure.interval?.lower ?? figure.value)
                return CorpusReport.Finding(
                    id: "contaminated", severity: .warning,
                    message: "\(row.corpus) holds \(Findings.percent(figure.value)) of the \(worst.unit.title) of "
                        + "\(set.name), and \(least) at least: after training on it, scores count what was learnt by "
                        + "heart. Take them out.")
            }
        }
    }
}
