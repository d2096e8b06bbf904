internal import Estimators
internal import InformationCapacity
internal import Summaries

/// The loss curves of a corpus, kept so that figures of two corpora can be compared in paired resamples.
struct LearntCurves: Sendable {
    let curves: [HeldOutLossCurve]

    /// Hashes of the held-out documents' content.
    let keys: [UInt64]

    /// H of the bytes that the first order learnt.
    let baseline: Rate<Bits, Byte>?

    init(_ experiment: LearningExperiment, _ results: [LearningExperiment.OrderResult]) {
        curves = results.map(\.curve)
        keys = experiment.split.heldOut.map { experiment.text.hashes[$0].low }
        baseline = results.first.flatMap { result in
            SymbolCounts(result.byteCounts).flatMap { InitialLoss<Byte>.adaptiveOrderZero($0)?.rate }
        }
    }

    /// The resamples of figures by their paths; empty with fewer than 20 held-out documents.
    func replicates() -> [String: [Double]] {
        guard let made = CurveReplicates(curves, keys: keys, baseline: baseline),
            made.documents >= Figure.leastDocuments
        else { return [:] }
        return [
            "learning.entropy": made.finalLoss, "entropyInterval.point": made.finalLoss,
            "learning.structureRate": made.structureRate,
            "learning.stillLearning": made.stillLearning, "learning.noiseShare": made.noiseShare,
            "learning.exchangeabilityGap": made.exchangeabilityGap,
            "learning.structure": made.structureRate.map { $0 * Double(curves[0].budget) },
        ].filter { !$0.value.isEmpty }
    }
}
