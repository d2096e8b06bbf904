internal import Estimators
internal import InformationCapacity

/// What all learners of a ranking came to.
struct RankedOutcomes: Sendable {
    /// The orders of each candidate; empty where nothing can be held out.
    let candidates: [[RankedLearning.Order]]

    /// For each order and target, what the target's documents cost after the adaptation alone.
    let withoutScores: [[[Bits]]]

    /// For each candidate the orders learnt after the base; empty without one.
    let sequels: [[RankedLearning.Sequel]]

    /// How many bytes of the base can be learnt.
    let baseBytes: Int

    private enum Outcome: Sendable {
        case order(candidate: Int, RankedLearning.Order?)
        case without([[Bits]])
        case base(Learner)
        case sequel(candidate: Int, RankedLearning.Sequel?)
    }

    /// Runs the learners, two or more side by side; results do not depend on how many.
    init(
        experiments: [LearningExperiment?], targets: [RankTarget], base: RankCandidate?, budget: Int,
        orders: [UInt64], threads: Int
    ) async throws {
        let memory = LearningExperiment.orderMemory(budget)
        var tasks: [BoundedTask<Outcome>] = []
        if let base {
            for order in orders {
                tasks.append(
                    BoundedTask(memory: memory.mostBytes) {
                        .base(Learner(Self.learnt(base, budget: budget, order: order, memory)))
                    })
            }
        }
        for (index, experiment) in experiments.enumerated() {
            guard let experiment else { continue }
            let learning = RankedLearning(experiment: experiment, targets: targets)
            for order in orders {
                tasks.append(
                    BoundedTask(memory: learning.memory) {
                        .order(candidate: index, learning.run(order: order, scoresFrozen: order == orders[0]))
                    })
            }
        }
        if !targets.isEmpty {
            for order in orders {
                tasks.append(
                    BoundedTask(memory: memory.mostBytes + (16 << 20)) {
                        .without(
                            targets.map {
                                $0.scores(after: BytePredictor(memory: memory), order: order)
                            })
                    })
            }
        }
        var candidates = [[RankedLearning.Order]](repeating: [], count: experiments.count)
        var without: [[[Bits]]] = []
        var bases: [Learner] = []
        for outcome in try await runBounded(tasks, memory: CorpusAssessment.estimatorMemory, width: threads) {
            switch outcome {
            case .order(let candidate, let order): if let order { candidates[candidate].append(order) }
            case .without(let scores): without.append(scores)
            case .base(let learner): bases.append(learner)
            case .sequel: break
            }
        }
        self.candidates = candidates
        withoutScores = without
        baseBytes = base.map { $0.text.bytes.count } ?? 0
        sequels = try await Self.sequels(experiments, after: bases, orders: orders, threads: threads)
    }

    private static func sequels(
        _ experiments: [LearningExperiment?], after bases: [Learner], orders: [UInt64], threads: Int
    ) async throws -> [[RankedLearning.Sequel]] {
        var sequels = [[RankedLearning.Sequel]](repeating: [], count: experiments.count)
        var tasks: [BoundedTask<(Int, RankedLearning.Sequel?)>] = []
        for (index, experiment) in experiments.enumerated() {
            guard let experiment else { continue }
            for (base, order) in zip(bases, orders) {
                tasks.append(
                    BoundedTask(memory: experiment.memory) {
                        (index, RankedLearning.sequel(experiment, after: base, order: order))
                    })
            }
        }
        for (index, sequel) in try await runBounded(tasks, memory: CorpusAssessment.estimatorMemory, width: threads) {
            if let sequel { sequels[index].append(sequel) }
        }
        return sequels
    }

    /// A learner of `budget` bytes of the base, all of its documents in one order.
    private static func learnt(
        _ base: RankCandidate, budget: Int, order: UInt64, _ memory: BytePredictor.Memory
    ) -> BytePredictor {
        var predictor = BytePredictor(memory: memory)
        var rest = budget
        let all = Array(0..<base.text.documents)
        for document in TrainingOrder(base.text, of: all, number: order, mostBytes: budget).documents where rest > 0 {
            let start = base.text.bounds[document]
            let count = min(rest, base.text.length(of: document))
            predictor.learn(base.text.bytes.span.extracting(start..<start + count))
            rest -= count
        }
        return predictor
    }
}
