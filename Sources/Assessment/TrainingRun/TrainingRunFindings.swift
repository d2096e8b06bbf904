/// What stands out in a training run.
enum TrainingRunFindings {
    /// The findings, the worst first.
    static func all(_ report: TrainingRunReport) -> [CorpusReport.Finding] {
        var warnings: [CorpusReport.Finding] = []
        var notes: [CorpusReport.Finding] = []
        func warn(_ id: String, _ message: String) {
            warnings.append(CorpusReport.Finding(id: id, severity: .warning, message: message))
        }
        func note(_ id: String, _ message: String) {
            notes.append(CorpusReport.Finding(id: id, severity: .note, message: message))
        }
        if let expected = report.initialLoss.expected {
            let share = report.initialLoss.measured.value / expected.value - 1
            if share < -0.05 {
                warn(
                    "initial-loss-low",
                    "the first loss lies \(percent(-share)) % below that of an untrained model: the log begins after "
                        + "training did, its losses are means, or the vocabulary is smaller; H and D(H − L) are too low"
                )
            } else if share > 0.05 {
                warn(
                    "initial-loss-high",
                    "the first loss lies \(percent(share)) % above that of an untrained model: logits begin with a larger "
                        + "variance (--logit-variance), or the unit or the vocabulary is wrong")
            }
        }
        let least = report.trajectory.map(\.currentLoss).min() ?? 0
        let rise = report.losses.current.value / max(least, .leastNormalMagnitude) - 1
        if least > 0, rise > 0.03 {
            warn(
                "loss-rises",
                "the loss at the end lies \(percent(rise)) % above its least: the run came apart or drifts")
        }
        if report.log.lossesNotFinite > 0 {
            warn(
                "losses-not-finite",
                "losses that are not finite and were skipped: \(report.log.lossesNotFinite); look at the steps before them"
            )
        }
        if report.log.isAveraged {
            note(
                "averaged-losses",
                "each loss is the mean since the one before: the first lies below the initial loss; log every step at first"
            )
        }
        if report.extrapolation == nil {
            note("no-fit", "fewer than 5 points, or a loss of zero, in the window to be fitted; see --fit-from")
        } else if let reason = report.extrapolation?.limit.notIdentified {
            note("limit-not-identified", "the loss after endless data is not identified: \(reason)")
        }
        for text in report.capacity?.notes ?? [] { note("capacity", "η: \(text)") }
        return warnings + notes
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((min(share, 1e6) * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
