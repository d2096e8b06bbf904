internal import Assessment

extension ReportPage {
    /// The learned predictor's part of a corpus report.
    static func learning(_ learning: CorpusReport.Learning) -> [Section] {
        [figures(learning), curve(learning), ledger(learning)]
    }

    private static func figures(_ learning: CorpusReport.Learning) -> Section {
        func row(_ mark: String, _ name: String, _ figure: Figure?) -> [String]? {
            guard let figure else { return nil }
            let unit = figure.unit == "1" ? "of H" : figure.unit
            return ["\(mark) \(name)", NumberText.fixed(figure.value, 4), cell(figure), unit]
        }
        let rows = [
            row("▲", "entropy at n, L*(n)", learning.entropy),
            row("▽", "limit with more data", learning.limit),
            row(" ", "structure σ(n) = S/n", learning.structureRate),
            row(" ", "still learning m(n)", learning.stillLearning),
            row(" ", "noise share ρ = L*/H", learning.noiseShare),
            row(" ", "in-document gain g", learning.inDocumentGain),
            row("◇", "exchangeability gap", learning.exchangeabilityGap),
        ].compactMap(\.self)
        var sentences: [Sentence] = []
        for absence in Set([learning.entropy, learning.structureRate].compactMap(\.intervalAbsence)).sorted() {
            sentences.append(Sentence(mark: "·", text: absence))
        }
        return Section(
            title: "Learning, n = \(NumberText.binarySize(learning.budget))",
            blocks: [.table(header: ["", "", "95 % interval", "unit"], rows: rows)]
                + (sentences.isEmpty ? [] : [.sentences(sentences)]),
            meaning:
                "σ is reusable pattern that a byte of budget teaches: random bytes and repeats have none. It compares "
                + "versions of one corpus at equal n, not healthy corpora of different kinds.")
    }

    private static func curve(_ learning: CorpusReport.Learning) -> Section {
        var bars = [
            Bar(
                label: "0 B", value: NumberText.fixed(learning.initialLoss.value, 4) + " bit/byte",
                share: learning.initialLoss.value / 8)
        ]
        bars += learning.curve.map {
            Bar(
                label: NumberText.binarySize($0.bytes),
                value: NumberText.fixed($0.runningMinimum.value, 4) + " bit/byte", share: $0.runningMinimum.value / 8)
        }
        return Section(
            title: "Held-out loss while learning",
            blocks: [.drawing(lossChart(learning), otherwise: [.bars(bars)])],
            meaning: "\(NumberText.grouped(learning.heldOutBytes)) bytes of "
                + "\(NumberText.grouped(learning.heldOutDocuments)) held-out documents, \(learning.orders) orders. The "
                + "first bar is the measured initial loss (Corollary 4.1).")
    }

    private static func ledger(_ learning: CorpusReport.Learning) -> Section {
        let ledger = learning.ledger
        func bytes(_ figure: Figure) -> String { NumberText.fixed(figure.value / 8, 0) }
        func share(_ figure: Figure) -> String {
            ledger.baseline.value > 0 ? NumberText.percent(figure.value / ledger.baseline.value) : "–"
        }
        var facts = [
            Fact(label: "D·H", value: bytes(ledger.baseline) + " bytes", remark: "100 %, order-0 code of the n bytes"),
            Fact(label: "G", value: bytes(ledger.saved) + " bytes", remark: share(ledger.saved) + " of it, saved"),
            Fact(
                label: "S", value: bytes(ledger.paidLearning) + " bytes",
                remark: share(ledger.paidLearning) + ", paid while learning"),
            Fact(label: "R", value: bytes(ledger.residual) + " bytes", remark: share(ledger.residual) + ", residual"),
        ]
        facts += learning.capacity.map {
            Fact(label: "η", value: NumberText.significant($0.figure.value), remark: $0.name)
        }
        return Section(
            title: "Ledger of the first order, n = \(NumberText.binarySize(learning.budget)): D·H = G + S + R",
            blocks: [.drawing(ledgerChart(ledger), otherwise: []), .facts(facts)],
            meaning: "IC-1: ηN = D(H − L*) = G + S is code length saved, not information stored. N is the predictor's "
                + "storage.")
    }

    private static func cell(_ figure: Figure) -> String {
        guard let interval = figure.interval else { return "none" }
        return "[\(NumberText.fixed(interval.lower, 4)), \(NumberText.fixed(interval.upper, 4))]"
    }
}
