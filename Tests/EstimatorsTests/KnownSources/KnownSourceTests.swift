import Estimators
import Foundation
import InformationCapacity
import SharedData
import Testing

/// "Known truth: the interval must cover" (THEORY section 3).
@Suite("Sources of known rate")
struct KnownSourceTests {
    private static let isSoak = ProcessInfo.processInfo.environment["ASSAY_SOAK"] != nil

    @Test("A source's own code costs its rate", arguments: KnownSource.allCases)
    func ideal(source: KnownSource) {
        // Documents are independent, so the spread between them gives the error of their mean.
        let seed: UInt64 = 1000
        let documents = source.documents(seed: seed, count: 60, length: 2000)
        let (rate, error) = source.rate
        let rates = documents.map { $0.bits / Double($0.bytes.count) }
        let mean = rates.reduce(0, +) / Double(rates.count)
        let squares = rates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let spread = (squares / Double(rates.count * (rates.count - 1)) + error * error).squareRoot()
        // A hidden state costs its entropy once in each document.
        let start = source == .hiddenMarkov ? 2.0 / 2000 : 0
        #expect(abs(mean - rate) < 4 * spread + start, "\(source), seed \(seed): \(mean) ± \(spread), rate \(rate)")
    }

    @Test("The interval covers the rate", .enabled(if: isSoak, "minutes long: Scripts/soak runs it"))
    func coverage() throws {
        let seeds: UInt64 = 20
        print("source        rate    L*(n)  lower   upper   width  identified  covered  its lower end covers")
        for source in KnownSource.allCases {
            let rate = source.rate.value
            var (covered, identified, honest) = (0, 0, 0)
            var (point, lower, upper) = (0.0, 0.0, 0.0)
            for seed in 0..<seeds {
                let interval = try interval(of: source, seed: seed)
                let high = try #require(interval.upper.value).value
                // A lower end that is not identified is zero: it covers, and says nothing.
                let low = interval.lower.value?.value ?? 0
                if low <= rate, rate <= high { covered += 1 }
                if interval.lower.value != nil {
                    identified += 1
                    lower += low
                    if low <= rate { honest += 1 }
                }
                point += interval.bound.value / Double(seeds)
                upper += high / Double(seeds)
            }
            lower /= Double(max(1, identified))
            func number(_ value: Double) -> String { String(format: "%7.4f", value) }
            print(
                source.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0), number(rate), number(point),
                identified > 0 ? number(lower) : "   none", number(upper),
                identified > 0 ? number(upper - lower) : "   none", "    \(identified) of \(seeds)",
                "   \(covered)", "      \(honest)")
            #expect(covered >= 18, "\(source): \(covered) of \(seeds)")
            #expect(honest * 10 >= identified * 9, "\(source): \(honest) of \(identified) lower ends that were given")
        }
    }

    /// 256 KiB learnt in three orders, 24 documents of 4 KiB held out.
    private func interval(of source: KnownSource, seed: UInt64) throws -> EntropyInterval {
        let budget = 256 << 10
        let heldOutCount = 24
        let documents = source.documents(seed: seed, count: heldOutCount + budget / 4096, length: 4096).map(\.bytes)
        let curves = try (0..<UInt64(3)).map { order in
            var random = SplitMix(seed: 3 * seed + order)
            return try #require(
                heldOutCurve(
                    learning: documents[heldOutCount...].shuffled(using: &random),
                    scoring: Array(documents[..<heldOutCount]), budget: budget))
        }
        return try #require(EntropyInterval(curves, learner: "learned predictor", codes: [], seed: seed))
    }

    /// Losses of the held-out documents after budget/2⁸, …, budget bytes of the others, the predictor's settings having been
    /// fitted to these in a pilot pass.
    private func heldOutCurve(
        learning training: [[UInt8]], scoring heldOut: [[UInt8]], budget: Int
    ) -> HeldOutLossCurve? {
        var predictor = BytePredictor(memory: .fitting(bytes: budget))
        for document in training { predictor.learn(document.span) }
        predictor.forgetText()
        var checkpoints: [HeldOutLossCurve.Checkpoint] = []
        var learnt = 0
        for document in training {
            var rest = document[...]
            while !rest.isEmpty, checkpoints.count < 9 {
                let position = budget >> (8 - checkpoints.count)
                let part = Array(rest.prefix(position - learnt))
                predictor.learn(part.span)
                learnt += part.count
                rest = rest.dropFirst(part.count)
                if learnt == position {
                    let losses = heldOut.map { predictor.score($0.span) }
                    checkpoints.append(HeldOutLossCurve.Checkpoint(position: UInt64(position), heldOut: losses))
                }
            }
        }
        return HeldOutLossCurve(checkpoints: checkpoints, documentBytes: heldOut.map { UInt64($0.count) })
    }
}
