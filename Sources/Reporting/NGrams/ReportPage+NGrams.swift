internal import Assessment

extension ReportPage {
    /// What `assay ngrams` shows.
    init(_ report: NGramReport) {
        title = "\(report.corpus): \(report.orders.count)-gram model of \(report.tokens)"
        if !report.notes.isEmpty {
            sections.append(
                Section(
                    title: "Findings",
                    blocks: [.sentences(report.notes.map { Sentence(mark: "!", text: $0, tone: .warning) })],
                    meaning: ""))
        }
        if let heldOut = report.heldOut { sections.append(Self.heldOut(heldOut)) }
        sections.append(Self.model(report))
        sections.append(
            Section(
                title: "Made by", blocks: [.facts([Fact(label: "assay", value: report.assay)])],
                meaning: "▲ bound  ◇ diagnostic"))
    }

    private static func heldOut(_ score: NGramReport.HeldOut) -> Section {
        func fact(_ label: String, _ figure: Figure) -> Fact {
            Fact(
                label: "\(figure.kind == .bound ? "▲" : "◇") \(label)",
                value: "\(NumberText.fixed(figure.value, 4)) \(figure.unit)", remark: intervalRemark(figure))
        }
        var facts = [fact("cross-entropy", score.perToken)]
        if let perByte = score.perByte { facts.append(fact("by byte of text", perByte)) }
        facts.append(
            Fact(label: "perplexity", value: NumberText.precise(score.perplexity), remark: "2 to the bits of a token"))
        if let known = score.perplexityOfKnown {
            facts.append(Fact(label: "of known tokens", value: NumberText.precise(known)))
        }
        let share = Double(score.unknownTokens) / Double(max(score.scored.tokens, 1))
        facts.append(
            Fact(
                label: "tokens scored", value: NumberText.grouped(score.scored.tokens),
                remark: "\(NumberText.percent(share)) unknown; \(NumberText.grouped(score.scored.documents)) documents")
        )
        return Section(
            title: "Held-out text",
            blocks: [.facts(facts)]
                + (score.perToken.intervalAbsence.map {
                    [.sentences([Sentence(mark: "·", text: $0)])]
                } ?? []),
            meaning: "Documents that the model was not trained on. The end of each sentence is scored too. "
                + (score.perToken.kind == .bound
                    ? "An id that was not trained on costs what names it."
                    : "An unknown word costs what <unk> costs, which does not spell it: no bound, and no bits by byte.")
        )
    }

    private static func model(_ report: NGramReport) -> Section {
        let rows = report.orders.enumerated().map { number, order in
            ["\(number + 1)", NumberText.grouped(order.ngrams)] + order.discounts.map { NumberText.fixed($0, 4) }
        }
        let trained = report.trained
        return Section(
            title: "Model",
            blocks: [
                .facts([
                    Fact(
                        label: "trained on", value: NumberText.grouped(trained.tokens) + " tokens",
                        remark: "\(NumberText.grouped(trained.sentences)) sentences, "
                            + "\(NumberText.grouped(trained.documents)) documents")
                ]),
                .table(header: ["order", "n-grams", "D1", "D2", "D3+"], rows: rows),
            ],
            meaning: "Interpolated modified Kneser-Ney with KenLM's conventions; nothing is pruned.")
    }
}
