internal import Estimators
internal import InformationCapacity
internal import Summaries

/// Lets the learned predictor read a candidate: only what a ranking needs of it.
struct RankedLearning: Sendable {
    let experiment: LearningExperiment
    let targets: [RankTarget]

    /// What one order came to.
    struct Order: Sendable {
        /// The held-out losses of a learner whose settings fit the text.
        var curve: HeldOutLossCurve

        /// Held-out losses at the end with the tables frozen; empty unless they were asked for.
        var frozen: [Bits]

        /// The parts of documents in the order of learning.
        var parts: [Range<Int>]

        /// What each part cost a learner that knew nothing: together a valid code.
        var lengths: [Bits]

        /// What each document of each target costs after the n bytes and the adaptation.
        var targetScores: [[Bits]]

        /// How often each byte value occurs in the n bytes.
        var byteCounts: [UInt64]
    }

    /// Bytes of memory that an order takes; with targets, a copy of the predictor adapts to each in turn.
    var memory: Int { experiment.memory * (targets.isEmpty ? 1 : 2) }

    /// Learns the candidate's bytes twice, as ``LearningExperiment/run(order:)`` does, and adapts to each target.
    ///
    /// - Parameter scoresFrozen: Whether losses without adaptation are measured; one order's do.
    func run(order number: UInt64, scoresFrozen: Bool) -> Order? {
        var predictor = experiment.makePredictor()
        let parts = experiment.parts(order: number)
        let lengths = parts.map { experiment.learn($0, &predictor) }
        predictor.forgetText()
        var (checkpoints, _) = experiment.learn(parts, &predictor)
        let last = experiment.heldOutScores { experiment.score($0, &predictor) }
        checkpoints.append(HeldOutLossCurve.Checkpoint(position: UInt64(experiment.budget), heldOut: last))
        let frozen = !scoresFrozen ? [] : experiment.heldOutScores { experiment.scoreFrozen($0, &predictor) }
        guard let curve = HeldOutLossCurve(checkpoints: checkpoints, documentBytes: experiment.heldOutBytes) else {
            return nil
        }
        var histogram = ByteHistogram()
        for part in parts { histogram.add(experiment.text.bytes.span.extracting(part)) }
        let scores = targets.map { $0.scores(after: predictor.copy(), order: number) }
        return Order(
            curve: curve, frozen: frozen, parts: parts, lengths: lengths, targetScores: scores,
            byteCounts: histogram.counts)
    }

    /// The candidate learnt by one who knows something else already.
    struct Sequel: Sendable {
        /// The held-out losses while the candidate is learnt.
        var curve: HeldOutLossCurve

        /// What each part cost.
        var lengths: [Bits]
    }

    /// Learns parts of a candidate after what a learner knows, which is left as it was.
    static func sequel(
        _ experiment: LearningExperiment, after known: Learner, order number: UInt64
    ) -> Sequel? {
        var predictor = known.predictor.copy()
        let before = experiment.heldOutScores { experiment.score($0, &predictor) }
        var (checkpoints, lengths) = experiment.learn(experiment.parts(order: number), &predictor)
        let last = experiment.heldOutScores { experiment.score($0, &predictor) }
        checkpoints.append(HeldOutLossCurve.Checkpoint(position: UInt64(experiment.budget), heldOut: last))
        return HeldOutLossCurve(
            checkpoints: checkpoints, documentBytes: experiment.heldOutBytes, initialHeldOut: before
        ).map { Sequel(curve: $0, lengths: lengths) }
    }
}

/// A learner that several tasks go on from, each with a copy.
final class Learner: Sendable {
    let predictor: BytePredictor

    init(_ predictor: consuming BytePredictor) { self.predictor = predictor }
}
