internal import Assessment

extension ReportPage {
    /// The diagnostics of the literature.
    static func diagnostics(_ diagnostics: CorpusReport.Diagnostics) -> [Section] {
        [
            positions(diagnostics.positions), halves(diagnostics.halves), vocabulary(diagnostics.vocabulary),
            order(diagnostics.order),
        ]
    }

    /// The first position that is shown: before it a learner has hardly any context.
    private static let firstPosition: UInt64 = 31

    private static func positions(_ positions: CorpusReport.Positions) -> Section {
        var facts: [Fact] = []
        // Where few documents reach, the mean is that of a few.
        let points = positions.points.filter { $0.from >= firstPosition && $0.adapting.interval != nil }
        let rows: [(String, (CorpusReport.Positions.Point) -> Figure)] = [
            ("learning inside", { $0.adapting }), ("tables frozen", { $0.frozen }),
        ]
        let values = rows.flatMap { row in points.map { row.1($0).value } }
        if points.count > 1, let first = points.first, let last = points.last, let low = values.min(),
            let high = values.max()
        {
            for (label, figure) in rows {
                facts.append(
                    Fact(
                        label: "◇ loss, \(label)",
                        value: Sparkline.draw(points.map { figure($0).value }, in: low...high),
                        remark: "\(NumberText.fixed(figure(first).value, 2)) → "
                            + "\(NumberText.fixed(figure(last).value, 2)) bit/byte, bytes \(first.from)–"
                            + NumberText.grouped(last.to - 1)))
            }
        }
        facts.append(fact("◇ slope, learning inside", positions.adaptingSlope, "bit/byte per doubling"))
        facts.append(fact("◇ slope, tables frozen", positions.frozenSlope, "bit/byte per doubling"))
        return Section(
            title: "Loss along a document: entropy rate constancy",
            blocks: (points.count > 1 ? [.drawing(positionChart(points), otherwise: [])] : []) + [.facts(facts)],
            meaning:
                "Falls where context inside a document helps; flat where there is nothing to remember, or texts are "
                + "glued together. One bar for each doubling of the position (Genzel & Charniak 2002).")
    }

    private static func halves(_ halves: CorpusReport.Halves) -> Section {
        var blocks: [Block] = []
        let most = halves.points.map(\.information.value).max() ?? 0
        if !halves.points.isEmpty {
            blocks.append(
                .bars(
                    halves.points.map { point in
                        Bar(
                            label: "ℓ = " + NumberText.binarySize(point.bytes),
                            value: "◇ " + NumberText.fixed(point.information.value, 0) + " bit/document",
                            share: most > 0 ? point.information.value / most : 0)
                    }))
        }
        blocks.append(.facts([fact("◇ exponent γ of I ∝ ℓ^γ", halves.exponent, "")]))
        let documents = halves.points.first.map { "\($0.documents) held-out documents. " } ?? ""
        return Section(
            title: "What the first half of a document tells about the second: I(ℓ)", blocks: blocks,
            meaning: documents
                + "What longer contexts could use: the more it grows with ℓ, the longer the range (arXiv 2503.04725).")
    }

    private static func vocabulary(_ vocabulary: CorpusReport.Vocabulary) -> Section {
        var zipf = ""
        if let least = vocabulary.zipfLeastCount, let fit = vocabulary.zipfGoodnessOfFit {
            zipf =
                "words seen \(NumberText.grouped(least)) times or more; "
                + (fit.value < 0.1 ? "no good fit" : "a good fit") + ", p = \(NumberText.fixed(fit.value, 2))"
        }
        let final = vocabulary.heapsFinalExponent.map { "\(NumberText.fixed($0.value, 2)) over the last doubling" }
        let tail =
            vocabulary.isTailCut.map {
                $0
                    ? "sightings expected of the rarest word: the tail is cut"
                    : "sightings expected of the rarest word: open"
            } ?? ""
        return Section(
            title: "Laws of the vocabulary",
            blocks: [
                .facts([
                    fact("◇ Zipf exponent", vocabulary.zipfExponent, zipf),
                    fact("◇ Heaps exponent", vocabulary.heapsExponent, final ?? ""),
                    fact("◇ tail λ", vocabulary.tailLeastCount, tail),
                ])
            ],
            meaning: "Words of natural text follow Zipf and Heaps and have an open tail; generated text loses its rare "
                + "words (arXiv 2402.07043).")
    }

    private static func order(_ order: CorpusReport.Order) -> Section {
        let bytes = order.effectBytes.map { "own order against shuffled, \(NumberText.binarySize($0)); " } ?? ""
        return Section(
            title: "The corpus's own order",
            blocks: [
                .facts([
                    fact("◇ order effect", order.effect, bytes + "below 0: neighbours alike"),
                    fact(
                        "◇ mixing penalty", order.mixingPenalty,
                        "first half against second, bytes alone; above 0.01: mixed"),
                ])
            ],
            meaning: "Both are 0 in a corpus that is the same from beginning to end.")
    }

    /// A figure with its interval before the remark, or why there is none.
    private static func fact(_ label: String, _ diagnosed: Diagnosed, _ remark: String) -> Fact {
        guard let figure = diagnosed.figure else {
            return Fact(label: label, value: "none", remark: diagnosed.absence ?? "")
        }
        let interval =
            figure.interval.map { "95 % [\(NumberText.fixed($0.lower, 4)), \(NumberText.fixed($0.upper, 4))]" }
            ?? figure.intervalAbsence
        return Fact(
            label: label, value: NumberText.fixed(figure.value, 4) + (figure.unit == "bit/byte" ? " bit/byte" : ""),
            remark: [interval, remark.isEmpty ? nil : remark].compactMap(\.self).joined(separator: "; "))
    }
}
