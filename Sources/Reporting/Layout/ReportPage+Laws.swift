extension ReportPage {
    /// What `assay size` shows.
    init(_ report: SizeReport) {
        title =
            switch report.question {
            case .modelForDataset: "Model size for \(NumberText.significant(report.tokens ?? 0)) tokens"
            case .datasetForModel: "Data set size for \(NumberText.significant(report.parameters ?? 0)) parameters"
            }
        var given = [
            Fact(label: "storage", value: "\(report.bitsPerParameter) bits per parameter"),
            Fact(label: "η", value: "\(report.capacity)", remark: "bits held per bit stored: 2 bits a parameter"),
        ]
        if let entropy = report.entropyBitsPerToken, let loss = report.lossBitsPerToken {
            given.append(Fact(label: "H", value: NumberText.fixed(entropy, 4) + " bit/token"))
            given.append(Fact(label: "L", value: NumberText.fixed(loss, 4) + " bit/token"))
        }
        let sizes = report.readings.map { reading in
            Fact(
                label: "\(reading.name)  \(reading.formula)",
                value: reading.answer.map { "\(NumberText.significant($0)) \(reading.unit)s" } ?? "–",
                remark: reading.absence ?? "")
        }
        let energy = report.readings.compactMap { reading -> [String]? in
            guard let transfer = reading.transferJoules, let erasure = reading.erasureJoules else { return nil }
            return [reading.name, NumberText.significant(transfer), NumberText.significant(erasure)]
        }
        sections = [
            Section(title: "Given", blocks: [.facts(given)], meaning: ""),
            Section(
                title: "Corollary 4.3, three readings", blocks: [.facts(sizes)],
                meaning: "They differ by orders of magnitude, and none is recommended as a planner: D(H − L) is code "
                    + "length saved, not information stored."),
            Section(
                title: "Corollary 4.4: energy floor at \(NumberText.significant(report.temperatureKelvin)) K",
                blocks: [.table(header: ["", "transfer ηN, J", "erase N, J"], rows: energy)],
                meaning: "Landauer's bound. Computers spend many orders of magnitude more."),
        ]
    }

    /// What `assay paper` shows.
    init(_ report: PaperReport) {
        title = "Physics in Next-token Prediction (arXiv 2411.00660), section 5, recomputed"
        for table in report.conventions {
            for check in table.checks {
                var facts = [Fact(label: "printed", value: check.printed, remark: "")]
                facts += check.recomputed.map {
                    Fact(
                        label: $0.name, value: NumberText.precise($0.value) + ($0.unit.isEmpty ? "" : " " + $0.unit))
                }
                sections.append(
                    Section(
                        title: "\(check.name) (\(check.place); \(table.convention) units)",
                        blocks: [
                            .facts(facts),
                            .sentences([
                                Sentence(
                                    mark: "→", text: check.verdict,
                                    tone: check.verdict.hasPrefix("agrees") ? .good : .warning)
                            ]),
                        ],
                        meaning: check.explanation))
            }
        }
    }
}
