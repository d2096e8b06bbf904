import Assessment
import Foundation
import InformationCapacity
import Testing

@Suite("A model really trained")
struct TrainedModelTests {
    static let seed: UInt64 = 20_241_102
    static let model = TrainedModel(seed: seed, steps: 600)

    func report(parameters: Double? = nil) throws -> TrainingRunReport {
        let log = try TrainingLog(parsing: Array(Self.model.csv.utf8), path: "log.csv", options: .init())
        var assessment = TrainingRunAssessment(log: log, name: "trained", version: "test")
        assessment.vocabularySize = UInt64(Self.model.vocabulary)
        assessment.logitVariance = Self.model.logitVariance
        assessment.parameters = parameters
        return try assessment.report()
    }

    @Test func `the first loss is about ln V plus half the logits' variance`() throws {
        let model = Self.model
        let report = try report()
        let expected = log(Double(model.vocabulary)) + model.logitVariance / 2
        #expect(abs(model.losses[0] - expected) < 0.12, "\(model.losses[0]) and \(expected) nats")
        let reported = try #require(report.initialLoss.expected?.value) * log(2)
        #expect(abs(reported - expected) < 1e-9)
        #expect(abs(report.initialLoss.measured.value * log(2) - model.losses[0]) < 1e-9)
        #expect(!report.findings.contains { $0.id.hasPrefix("initial-loss") })
    }

    @Test func `the loss at the end is that of the trained model on endless fresh text`() throws {
        let model = Self.model
        let report = try report()
        #expect(model.finalLoss > model.entropyRate && model.finalLoss < model.losses[0] - 0.5)
        let current = report.losses.current
        let interval = try #require(current.interval)
        let truth = model.finalLoss / log(2)
        // Twice the 95 % interval: the truth is one draw, and the model moved on while it was averaged.
        let radius = interval.upper - interval.lower
        #expect(abs(current.value - truth) < radius, "\(current.value) and \(truth) bits, radius \(radius)")
        #expect(report.losses.runningMean.value > current.value)
    }

    @Test func `η rises from zero, and structure stays below one`() throws {
        let parameters = Double(Self.model.vocabulary * Self.model.vocabulary)
        let report = try report(parameters: parameters)
        let trajectory = report.trajectory
        #expect(trajectory[0].literal == 0)
        #expect(trajectory[0].tokens == Double(Self.model.batch))
        // H is the loss of one batch: while nothing is learned yet its noise can put η a little below zero.
        let end = try #require(trajectory.last?.savedBits)
        #expect(end > 0 && trajectory.allSatisfy { $0.savedBits > -0.001 * end })
        let learning = trajectory.filter { $0.tokens >= 16 * Double(Self.model.batch) }
        for (a, b) in zip(learning, learning.dropFirst()) {
            #expect(b.savedBits > a.savedBits, "at \(b.tokens) tokens")
            #expect(b.structureBits >= a.structureBits, "at \(b.tokens) tokens")
        }
        let capacity = try #require(report.capacity)
        #expect(capacity.structural.value > 0 && capacity.structural.value < 1)
        #expect(capacity.literalCurrent.value > capacity.literalRunningMean.value)
        #expect(abs((trajectory.last?.literal ?? 0) - capacity.literalRunningMean.value) < 1e-9)
        #expect(abs((trajectory.last?.structural ?? 0) - capacity.structural.value) < 1e-9)
        #expect(capacity.modelSize.value == 16 * parameters)
    }

    @Test func `ledger, structure and energy equal sums made by hand`() throws {
        let model = Self.model
        let report = try report()
        let bits = model.losses.map { $0 / log(2) }
        let tokens = Double(model.batch * bits.count)
        let code = bits.reduce(0, +) * Double(model.batch)
        #expect(abs(report.losses.runningMean.value * tokens / code - 1) < 1e-12)
        #expect(abs(report.ledger.saved.value / (tokens * bits[0] - code) - 1) < 1e-9)
        let sum = report.ledger.saved.value + report.ledger.paidLearning.value + report.ledger.residual.value
        #expect(abs(sum - report.ledger.baseline.value) < 1e-6)
        #expect(
            abs(report.energy.transfer.value / (report.ledger.informationHeld.value * 2.870978885e-21) - 1) < 1e-8)
        #expect(report.energy.erasure == nil)

        // Structure: a moving mean of 9 steps, its running minimum, and a sum over steps.
        var least = Double.infinity
        var means: [Double] = []
        for step in bits.indices {
            let window = bits[max(0, step - 4)...min(bits.count - 1, step + 4)]
            least = min(least, step < 4 ? bits[step] : window.reduce(0, +) / Double(window.count))
            means.append(least)
        }
        let naive = means.map { ($0 - least) * Double(model.batch) }.reduce(0, +)
        let ratio = report.structure.total.value / naive
        #expect(abs(ratio - 1) < 0.1, "\(ratio)")
        #expect(abs(report.structure.total.value / report.ledger.paidLearning.value - 1) < 0.1)
    }
}
