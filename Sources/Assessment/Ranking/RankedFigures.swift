internal import Estimators
internal import InformationCapacity

/// A candidate's figures, and the resamples that it is compared by.
struct RankedFigures {
    /// σ and m at one budget.
    struct Level {
        var structure: Figure
        var stillLearning: Figure
    }

    let learntBytes: Int
    let heldOutDocuments: Int
    let heldOutBytes: UInt64
    let levels: [Level]
    let entropy: Figure?
    let noiseShare: Figure?
    let inDocumentGain: Figure?
    let transfers: [Figure]
    let given: RankReport.Given?
    let labels: [CorpusReport.Finding]

    /// What it is ordered by.
    let standing: RankOrder.Standing

    /// Puts a candidate's figures together.
    ///
    /// - Parameters:
    ///   - orders: What each order came to; none where nothing could be held out: then σ is 0.
    ///   - sequels: The same orders after the base; empty without one.
    ///   - targets: Each with its documents' code lengths after the adaptation alone, for each order.
    init(
        _ candidate: RankCandidate, _ experiment: LearningExperiment?, _ orders: [RankedLearning.Order],
        sequels: [RankedLearning.Sequel], targets: [(target: RankTarget, without: [[Bits]])], budget: Int,
        resamples: JointResamples
    ) {
        learntBytes = experiment?.budget ?? 0
        heldOutDocuments = experiment?.split.heldOut.count ?? 0
        heldOutBytes = experiment?.heldOutBytes.reduce(0, +) ?? 0
        let seed = experiment?.seed ?? 0
        let baseline = orders.first.flatMap { order in
            SymbolCounts(order.byteCounts).flatMap { InitialLoss<Byte>.adaptiveOrderZero($0)?.rate }
        }
        levels = RankingAssessment.levelDivisors.map {
            Level(orders.map(\.curve), at: budget / $0, seed: seed)
        }
        let whole = CurveStructure(orders.map(\.curve), baseline: baseline, seed: seed)
        entropy = whole.map { Figure($0.finalLoss, kind: .bound) }
        noiseShare = whole?.noiseShare.map { Figure($0) }
        inDocumentGain = orders.first.flatMap { order in
            experiment.map { Self.inDocumentGain(order, bytes: $0.heldOutBytes) }
        }
        let gains = targets.enumerated().map { number, target in
            Self.gain(of: target.target, without: target.without, with: orders.map { $0.targetScores[number] })
        }
        let gainReplicates = gains.map { $0.replicates(resamples) }
        transfers = gains.indices.map { number in
            Figure(
                Rate<Bits, Byte>(gains[number].value), kind: .estimate, replicates: gainReplicates[number],
                documents: targets[number].target.split.heldOut.count)
        }
        let share = 1 / Double(max(targets.count, 1))
        standing = RankOrder.Standing(
            name: candidate.name, structure: levels[0].structure.value,
            structureReplicates: Self.replicates(
                orders.map(\.curve), keys: candidate.keys(candidate.split.heldOut), budget: budget, resamples),
            transfer: gains.reduce(0) { $0 + share * $1.value },
            transferReplicates: (0..<JointResamples.count).map { resample in
                gainReplicates.reduce(0) { $0 + share * $1[resample] }
            })
        given = experiment.flatMap {
            Self.given($0, candidate, orders, sequels, budget: budget, seed: seed, resamples)
        }
        labels = Self.labels(candidate, entropy, noiseShare, levels[0], budget: budget)
    }

    private static func labels(
        _ candidate: RankCandidate, _ entropy: Figure?, _ noiseShare: Figure?, _ level: Level, budget: Int
    ) -> [CorpusReport.Finding] {
        var figures = CorpusLabel.Figures()
        figures.uniqueShare = candidate.repetition.uniqueDocumentShare?.value
        figures.uniqueBytes = candidate.uniqueBytes
        figures.budget = UInt64(budget)
        figures.alphabet = HiddenAlphabet.recognised(in: candidate.byteCounts)
        figures.orderZeroEntropy = candidate.orderZero
        figures.mixingPenalty = candidate.mixingPenalty.map { Rate($0) }
        if let entropy {
            figures.finalLoss = Rate(entropy.value)
            figures.noiseShare = noiseShare?.value
            figures.structureRate = Rate(level.structure.value)
            figures.stillLearning = Rate(level.stillLearning.value)
        }
        return Labels.findings(figures)
    }
}
