internal import Assessment

extension ReportPage {
    /// What `assay rank` shows.
    init(_ report: RankReport) {
        let size = NumberText.binarySize(report.budget)
        title = "\(report.candidates.count) candidate\(report.candidates.count == 1 ? "" : "s") at n = \(size)"
        sections.append(Self.verdict(report))
        sections.append(Self.structure(report))
        sections.append(Self.levels(report))
        if !report.targets.isEmpty { sections += Self.transfers(report) }
        if let base = report.base { sections.append(Self.given(report, base)) }
        if let overlaps = report.baseOverlaps { sections.append(Self.baseOverlaps(overlaps)) }
        if let contamination = report.contamination { sections.append(Self.contamination(contamination)) }
        if let mixture = report.mixture { sections += Self.mixture(mixture) }
        if report.candidates.count > 1 { sections.append(Self.pairs(report)) }
        sections.append(Self.corpora(report))
        sections.append(Self.rankFindings(report))
        sections.append(
            Section(
                title: "Made by",
                blocks: [
                    .facts([
                        Fact(label: "assay", value: report.assay),
                        Fact(
                            label: "n", value: NumberText.grouped(report.budget) + " bytes", remark: report.budgetReason
                        ),
                        Fact(
                            label: "orders", value: "\(report.orders)",
                            remark: "of learning, seed \(report.seed)"),
                    ])
                ], meaning: "▲ bound  ◇ diagnostic  ▽ extrapolation: never averaged with each other."))
    }

    private static func verdict(_ report: RankReport) -> Section {
        let ties = report.comparisons.count(where: \.isTie)
        let pairs = report.comparisons.count
        var sentences: [Sentence] = []
        let names = report.candidates.filter { $0.bestPlace == 1 }.map(\.name)
        if report.candidates.count > 1 {
            let first =
                names.count == 1
                ? "\(names[0]) stands first" : "\(names.joined(separator: ", ")) share the first place"
            let by =
                report.criterion == .structure
                ? "by σ, the structure that a byte teaches" : "by the sum of the ranks by σ and by transfer T"
            sentences.append(Sentence(mark: "✓", text: "\(first), \(by).", tone: .good))
            sentences.append(
                Sentence(
                    mark: ties == 0 ? "✓" : "·",
                    text: ties == 0
                        ? "Every pair is told apart."
                        : "\(ties) of \(pairs) pairs cannot be told apart: they are ties."))
        }
        let top = report.comparisons.prefix { $0.first == report.candidates.first?.name }
        for pair in top.prefix(5) {
            guard let ratio = ratio(pair) else { continue }
            sentences.append(
                Sentence(mark: "·", text: "\(pair.first) teaches \(ratio) × what \(pair.second) does per byte"))
        }
        return Section(
            title: "The order", blocks: [.sentences(sentences)],
            meaning: report.criterion == .structure
                ? "σ sees defects, noise and repetition. It cannot see meaning or purpose, and does not rank healthy corpora "
                    + "of different kinds (measured: no correlation with their value): use --target for that."
                : "T sees what helps the targets, σ what is sound; neither sees what the targets do not ask for.")
    }

    /// "1.13 ± 0.02": half of the 95 % interval; nil where the second has next to nothing.
    private static func ratio(_ pair: RankReport.Comparison) -> String? {
        guard let ratio = pair.ratio, let interval = ratio.interval, ratio.value < 100 else { return nil }
        let radius = (interval.upper - interval.lower) / 2
        return "\(NumberText.fixed(ratio.value, 2)) ± \(NumberText.fixed(radius, 2))"
    }

    private static func place(_ candidate: RankReport.Candidate) -> String {
        candidate.bestPlace == candidate.worstPlace
            ? "\(candidate.bestPlace)" : "\(candidate.bestPlace)–\(candidate.worstPlace)"
    }

    private static func structure(_ report: RankReport) -> Section {
        let most = report.candidates.compactMap { $0.levels.first?.structureRate.value }.max() ?? 0
        let bars = report.candidates.compactMap { candidate in
            candidate.levels.first.map { level in
                Bar(
                    label: "\(place(candidate))  \(candidate.name)", value: spread(level.structureRate),
                    share: most > 0 ? level.structureRate.value / most : 0)
            }
        }
        return Section(
            title: "Structure σ(n), n = \(NumberText.binarySize(report.budget)), bit/byte",
            blocks: [.bars(bars)],
            meaning:
                "In front of each name the places that it may have: a range is a tie. ± is half of the 95 % interval.")
    }

    /// σ of every candidate with its interval.
    private static func chart(_ report: RankReport) -> Chart {
        let figures = report.candidates.compactMap { candidate in
            candidate.levels.first.map { ("\(place(candidate))  \(candidate.name)", $0.structureRate) }
        }
        return Chart(
            title: "Structure that a byte of each candidate teaches, with 95 % intervals",
            drawing: .ranges(
                unit: "bit/byte",
                figures.map { label, figure in
                    Range(
                        label: label, value: figure.value,
                        interval: figure.interval.map { Interval(lower: $0.lower, upper: $0.upper) })
                }),
            header: ["", "σ", "95 % interval"],
            rows: figures.map { label, figure in
                [
                    label, NumberText.fixed(figure.value, 4),
                    figure.interval.map { "[\(NumberText.fixed($0.lower, 4)), \(NumberText.fixed($0.upper, 4))]" }
                        ?? "none",
                ]
            })
    }

    /// "0.1531 ± 0.0027", or the value alone where there is no interval.
    static func spread(_ figure: Figure) -> String {
        let value = NumberText.fixed(figure.value, 4)
        guard let interval = figure.interval else { return value + "         " }
        return value + " ± " + NumberText.fixed((interval.upper - interval.lower) / 2, 4)
    }

    private static func levels(_ report: RankReport) -> Section {
        let budgets = report.candidates.first?.levels.map(\.budget) ?? []
        let rows = report.candidates.map { candidate in
            [candidate.name]
                + candidate.levels.flatMap {
                    [NumberText.fixed($0.structureRate.value, 4), NumberText.fixed($0.stillLearning.value, 3)]
                } + [
                    candidate.noiseShare.map { NumberText.fixed($0.value, 3) } ?? "–",
                    candidate.inDocumentGain.map { NumberText.fixed($0.value, 3) } ?? "–",
                ]
        }
        return Section(
            title: "The same at less",
            blocks: [
                .table(
                    header: ["n"] + budgets.flatMap { ["σ \(NumberText.binarySize($0))", "m"] } + ["ρ", "g"], rows: rows
                )
            ],
            meaning: "m: bits that an e-fold of data still teaches. ρ: what is left of the order-0 code. g: what "
                + "adaptation inside a document saves, in bit/byte.")
    }

    private static func pairs(_ report: RankReport) -> Section {
        // Neighbours in the list: what decides each step.
        let names = report.candidates.map(\.name)
        let neighbours = zip(names, names.dropFirst()).compactMap { first, second in
            report.comparisons.first { $0.first == first && $0.second == second }
        }
        let rows = neighbours.map { pair in
            [
                "\(pair.first) > \(pair.second)", NumberText.fixed(pair.probability, 3),
                NumberText.fixed(pair.difference.value, 4), ratio(pair) ?? "–", pair.isTie ? "tie" : "",
            ]
        }
        return Section(
            title: "Neighbours in the order",
            blocks: [.table(header: ["", "P(better)", "σ − σ", "σ / σ", ""], rows: rows)],
            meaning:
                "P is the share of resamples of documents and orders, the same for all candidates, in which the first "
                + "is better. Between 0.025 and 0.975 it is a tie. JSON has all pairs.")
    }

    private static func corpora(_ report: RankReport) -> Section {
        let rows = report.candidates.map { candidate in
            [
                candidate.name, NumberText.grouped(candidate.bytes), NumberText.grouped(candidate.documents),
                candidate.uniqueShare.map { NumberText.percent($0.value) } ?? "–",
                candidate.effectiveBytes.map { NumberText.grouped(UInt64(max(0, $0.value))) } ?? "–",
                "\(candidate.heldOutDocuments)",
            ]
        }
        return Section(
            title: "The candidates",
            blocks: [.table(header: ["", "bytes", "documents", "u", "D_eff", "held out"], rows: rows)],
            meaning:
                "u: bytes of distinct documents. D_eff: the fresh bytes that equal the corpus with its repeats. Not part "
                + "of the order: repeats count as far as they are met within n bytes.")
    }

    private static func rankFindings(_ report: RankReport) -> Section {
        var sentences = report.findings.map(Self.sentence)
        for candidate in report.candidates {
            sentences += candidate.findings.map { finding in
                var sentence = Self.sentence(finding)
                sentence.text = "\(candidate.name): \(finding.message)"
                return sentence
            }
        }
        if sentences.isEmpty { sentences = [Sentence(mark: "✓", text: "nothing stands out", tone: .good)] }
        return Section(title: "Findings", blocks: [.sentences(sentences)], meaning: "")
    }

    private static func sentence(_ finding: CorpusReport.Finding) -> Sentence {
        switch finding.severity {
        case .note: Sentence(mark: "·", text: finding.message)
        case .warning: Sentence(mark: "!", text: finding.message, tone: .warning)
        case .error: Sentence(mark: "✗", text: finding.message, tone: .bad)
        }
    }
}
