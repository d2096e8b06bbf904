internal import Estimators
internal import InformationCapacity
internal import Summaries

extension RankedFigures {
    /// σ of every resample; zeros where nothing could be held out.
    static func replicates(
        _ curves: [HeldOutLossCurve], keys: [UInt64], budget: Int, _ resamples: JointResamples
    ) -> [Double] {
        guard !curves.isEmpty else { return [Double](repeating: 0, count: JointResamples.count) }
        func rates(_ weights: [Double]) -> [Double] {
            curves.map { $0.structure(weights: weights).value / Double(budget) }
        }
        return resamples.means(
            of: rates([Double](repeating: 1, count: keys.count)), documents: keys.count
        ) { rates(JointResamples.weights(keys, resample: $0)) }
    }

    /// What a target's documents cost less after the candidate, all in bits.
    static func gain(of target: RankTarget, without: [[Bits]], with: [[Bits]]) -> DocumentRates {
        let sizes = target.scoredBytes.map { Double($0) }
        // A candidate of which nothing can be learnt saves nothing.
        let savings =
            with.isEmpty
            ? [sizes.map { _ in 0 }]
            : zip(without, with).map { before, after in zip(before, after).map { ($0 - $1).value } }
        return DocumentRates(keys: target.keys, orders: savings.map { ($0, sizes) })
    }

    /// g of the first order.
    static func inDocumentGain(_ order: RankedLearning.Order, bytes: [UInt64]) -> Figure {
        let adapting = order.curve.checkpoints.last?.heldOut ?? []
        let documents = zip(bytes, zip(adapting, order.frozen)).map {
            InDocumentGain.Document(byteCount: $0, adapting: $1.0, frozen: $1.1)
        }
        switch InDocumentGain.measure(documents) {
        case .found(let gain): return Figure(gain, kind: .estimate)
        case .insufficient(let reason):
            return Figure(Rate<Bits, Byte>(0), kind: .estimate, intervalAbsence: reason)
        }
    }

    /// What a candidate tells beyond the base.
    static func given(
        _ experiment: LearningExperiment, _ candidate: RankCandidate, _ orders: [RankedLearning.Order],
        _ sequels: [RankedLearning.Sequel], budget: Int, seed: UInt64, _ resamples: JointResamples
    ) -> RankReport.Given? {
        guard !sequels.isEmpty, sequels.count == orders.count else { return nil }
        let text = experiment.text
        func rates(_ lengths: [[Bits]]) -> DocumentRates {
            DocumentRates(
                orders: zip(orders, lengths).map { order, lengths in
                    let keys = order.parts.map { text.hashes[text.document(at: $0.lowerBound)].low }
                    return (keys, lengths.map(\.value), order.parts.map { Double($0.count) })
                })
        }
        let (after, alone) = (rates(sequels.map(\.lengths)), rates(orders.map(\.lengths)))
        let (afterReplicates, aloneReplicates) = (after.replicates(resamples), alone.replicates(resamples))
        func figure(_ rates: DocumentRates, _ replicates: [Double]) -> Figure {
            Figure(Rate<Bits, Byte>(rates.value), kind: .bound, replicates: replicates, documents: rates.documents)
        }
        var share = Figure(
            Rate<Bits, Byte>(alone.value > 0 ? after.value / alone.value : 0), kind: .estimate,
            replicates: zip(afterReplicates, aloneReplicates).map { $1 > 0 ? $0 / $1 : 0 }, documents: after.documents)
        share.unit = "1"
        return RankReport.Given(
            newBits: figure(after, afterReplicates), bitsWithout: figure(alone, aloneReplicates), newShare: share,
            structureRate: Level(sequels.map(\.curve), at: budget, seed: seed).structure)
    }
}

extension RankedFigures.Level {
    /// σ and m at a budget, from the curves up to there; σ is 0 where there are no curves.
    init(_ curves: [HeldOutLossCurve], at budget: Int, seed: UInt64) {
        let beginnings = curves.compactMap { $0.prefix(through: UInt64(budget)) }
        guard let figures = CurveStructure(beginnings, seed: seed) else {
            let nothing = Figure(
                Rate<Bits, Byte>(0), kind: .estimate,
                intervalAbsence:
                    "no interval: nothing can be held out, so that nothing that is learnt is seen to be of use")
            self.init(structure: nothing, stillLearning: nothing)
            return
        }
        var structure = Figure(figures.structureRate, kind: .estimate)
        let scale = Double(figures.budget) / Double(budget)
        structure.value *= scale
        structure.interval?.lower *= scale
        structure.interval?.upper *= scale
        self.init(structure: structure, stillLearning: Figure(figures.stillLearning, kind: .estimate))
    }
}

extension Figure {
    private static let curveMethod =
        "paired bootstrap over held-out documents, and the spread over orders, in quadrature"

    /// A figure that is read off curves.
    init(_ estimated: Estimated<Rate<Bits, Byte>>, kind: Kind) {
        self.init(
            estimated.value, kind: kind,
            interval: estimated.interval.map {
                Interval(lower: $0.lowerBound.value, upper: $0.upperBound.value, method: Self.curveMethod)
            }, intervalAbsence: estimated.intervalAbsence)
    }

    /// A ratio that is read off curves.
    init(_ estimated: Estimated<Double>) {
        self.init(
            estimated.value, unit: "1", kind: .estimate,
            interval: estimated.interval.map {
                Interval(lower: $0.lowerBound, upper: $0.upperBound, method: Self.curveMethod)
            }, intervalAbsence: estimated.intervalAbsence)
    }
}
