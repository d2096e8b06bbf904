internal import Assessment

/// The charts of a corpus report.
extension ReportPage {
    /// From the initial loss to the held-out loss at n, and where that leads.
    static func lossChart(_ learning: CorpusReport.Learning) -> Chart {
        let points =
            [(bytes: UInt64(0), loss: learning.initialLoss)]
            + learning.curve.map { (bytes: $0.bytes, loss: $0.runningMinimum) }
        let last = points.count - 1
        var series = [
            Series(
                name: "held-out loss", values: points.map(\.loss.value),
                intervals: points.indices.map { interval($0 == last ? learning.entropy : points[$0].loss) })
        ]
        var rows = points.indices.map { index in
            let figure = index == last ? learning.entropy : points[index].loss
            return [
                NumberText.binarySize(points[index].bytes), NumberText.fixed(figure.value, 4), intervalCell(figure),
            ]
        }
        if let limit = learning.limit {
            series.append(
                Series(
                    name: "limit with more data", values: points.map { _ in limit.value },
                    intervals: points.map { _ in interval(limit) }, isExtrapolation: true))
            rows.append(["▽ limit", NumberText.fixed(limit.value, 4), intervalCell(limit)])
        }
        return Chart(
            title: "Held-out loss in bit/byte against bytes learnt, each doubled: from the initial loss to "
                + "\(NumberText.fixed(learning.entropy.value, 4)) at \(NumberText.binarySize(learning.budget)).",
            drawing: .lines(
                categories: points.map { NumberText.binarySize($0.bytes) }, unit: "bit/byte", series: series),
            header: ["learnt", "bit/byte", "95 % interval"], rows: rows)
    }

    /// Where every bit went.
    static func ledgerChart(_ ledger: CorpusReport.Learning.LedgerEntry) -> Chart {
        let parts = [
            ("G, saved", ledger.saved), ("S, paid while learning", ledger.paidLearning),
            ("R, residual", ledger.residual),
        ]
        return Chart(
            title: "What an order-0 code of the n bytes needs, by what became of it.",
            drawing: .stack(parts.map { Part(label: $0.0, value: $0.1.value) }),
            header: ["part", "bits"],
            rows: (parts + [("D·H, all", ledger.baseline)]).map { [$0.0, NumberText.fixed($0.1.value, 0)] })
    }

    /// Code length against window.
    static func windowChart(_ points: [CorpusReport.WindowPoint]) -> Chart {
        Chart(
            title: "Code length against how far back one coder looks.",
            drawing: .lines(
                categories: points.map { NumberText.binarySize($0.windowBytes) }, unit: "bit/byte",
                series: [
                    Series(
                        name: "code length", values: points.map(\.perByte.value),
                        intervals: points.map { interval($0.perByte) })
                ]),
            header: ["window", "▲ bit/byte"],
            rows: points.map { [NumberText.binarySize($0.windowBytes), NumberText.fixed($0.perByte.value, 4)] })
    }

    /// Conditional entropies with their intervals.
    static func conditionalChart(_ entropies: [CorpusReport.ConditionalEntropy]) -> Chart {
        Chart(
            title: "Conditional entropy of a byte against how many bytes before it are known.",
            drawing: .lines(
                categories: entropies.map { "\($0.order - 1)" }, unit: "bit/byte",
                series: [
                    Series(
                        name: "corrected", values: entropies.map(\.corrected.value),
                        intervals: entropies.map { interval($0.corrected) }),
                    Series(name: "plug-in", values: entropies.map(\.plugIn.value)),
                ]),
            header: ["bytes before", "corrected", "95 % interval", "plug-in", "coverage"],
            rows: entropies.map {
                [
                    "\($0.order - 1)", NumberText.fixed($0.corrected.value, 4), intervalCell($0.corrected),
                    NumberText.fixed($0.plugIn.value, 4), NumberText.percent($0.coverage.value),
                ]
            })
    }

    /// How long documents are.
    static func lengthChart(_ histogram: [UInt64]) -> Chart? {
        guard let first = histogram.firstIndex(where: { $0 > 0 }), let last = histogram.lastIndex(where: { $0 > 0 })
        else { return nil }
        let classes = Array(first...last)
        // A class of i binary digits begins at 2^(i − 1).
        let names = classes.map { $0 == 0 ? "0 B" : "≥ " + NumberText.binarySize(1 << UInt64($0 - 1)) }
        return Chart(
            title: "Documents by length, each class twice as long as the one before.",
            drawing: .columns(categories: names, unit: "documents", values: classes.map { Double(histogram[$0]) }),
            header: ["length", "documents"],
            rows: classes.indices.map { [names[$0], NumberText.grouped(histogram[classes[$0]])] })
    }

    /// What documents cost, as quantiles.
    static func surpriseChart(_ quantiles: [CorpusReport.Surprise.Quantile]) -> Chart {
        let names = quantiles.map { NumberText.percent($0.share) }
        return Chart(
            title: "What a byte costs in the cheapest 1 % of documents, … and in all but the dearest 1 %.",
            drawing: .lines(
                categories: names, unit: "bit/byte",
                series: [Series(name: "cost of a byte", values: quantiles.map(\.perByte.value))]),
            header: ["documents up to", "◇ bit/byte"],
            rows: zip(names, quantiles).map { [$0, NumberText.fixed($1.perByte.value, 4)] })
    }

    /// Loss along a document.
    static func positionChart(_ points: [CorpusReport.Positions.Point]) -> Chart {
        let names = points.map { NumberText.grouped($0.from) }
        return Chart(
            title: "Mean loss against the position in a held-out document, learning inside it and with tables frozen.",
            drawing: .lines(
                categories: names, unit: "bit/byte",
                series: [
                    Series(
                        name: "learning inside", values: points.map(\.adapting.value),
                        intervals: points.map { interval($0.adapting) }),
                    Series(
                        name: "tables frozen", values: points.map(\.frozen.value),
                        intervals: points.map { interval($0.frozen) }),
                ]),
            header: ["from byte", "learning inside", "95 % interval", "tables frozen", "95 % interval"],
            rows: zip(names, points).map { name, point in
                [
                    name, NumberText.fixed(point.adapting.value, 4), intervalCell(point.adapting),
                    NumberText.fixed(point.frozen.value, 4), intervalCell(point.frozen),
                ]
            })
    }

    private static func interval(_ figure: Figure) -> Interval? {
        figure.interval.map { Interval(lower: $0.lower, upper: $0.upper) }
    }
}
