internal import Assessment

extension ReportPage {
    /// The Kneser–Ney cross-entropies of a corpus report.
    static func ngrams(_ entropies: [CorpusReport.NGramEntropy]) -> Section {
        let rows = entropies.map { entropy in
            let figure = entropy.perByte ?? entropy.perToken
            return [
                (figure.kind == .bound ? "▲ " : "◇ ") + "\(entropy.order)-grams of \(entropy.tokens)",
                NumberText.fixed(figure.value, 4), intervalCell(figure), figure.unit,
                NumberText.percent(Double(entropy.unknownTokens) / Double(max(entropy.scoredTokens, 1))),
            ]
        }
        var blocks: [Block] = [
            .table(header: ["held-out cross-entropy", "", "95 % interval", "unit", "unknown"], rows: rows)
        ]
        let artificial = entropies.filter(\.looksArtificial).map(\.tokens)
        if !artificial.isEmpty {
            blocks.append(
                .sentences([
                    Sentence(
                        mark: "·",
                        text: "The counts of \(artificial.joined(separator: " and ")) look artificial: they give no "
                            + "discounts, so fixed ones are used.")
                ]))
        }
        return Section(
            title: "Kneser-Ney", blocks: blocks,
            meaning:
                "Modified Kneser-Ney, as KenLM has it, trained on \(trained(entropies)), scored on held-out documents. An "
                + "unknown word costs what <unk> costs, which does not spell it.")
    }

    private static func trained(_ entropies: [CorpusReport.NGramEntropy]) -> String {
        NumberText.grouped(entropies.first?.trainedBytes ?? 0) + " bytes"
    }
}
