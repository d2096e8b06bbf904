internal import Assessment

extension ReportPage {
    /// How many examples of a kind are shown.
    private static let shownExamples = 3

    /// The documents that stand out, and those that do not.
    static func surprise(_ surprise: CorpusReport.Surprise) -> Section {
        var blocks: [Block] = []
        let quantiles = surprise.quantiles.map { NumberText.fixed($0.perByte.value, 2) }
        if !quantiles.isEmpty {
            blocks.append(.drawing(surpriseChart(surprise.quantiles), otherwise: []))
            blocks.append(
                .table(
                    header: [""] + surprise.quantiles.map { NumberText.percent($0.share) },
                    rows: [["◇ bit/byte, quantiles"] + quantiles]))
        }
        for (title, examples) in [
            ("most surprising", surprise.mostSurprising), ("most redundant", surprise.mostRedundant),
            ("most typical", surprise.mostTypical),
        ] where !examples.isEmpty {
            blocks.append(
                .sentences(
                    [Sentence(mark: "▲", text: title)]
                        + examples.prefix(shownExamples).flatMap { sentences(of: $0) }))
        }
        return Section(
            title: "Documents: what each costs when the others are known", blocks: blocks,
            meaning:
                "\(NumberText.grouped(surprise.documents)) documents of the sample, each by the 6-grams of bytes of the half "
                + "that it is not in. Examples have \(NumberText.grouped(surprise.leastExampleBytes)) bytes or more; of a "
                + "surprising one the dearest part is shown.")
    }

    private static func sentences(of example: CorpusReport.Surprise.Example) -> [Sentence] {
        var place = example.path
        if let member = example.member { place += " » \(member)" }
        place += ":\(example.byte)"
        if let offset = example.offset { place += "+\(offset)" }
        let head = Sentence(
            mark: " ",
            text:
                "\(NumberText.fixed(example.perByte.value, 2)) bit/byte, \(NumberText.grouped(example.bytes)) bytes, \(place)"
        )
        return [head] + (example.text.map { [Sentence(mark: " ", text: "“\(oneLine($0))”")] } ?? [])
    }

    /// Text with every stretch of blanks as one.
    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
