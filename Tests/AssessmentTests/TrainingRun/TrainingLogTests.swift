import Assessment
import Foundation
import InformationCapacity
import Testing

@Suite("Training logs")
struct TrainingLogTests {
    /// Twelve falling losses.
    static let losses = (1...12).map { 4 + 4 / Double($0) }

    func read(_ text: String, _ options: TrainingLog.Options = .init(unit: .nats)) throws -> TrainingLog {
        try TrainingLog(parsing: Array(text.utf8), path: "log", options: options)
    }

    @Test func `each format gives the same entries`() throws {
        let rows = Array(Self.losses.enumerated())
        let csv = "tokens,loss\n" + rows.map { "\(($0 + 1) * 100),\($1)\n" }.joined()
        let expected = try read(csv)
        #expect(expected.entries.map(\.tokens) == rows.map { Double(($0.offset + 1) * 100) })
        #expect(expected.entries.map { $0.loss.value * log(2) }.elementsEqual(Self.losses) { abs($0 - $1) < 1e-12 })

        let quoted =
            "\u{FEFF}\"lm loss\";lr;\"Step\"\r\n\r\n" + rows.map { "\"\($1)\"; 0.1 ;\($0 + 1)\r\n" }.joined()
        let lines = rows.map { #"{"step": \#($0 + 1), "loss": \#($1), "note": "a \"b\" [1, {"}"# }.joined(
            separator: "\n")
        let state = """
            {"epoch": 1.0, "log_history": [
            \(rows.map { #"{"loss": \#($1), "step": \#($0 + 1)}, {"eval_loss": 1, "step": \#($0 + 1)}"# }.joined(separator: ",\n")),
            {"train_loss": 5.0, "step": 12}], "best_metric": null}
            """
        let named = "n;value\n" + rows.map { "\(($0 + 1) * 100);\($1)\n" }.joined()
        let bare = rows.map { "\($1)\t\(($0 + 1) * 100)\n" }.joined()
        let steps = TrainingLog.Options(tokensPerStep: 100, unit: .nats)
        let logs = [
            try read(quoted, steps), try read(lines, steps), try read(state, steps),
            try read(named, .init(tokensColumn: "n", lossColumn: "value", unit: .nats)),
            try read(bare, .init(tokensColumn: "2", lossColumn: "1", unit: .nats)),
        ]
        for log in logs { #expect(log.entries == expected.entries, "\(log.format)") }
        #expect(logs.map(\.format) == ["CSV", "JSON Lines", "trainer_state.json", "CSV", "CSV"])
        #expect(logs.map(\.isAveraged) == [false, false, true, false, false])
        #expect(logs[2].entriesWithoutLoss == 13)
    }

    @Test func `the unit is said by the option or by the column, never guessed`() throws {
        func text(_ name: String) -> String {
            "tokens,\(name)\n" + Self.losses.enumerated().map { "\($0 + 1),\($1)\n" }.joined()
        }
        #expect(try read(text("loss (bits)"), .init()).unit == .bits)
        #expect(try read(text("loss_nats"), .init()).unit == .nats)
        #expect(try read(text("loss_bits"), .init()).entries[0].loss.value == 8)
        #expect(message { try read(text("loss"), .init()) }.contains("--loss-unit nats"))
        #expect(message { try read(text("loss"), .init()) }.contains("--loss-unit bits"))
        #expect(message { try read(text("loss_bits")) }.contains("--loss-unit says nats"))
    }

    @Test func `tokens a step mean steps, also beside a column of tokens`() throws {
        let text =
            "step,tokens,val_loss_bits,loss (bits)\n"
            + Self.losses.enumerated().map { "\($0 + 1),\($0 + 1000),9,\($1)\n" }.joined()
        let steps = try read(text, .init(tokensPerStep: 7))
        #expect(steps.entries[1].tokens == 14 && steps.tokensPerStep == 7 && steps.tokensName == "step")
        let tokens = try read(text, .init())
        #expect(tokens.entries[1].tokens == 1001 && tokens.tokensPerStep == nil)
        #expect(tokens.lossName == "loss (bits)")
    }

    @Test func `losses that are not finite are skipped and counted`() throws {
        var lines = Self.losses.enumerated().map { #"{"tokens": \#($0 + 1), "loss": \#($1)}"# }
        lines.insert(#"{"tokens": 5.5, "loss": NaN}"#, at: 5)
        lines.append(#"{"tokens": 20, "loss": Infinity}"#)
        lines.append(#"{"tokens": 21, "loss": "nan"}"#)
        let log = try read(lines.joined(separator: "\n"))
        #expect(log.lossesNotFinite == 3)
        #expect(log.entries.count == 12)
    }

    @Test func `a loss at step zero is the initial loss and covers no tokens`() throws {
        let text = "step,loss\n0,9\n" + Self.losses.enumerated().map { "\($0 + 1),\($1)\n" }.joined()
        let log = try read(text, .init(tokensPerStep: 50, unit: .bits))
        let report = try TrainingRunAssessment(log: log, name: "x", version: "test").report()
        #expect(report.initialLoss.measured.value == 9)
        #expect(report.log.tokens.value == 600)
        #expect(abs(report.losses.runningMean.value - Self.losses.reduce(0, +) / 12) < 1e-12)
    }

    @Test(arguments: [
        ("tokens,loss\n1,2\n3,1\n2,1\n", "log:4: tokens 2.0 does not lie above"),
        ("tokens,loss\n1,2\n1,1\n", "log:3: tokens 1.0 does not lie above"),
        ("tokens,loss\n1,2\n2,-1\n", "log:3: the loss -1.0 is no code length"),
        ("tokens,loss\n1,2\n,1\n", "log:3: the loss has no tokens"),
        ("tokens,loss\n1,2\n2,1,3\n", "log:3: the line has 3 columns"),
        ("tokens,loss\n1,2\n2,1\n", "log:3: the log holds 2 finite losses"),
        (
            "tokens,re\u{1B}ward\n1,2\n",
            "log:1: no column looks like a training loss; name it with --loss-column; the log has: tokens, re\u{FFFD}ward"
        ),
        ("tokens,reward\n1,2\n", "log:1: no column looks like a training loss"),
        ("when,loss\n1,2\n", "log:1: no column looks like tokens or steps"),
        ("step,loss\n1,2\n", "log:1: the log counts steps and not tokens; give --tokens-per-step"),
        ("{\"loss\": 1, \"tokens\": 2}\n{\"loss\": }\n", "log:2: the JSON holds"),
        ("{\"loss\": 1, \"tokens\": 2}\n{\"loss\": 1", "log:2: the JSON lacks a comma or ends too early"),
        ("[[[[\"", "log:1: the JSON ends inside a string"),
        ("", "log: the log is empty"),
        ("\u{0}\u{1}", "log: the log is no text"),
    ])
    func `bad input is an error with its line`(text: String, expected: String) {
        let found = message { try read(text) }
        #expect(found.hasPrefix(expected), "\(found)")
    }

    @Test func `deep nesting is refused, not followed`() {
        #expect(message { try read(String(repeating: "[", count: 100_000)) }.contains("nested deeper"))
    }

    @Test func `means over windows stand where a line in ln t takes them`() throws {
        // L(t) = 20 − ln t in nats: its mean over (a, b] is 21 − (b ln b − a ln a)/(b − a).
        func xlogx(_ t: Double) -> Double { t > 0 ? t * log(t) : 0 }
        let ends = (0...200).map { Double($0) * 1000 }
        let text =
            "tokens,loss_nats\n"
            + zip(ends, ends.dropFirst()).map { "\($1),\(21 - (xlogx($1) - xlogx($0)) / ($1 - $0))\n" }.joined()
        let parsed = try read(text, .init(isAveraged: true))
        let report = try TrainingRunAssessment(log: parsed, name: "x", version: "test").report()
        // S(D) = ∫ (ln D − ln t) dt = D nats; the code length is exact.
        #expect(abs(report.structure.total.value * Foundation.log(2) / 200_000 - 1) < 0.01)
        #expect(abs(report.losses.runningMean.value * Foundation.log(2) - (21 - Foundation.log(200_000))) < 1e-9)
        #expect(report.findings.contains { $0.id == "averaged-losses" })
    }

    private func message(_ body: () throws -> TrainingLog) -> String {
        do {
            _ = try body()
            return "no error"
        } catch {
            return "\(error)"
        }
    }
}
