public import Diagnostics
internal import Estimators
internal import InformationCapacity

/// Ranks candidates at a common budget.
///
/// The report is a function of the candidates' contents and names, the targets, the base and the options: neither the order
/// of the candidates nor the number of threads changes it.
public struct RankingAssessment: Sendable {
    /// The largest n, unless a budget is asked for.
    public static let standardBudget = 4 << 20

    /// The smallest n.
    public static let leastBudget = LearningExperiment.leastBudget

    /// How often below n the structure is reported: n, n/4, n/16.
    static let levelDivisors = [1, 4, 16]

    /// The version of the program, for the report.
    public var version: String

    /// What is ranked; names must differ.
    public var candidates: [RankCandidate]

    /// What candidates are to be useful for.
    public var targets: [RankTarget]

    /// What is known already.
    public var base: RankCandidate?

    /// Evaluation sets that are looked for in the candidates.
    public var evaluationSets: [OverlapSketches] = []

    /// The n asked for, of which the largest power of two is taken; nil is the largest that all candidates reach.
    public var budget: Int?

    /// Whether to say what mixing the candidates gives.
    public var mixes: Bool

    /// Which orders are learnt from: another number gives others.
    public var seed: UInt64

    /// The share of stored bytes or of records that may be unreadable in a result that can be trusted.
    public var allowedUnreadableShare: Double

    /// How many learners may run side by side.
    public var threads: Int

    /// Describes a ranking.
    public init(
        version: String = AssayVersion.current, candidates: [RankCandidate], targets: [RankTarget] = [],
        base: RankCandidate? = nil, budget: Int? = nil, mixes: Bool = false, seed: UInt64 = 0,
        allowedUnreadableShare: Double = 0.01, threads: Int = 1
    ) {
        self.version = version
        self.candidates = candidates.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        self.targets = targets.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        self.base = base
        self.budget = budget
        self.mixes = mixes
        self.seed = seed
        self.allowedUnreadableShare = allowedUnreadableShare
        self.threads = threads
    }

    /// The numbers of the orders that are learnt from.
    var orderNumbers: [UInt64] { (0..<UInt64(LearningExperiment.orderCount)).map { seed &* 3 &+ $0 } }

    /// n, and where it comes from.
    var commonBudget: (bytes: Int, reason: String) {
        if let budget {
            let bytes = LearningExperiment.powerOfTwo(in: max(budget, LearningExperiment.leastBudget))
            return (bytes, "asked for" + (bytes == budget ? "" : ": the largest power of two in \(budget)"))
        }
        let reaching = candidates.filter { $0.uniqueBytesToLearn >= LearningExperiment.leastBudget }
        guard let least = reaching.min(by: { $0.uniqueBytesToLearn < $1.uniqueBytesToLearn }) else {
            return (LearningExperiment.leastBudget, "the least there is: no candidate has more to learn from")
        }
        let bytes = min(LearningExperiment.powerOfTwo(in: least.uniqueBytesToLearn), Self.standardBudget)
        return (
            bytes,
            bytes == Self.standardBudget
                ? "the standard one, which every candidate reaches"
                : "the largest power of two of distinct bytes that every candidate reaches; \(least.name) has the fewest"
        )
    }

    /// Makes the report.
    ///
    /// - Throws: Nothing but cancellation.
    /// - Complexity: For each candidate three orders of 2·n bytes, and ten times the held-out bytes.
    public func report() async throws -> RankReport {
        let (budget, reason) = commonBudget
        let levels = Self.levelDivisors.map { budget / $0 }
        let experiments = candidates.map {
            LearningExperiment($0.text, $0.split, commonBudget: budget, levels: levels)
        }
        let usableTargets = targets.filter(\.isUsable)
        let learnt = try await RankedOutcomes(
            experiments: experiments, targets: usableTargets, base: base, budget: budget, orders: orderNumbers,
            threads: threads)
        let resamples = JointResamples(orders: orderNumbers.count)
        let estimates = candidates.indices.map { index in
            RankedFigures(
                candidates[index], experiments[index], learnt.candidates[index], sequels: learnt.sequels[index],
                targets: zip(usableTargets.indices, usableTargets).map { number, target in
                    (target, learnt.withoutScores.map { $0[number] })
                }, budget: budget, resamples: resamples)
        }
        let order = RankOrder(estimates.map(\.standing), usesTargets: !usableTargets.isEmpty)
        var report = RankReport(
            assay: version, budget: UInt64(budget), budgetReason: reason, orders: orderNumbers.count, seed: seed,
            criterion: usableTargets.isEmpty ? .structure : .rankSum,
            targets: usableTargets.enumerated().map { index, target in
                describe(target, learnt.withoutScores.map { $0[index] }, resamples)
            },
            base: base.map { RankReport.Base(name: $0.name, bytes: UInt64(min(budget, learnt.baseBytes))) },
            candidates: order.listed.map { describe(estimates[$0], order, $0, levels: levels, targets: usableTargets) },
            comparisons: order.comparisons(), mixture: nil, findings: [], isTrustworthy: true)
        if mixes {
            report.mixture = try await RankedMixture(
                candidates: order.listed.map { candidates[$0] }, budget: budget, orders: orderNumbers, threads: threads
            ).report()
        }
        let listed = order.listed.map { candidates[$0].sketches }
        if let base { report.baseOverlaps = listed.map { Overlap($0, base.sketches) } }
        if !evaluationSets.isEmpty { report.contamination = Contamination(of: evaluationSets, in: listed) }
        report.isTrustworthy = candidates.allSatisfy { isTrustworthy($0) }
        report.findings = RankFindings.all(report, unusableTargets: targets.filter { !$0.isUsable }.map(\.name))
        report.findings += report.contamination?.findings ?? []
        return report
    }

    private func isTrustworthy(_ candidate: RankCandidate) -> Bool {
        candidate.unreadableShare <= allowedUnreadableShare && candidate.bytes > 0 && candidate.isDiscovered
            && candidate.input.workUnits == nil
    }

    private func describe(
        _ target: RankTarget, _ scores: [[Bits]], _ resamples: JointResamples
    ) -> RankReport.Target {
        let bytes = target.scoredBytes
        let losses = DocumentRates(
            keys: target.keys, orders: scores.map { ($0.map(\.value), bytes.map { Double($0) }) })
        return RankReport.Target(
            name: target.name, documents: UInt64(bytes.count), bytes: bytes.reduce(0, +),
            adaptationBytes: UInt64(target.adaptationBytes),
            lossWithout: losses.figure(kind: .bound, resamples: resamples))
    }

    private func describe(
        _ figures: RankedFigures, _ order: RankOrder, _ index: Int, levels: [Int], targets: [RankTarget]
    ) -> RankReport.Candidate {
        let candidate = candidates[index]
        return RankReport.Candidate(
            name: candidate.name, bestPlace: order.places[index].lowerBound, worstPlace: order.places[index].upperBound,
            tiesWith: order.ties(of: index).map { candidates[$0].name }, rankSum: order.rankSums?[index],
            documents: candidate.documents, bytes: candidate.bytes,
            uniqueShare: candidate.repetition.uniqueDocumentShare, effectiveBytes: candidate.repetition.effectiveBytes,
            learntBytes: UInt64(figures.learntBytes), heldOutDocuments: UInt64(figures.heldOutDocuments),
            heldOutBytes: figures.heldOutBytes,
            levels: zip(levels, figures.levels).map {
                RankReport.Level(budget: UInt64($0), structureRate: $1.structure, stillLearning: $1.stillLearning)
            },
            entropy: figures.entropy, noiseShare: figures.noiseShare, inDocumentGain: figures.inDocumentGain,
            transfers: targets.enumerated().map { number, target in
                RankReport.Transfer(
                    target: target.name, gain: figures.transfers[number],
                    sharedDocuments: UInt64(target.documents(in: candidate)))
            },
            given: figures.given,
            findings: figures.labels
                + RankFindings.input(
                    candidate.input, unreadableShare: candidate.unreadableShare,
                    allowedUnreadableShare: allowedUnreadableShare))
    }
}
