internal import Assessment

extension ReportPage {
    /// What `assay curve` shows of a training run, in the order in which an engineer asks.
    init(_ report: TrainingRunReport) {
        title =
            "\(report.run): \(NumberText.significant(report.log.tokens.value)) tokens, "
            + "\(NumberText.grouped(UInt64(report.log.entries))) losses"
        sections = [Self.findings(report.findings), Self.log(report), Self.initialLoss(report), Self.curve(report)]
        sections.append(Self.ledger(report))
        if let capacity = report.capacity { sections.append(Self.capacity(capacity)) }
        sections.append(Self.trajectory(report))
        if let extrapolation = report.extrapolation { sections.append(contentsOf: Self.extrapolation(extrapolation)) }
        sections.append(Self.energy(report.energy))
        if let comparison = report.comparison { sections.append(Self.comparison(comparison)) }
        sections.append(
            Section(
                title: "Made by", blocks: [.facts([Fact(label: "assay", value: report.assay)])],
                meaning: "▲ bound  ▽ extrapolation. All information is in bits, whatever the log was in."))
    }

    private static func findings(_ findings: [CorpusReport.Finding]) -> Section {
        var sentences = findings.map { finding in
            finding.severity == .note
                ? Sentence(mark: "·", text: finding.message)
                : Sentence(mark: "!", text: finding.message, tone: .warning)
        }
        if sentences.isEmpty { sentences = [Sentence(mark: "✓", text: "nothing stands out", tone: .good)] }
        return Section(title: "Findings", blocks: [.sentences(sentences)], meaning: "")
    }

    private static func log(_ report: TrainingRunReport) -> Section {
        let log = report.log
        let tokens =
            report.given.tokensPerStep.map { "\(log.tokensColumn) × \(NumberText.significant($0)) tokens a step" }
            ?? log.tokensColumn
        var facts = [
            Fact(label: log.format, value: NumberText.grouped(UInt64(log.entries)) + " losses"),
            Fact(label: "tokens from", value: tokens),
            Fact(
                label: "loss from", value: "\(log.lossColumn), in \(log.lossUnit)",
                remark: log.isAveraged ? "means since the entry before" : "each of one step"),
        ]
        if log.entriesWithoutLoss > 0 {
            facts.append(
                Fact(label: "entries without a loss", value: NumberText.grouped(UInt64(log.entriesWithoutLoss))))
        }
        if log.lossesNotFinite > 0 {
            facts.append(Fact(label: "not finite, skipped", value: NumberText.grouped(UInt64(log.lossesNotFinite))))
        }
        return Section(
            title: "What was read", blocks: [.facts(facts)],
            meaning: "Training losses stand for held-out ones: each was taken before the update on its batch. On data "
                + "read more than once they are too low.")
    }

    private static func initialLoss(_ report: TrainingRunReport) -> Section {
        let initial = report.initialLoss
        let spread = initial.spread.map { "\($0.name) \(NumberText.fixed($0.figure.value, 4))" }
        var facts = [
            Fact(
                label: "H, the first loss", value: bits(initial.measured),
                remark: "of the first \(initial.spreadEntries): " + spread.joined(separator: ", "))
        ]
        if let uniform = initial.uniform { facts.append(Fact(label: "log₂|V|", value: bits(uniform))) }
        if let expected = initial.expected {
            facts.append(
                Fact(
                    label: "log₂|V| + σ²/(2 ln 2)", value: bits(expected),
                    remark: "an untrained softmax, whatever the corpus"))
        }
        if let perByte = initial.perByte { facts.append(Fact(label: "H per byte", value: bits(perByte))) }
        return Section(
            title: "Initial loss: Corollary 4.1", blocks: [.facts(facts)],
            meaning: "H says what the model began with, not what is in the corpus: it is the baseline for what follows."
        )
    }

    /// The loss at each doubling of tokens as a small chart, then the two losses.
    private static func curve(_ report: TrainingRunReport) -> Section {
        let highest = report.trajectory.map(\.currentLoss).max() ?? 1
        let bars = octaves(report.trajectory).map { point in
            Bar(
                label: NumberText.significant(point.tokens), value: NumberText.fixed(point.currentLoss, 4),
                share: highest > 0 ? point.currentLoss / highest : 0)
        }
        let losses = report.losses
        var facts = [
            Fact(
                label: "▲ running mean L̄", value: bits(losses.runningMean), remark: "code length of all tokens, over D"),
            Fact(
                label: "current loss L", value: bits(losses.current),
                remark: "noise averaged out" + interval(losses.current)),
        ]
        if let mean = losses.runningMeanPerByte, let current = losses.currentPerByte {
            facts.append(Fact(label: "▲ L̄ per byte", value: bits(mean)))
            facts.append(Fact(label: "L per byte", value: bits(current)))
        }
        facts.append(Fact(label: "structure σ = S/D", value: bits(report.structure.perToken)))
        if let still = report.structure.stillLearning {
            facts.append(
                Fact(label: "still learning m", value: bits(still), remark: "and e-fold of data; near 0 is saturated"))
        }
        return Section(
            title: "Loss by tokens, bit/token", blocks: [.bars(bars), .facts(facts)],
            meaning: "L̄ remembers the beginning, L does not: laws that use one must not be given the other.")
    }

    private static func ledger(_ report: TrainingRunReport) -> Section {
        let ledger = report.ledger
        func row(_ name: String, _ figure: Figure) -> [String] {
            let share = ledger.baseline.value > 0 ? figure.value / ledger.baseline.value : 0
            return [
                name, NumberText.significant(figure.value),
                NumberText.fixed(figure.value / max(report.log.tokens.value, 1), 4), NumberText.percent(share),
            ]
        }
        return Section(
            title: "Ledger: D·H = G + S + R",
            blocks: [
                .table(
                    header: ["", "bits", "bit/token", "of D·H"],
                    rows: [
                        row("D·H  baseline", ledger.baseline), row("G    saved, D(H − L̄)", ledger.saved),
                        row("S    paid while learning, D(L̄ − L)", ledger.paidLearning),
                        row("R    residual, D·L", ledger.residual),
                        row("G + S = D(H − L)", ledger.informationHeld),
                        row("structure ∫(L̃ − L̃(D))", report.structure.total),
                    ])
            ],
            meaning: "S of the ledger and the structure integral are two measurements of one thing; they differ where "
                + "the curve is not monotone.")
    }

    private static func capacity(_ capacity: TrainingRunReport.Capacity) -> Section {
        func fact(_ label: String, _ figure: Figure) -> Fact {
            Fact(label: label, value: NumberText.significant(figure.value))
        }
        return Section(
            title: "IC-1: η at the end, N = \(NumberText.significant(capacity.modelSize.value)) bits",
            blocks: [
                .facts([
                    fact("literal, running mean  D(H − L̄)/N", capacity.literalRunningMean),
                    fact("literal, current loss  D(H − L)/N", capacity.literalCurrent),
                    fact("structural  S/N", capacity.structural),
                ])
            ],
            meaning: "Literal η counts code length saved, once for each use of what was learned. Structural η is the "
                + "part that the weights have to hold.")
    }

    private static func trajectory(_ report: TrainingRunReport) -> Section {
        let hasSize = report.capacity != nil
        let rows = octaves(report.trajectory).map { point in
            [
                NumberText.significant(point.tokens), NumberText.fixed(point.runningMeanLoss, 4),
                NumberText.fixed(point.currentLoss, 4), NumberText.significant(point.savedBits),
                NumberText.significant(point.structureBits),
            ] + (hasSize ? [point.literal, point.structural].map { $0.map(NumberText.significant) ?? "–" } : [])
        }
        return Section(
            title: "From the initial to the terminal state",
            blocks: [
                .table(
                    header: ["tokens t", "L̄(t)", "L(t)", "t(H − L̄)", "S(t)"]
                        + (hasSize ? ["η literal", "η struct."] : []),
                    rows: rows)
            ],
            meaning: "Losses in bit/token, t(H − L̄) = η(t)·N and S(t) in bits."
                + (hasSize ? "" : " Give --parameters for η."))
    }

    private static func extrapolation(_ extrapolation: TrainingRunReport.Extrapolation) -> [Section] {
        let fits = extrapolation.fits.map { fit in
            [
                "▽ \(fit.form), \(fit.window)", NumberText.fixed(fit.limit.value, 4), range(fit.limit),
                NumberText.fixed(fit.exponent.value, 3), range(fit.exponent),
            ]
        }
        let forecasts = (extrapolation.forecasts + [extrapolation.limit]).map { forecast in
            Fact(
                label: "▽ " + (forecast.factor.map { "\(NumberText.fixed($0, 0))× the tokens" } ?? "endless data"),
                value: forecast.loss.map { bits($0) } ?? "not identified",
                remark: forecast.loss.map { String(interval($0).dropFirst()) } ?? forecast.notIdentified ?? "")
        }
        return [
            Section(
                title: "Fitted curves ▽",
                blocks: [.table(header: ["form, window", "limit", "95 %", "b", "95 %"], rows: fits)],
                meaning:
                    "\(extrapolation.points) points from \(NumberText.significant(extrapolation.fromTokens)) tokens on."
            ),
            Section(
                title: "What more data would teach ▽", blocks: [.facts(forecasts)],
                meaning:
                    "For this model, trained on as it was. Given only where both forms, and the whole curve and its "
                    + "last half, agree within 15 %; schedules that end (a decaying learning rate) bend the curve."),
        ]
    }

    private static func energy(_ energy: TrainingRunReport.Energy) -> Section {
        var facts = [
            Fact(label: "transfer D(H − L)·k_B·T·ln 2", value: NumberText.significant(energy.transfer.value) + " J")
        ]
        if let erasure = energy.erasure {
            facts.append(
                Fact(label: "erase N·k_B·T·ln 2", value: NumberText.significant(erasure.value) + " J"))
        }
        return Section(
            title: "IC-2: energy floor at \(NumberText.significant(energy.temperature.value)) K",
            blocks: [.facts(facts)],
            meaning: "Landauer's bound. Computers spend many orders of magnitude more.")
    }

    private static func comparison(_ comparison: TrainingRunReport.Comparison) -> Section {
        let rows = comparison.rows.map { row in
            [row.name, NumberText.fixed(row.run.value, 4), NumberText.fixed(row.scan.value, 4), row.scanName]
        }
        var meaning =
            "\(NumberText.fixed(comparison.bytesPerToken, 3)) bytes a token (\(comparison.bytesPerTokenSource))."
        if let learned = comparison.learnedBytes {
            meaning +=
                " The learned predictor read n = \(NumberText.grouped(learned)) bytes, the run "
                + "\(NumberText.significant(comparison.runBytes)): σ and m fall with what was read, so compare them "
                + "only where these are alike."
        } else {
            meaning += " Scan without --quick to compare with the learned predictor."
        }
        return Section(
            title: "Beside the scan of \(comparison.corpus), bit/byte",
            blocks: [.table(header: ["", "run", "scan", "the scan's"], rows: rows)], meaning: meaning)
    }

    /// The last point and those nearest below it by whole doublings, in the order of tokens.
    private static func octaves(
        _ trajectory: [TrainingRunReport.TrajectoryPoint]
    ) -> [TrainingRunReport.TrajectoryPoint] {
        var shown: [TrainingRunReport.TrajectoryPoint] = []
        for point in trajectory.reversed() where shown.last.map({ point.tokens * 2 <= $0.tokens }) ?? true {
            shown.append(point)
        }
        return shown.reversed()
    }

    private static func bits(_ figure: Figure) -> String { NumberText.fixed(figure.value, 4) + " " + figure.unit }

    private static func interval(_ figure: Figure) -> String {
        figure.interval.map { " [\(NumberText.fixed($0.lower, 4)), \(NumberText.fixed($0.upper, 4))]" } ?? ""
    }

    private static func range(_ figure: Figure) -> String {
        figure.interval.map { "\(NumberText.fixed($0.lower, 3))–\(NumberText.fixed($0.upper, 3))" } ?? "no end"
    }
}
