import Foundation
import SharedData

@testable import Assessment

/// What the report says of the structure of a degraded corpus, at a common budget.
struct StructureFigures: Sendable {
    /// σ: S over the common budget, by which a corpus with fewer bytes to learn is divided all the same.
    var structure = 0.0

    /// The standard error of σ; zero where there are too few held-out documents for an interval.
    var error = 0.0

    /// L*(n).
    var loss = 8.0

    /// H: the adaptive order-0 code.
    var baseline = 8.0

    /// g: what adaptation inside a held-out document saves.
    var inDocumentGain = 0.0

    /// σ·(H − L*)·(1 + g/L*): structure over data, times what is saved, times the part of documents' own structure.
    var joint: Double { structure * max(0, baseline - loss) * (1 + inDocumentGain / loss) }

    /// Learns `budget` bytes; the figures of nothing learnable where nothing can be held out: one document, however often it
    /// occurs.
    init(_ text: SampleText, budget: Int) {
        guard let experiment = LearningExperiment(text, mostBytes: budget) else { return }
        let results = (0..<UInt64(LearningExperiment.orderCount)).compactMap { experiment.run(order: $0) }
        guard let learning = LearningEstimates(experiment: experiment, results: results).report() else { return }
        let scale = Double(learning.budget) / Double(budget)
        structure = learning.structureRate.value * scale
        error = (learning.structureRate.interval.map { ($0.upper - $0.lower) / (2 * 1.96) } ?? 0) * scale
        loss = learning.entropy.value
        baseline = learning.ledger.baseline.value / Double(learning.budget)
        inDocumentGain = learning.inDocumentGain.value
    }

    /// The figures of every degradation of a corpus, printed as they come.
    static func all(
        of base: BaseCorpus, _ degradations: [Degradation], budget: Int
    ) throws -> [Degradation: StructureFigures] {
        let documents = try base.documents()
        // The held-out side takes up to a quarter.
        let size = budget + min(budget / 2, 5 << 18)
        var figures: [Degradation: StructureFigures] = [:]
        for degradation in degradations {
            let found = StructureFigures(degradation.text(from: documents, size: size), budget: budget)
            figures[degradation] = found
            let numbers = String(
                format: "σ %.4f ± %.4f  L* %.4f  H %.4f  g %.4f  σ(H−L*)(1+g/L*) %.4f", found.structure, found.error,
                found.loss, found.baseline, found.inDocumentGain, found.joint)
            print("\(base.name) n=\(budget >> 10)K \(degradation.rawValue): \(numbers)")
        }
        return figures
    }
}

extension DegradationPair {
    /// How many standard errors the worse lies above the better; nil where one of them is absent or the order is right.
    func violation(in figures: [Degradation: StructureFigures]) -> Double? {
        guard let better = figures[better], let worse = figures[worse], worse.structure > better.structure else {
            return nil
        }
        let error = (better.error * better.error + worse.error * worse.error).squareRoot()
        return error > 0 ? (worse.structure - better.structure) / error : .infinity
    }
}
