internal import Estimators
internal import InformationCapacity

/// What candidates teach beside each other: the structure that each adds to what the others taught before.
///
/// Of each of k candidates n/k bytes are learnt. S of a candidate after others is the same integral as σ's, from the loss that
/// the others leave: a copy of one of them adds nothing, nor does noise. The greedy order takes at each step what adds most;
/// every order of learning takes the same steps, and the mean over them decides.
struct RankedMixture: Sendable {
    /// How many bytes of held-out excerpts are scored of each candidate.
    private static let scoredBytes = 128 << 10

    /// How many checkpoints a curve has.
    private static let checkpoints = 5

    private let names: [String]
    private let keys: [[UInt64]]
    private let experiments: [LearningExperiment]
    private let bytesOfEach: Int
    private let orders: [UInt64]
    private let threads: Int
    private let memory: BytePredictor.Memory
    private let resamples: JointResamples

    /// Prepares the mixture; candidates of which nothing can be held out are left out.
    init(candidates: [RankCandidate], budget: Int, orders: [UInt64], threads: Int) {
        let each = budget / max(candidates.count, 1)
        let divided = candidates.compactMap { candidate in
            LearningExperiment(
                candidate.text, candidate.split.scoring(atMost: Self.scoredBytes, of: candidate.text),
                commonBudget: each, checkpoints: Self.checkpoints
            ).map { (candidate, $0) }
        }
        names = divided.map(\.0.name)
        experiments = divided.map(\.1)
        keys = divided.map { candidate, experiment in candidate.keys(experiment.split.heldOut) }
        bytesOfEach = each
        memory = LearningExperiment.orderMemory(budget)
        self.orders = orders
        self.threads = threads
        resamples = JointResamples(orders: orders.count)
    }

    /// σ of a candidate after others, with its resamples.
    private struct Addition {
        var figure: Figure
        var replicates: [Double]
    }

    /// Learns every candidate after all others, and takes the greedy steps.
    func report() async throws -> RankReport.Mixture {
        let all = Array(experiments.indices)
        // The settings are fitted to all of the mixture, whose text is then forgotten.
        var known = try await run(orders.indices.map { order in (order, nil) }) { order, _ in
            var predictor = BytePredictor(memory: memory)
            for index in all { learn(index, orders[order], &predictor) }
            predictor.forgetText()
            return Learner(predictor)
        }
        let beyond = try await beyondOthers(after: known)
        var alone: [Int: Addition] = [:]
        var recipe: [RankReport.Mixture.Step] = []
        var left = all
        while !left.isEmpty {
            let additions = try await additions(of: left, after: known)
            if alone.isEmpty { alone = additions }
            guard let best = left.max(by: { value(additions, $0) < value(additions, $1) }),
                let addition = additions[best]
            else { break }
            let others = left.filter { $0 != best }.compactMap { additions[$0]?.replicates }
            recipe.append(
                RankReport.Mixture.Step(
                    candidate: names[best], newStructure: addition.figure,
                    probabilityOfBest: others.isEmpty ? nil : Self.share(addition.replicates, above: others)))
            left.removeAll { $0 == best }
            guard !left.isEmpty else { break }
            // One after the other, so that only one of them is there twice.
            for order in orders.indices {
                var predictor = known[order].predictor.copy()
                learn(best, orders[order], &predictor)
                known[order] = Learner(predictor)
            }
        }
        return RankReport.Mixture(
            bytesOfEach: UInt64(bytesOfEach),
            additions: all.compactMap { index in
                guard let beyond = beyond[index], let alone = alone[index] else { return nil }
                return RankReport.Mixture.Addition(
                    candidate: names[index], beyondOthers: beyond.figure, alone: alone.figure)
            }, recipe: recipe)
    }

    private func value(_ additions: [Int: Addition], _ index: Int) -> Double { additions[index]?.figure.value ?? 0 }

    /// The share of resamples in which one is above all others; equal ones share.
    private static func share(_ one: [Double], above others: [[Double]]) -> Double {
        var sum = 0.0
        for (resample, value) in one.enumerated() {
            let tolerance = 1e-12 * abs(value)
            if others.contains(where: { $0[resample] > value + tolerance }) { continue }
            sum += 1 / Double(1 + others.count { abs($0[resample] - value) <= tolerance })
        }
        return sum / Double(max(one.count, 1))
    }

    /// What each of some candidates adds to what is known.
    private func additions(of indices: [Int], after known: [Learner]) async throws -> [Int: Addition] {
        let jobs = indices.flatMap { index in orders.indices.map { (order: $0, candidate: Optional(index)) } }
        let sequels = try await run(jobs) { order, index in
            index.flatMap { RankedLearning.sequel(experiments[$0], after: known[order], order: orders[order]) }
        }
        return together(jobs.compactMap(\.candidate), sequels)
    }

    /// What each candidate adds when all others are known.
    private func beyondOthers(after start: [Learner]) async throws -> [Int: Addition] {
        let jobs = experiments.indices.flatMap { index in
            orders.indices.map { (order: $0, candidate: Optional(index)) }
        }
        let sequels = try await run(jobs) { order, index in
            var predictor = start[order].predictor.copy()
            for other in experiments.indices where other != index { learn(other, orders[order], &predictor) }
            let known = Learner(predictor)
            return index.flatMap { RankedLearning.sequel(experiments[$0], after: known, order: orders[order]) }
        }
        return together(jobs.compactMap(\.candidate), sequels)
    }

    private func together(_ candidates: [Int], _ sequels: [RankedLearning.Sequel?]) -> [Int: Addition] {
        var curves: [Int: [HeldOutLossCurve]] = [:]
        for (candidate, sequel) in zip(candidates, sequels) {
            if let sequel { curves[candidate, default: []].append(sequel.curve) }
        }
        return Dictionary(
            uniqueKeysWithValues: curves.map { index, curves in
                let level = RankedFigures.Level(curves, at: bytesOfEach, seed: experiments[index].seed)
                return (
                    index,
                    Addition(
                        figure: level.structure,
                        replicates: RankedFigures.replicates(curves, keys: keys[index], budget: bytesOfEach, resamples))
                )
            })
    }

    private func learn(_ index: Int, _ order: UInt64, _ predictor: inout BytePredictor) {
        let experiment = experiments[index]
        for part in experiment.parts(order: order) { _ = experiment.learn(part, &predictor) }
    }

    private func run<Result: Sendable>(
        _ jobs: [(order: Int, candidate: Int?)], _ work: @escaping @Sendable (Int, Int?) -> Result
    ) async throws -> [Result] {
        try await runBounded(
            jobs.map { job in
                BoundedTask(memory: 2 * memory.mostBytes + (16 << 20)) { work(job.order, job.candidate) }
            }, memory: CorpusAssessment.estimatorMemory, width: threads)
    }
}
