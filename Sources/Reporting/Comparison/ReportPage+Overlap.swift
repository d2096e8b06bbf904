internal import Assessment

extension ReportPage {
    /// What two corpora hold both.
    static func overlap(_ overlap: Overlap) -> Section {
        let rows = overlap.units.flatMap { unit -> [[String]] in
            [
                [unit.unit.title, share(unit.firstInSecond.distinct), share(unit.secondInFirst.distinct)],
                ["  with copies", share(unit.firstInSecond.occurrences), share(unit.secondInFirst.occurrences)],
                ["  of their bytes", share(unit.firstInSecond.bytes), share(unit.secondInFirst.bytes)],
            ]
        }
        var sentences = [
            Sentence(mark: "A", text: overlap.first), Sentence(mark: "B", text: overlap.second),
        ]
        sentences += overlap.units.filter { $0.samplingRate.value < 1 }.map { unit in
            Sentence(mark: "·", text: "\(unit.unit.title): \(sampled(unit))")
        }
        return Section(
            title: "What both hold",
            blocks: [.sentences(sentences), .table(header: ["", "A in B", "B in A"], rows: rows)],
            meaning: "Exact copies, by hash; lines without the blanks around them. 95 % intervals where hashes were "
                + "sampled.")
    }

    /// What candidates and a base hold both.
    static func baseOverlaps(_ overlaps: [Overlap]) -> Section {
        let units = overlaps.first?.units.map(\.unit.title) ?? []
        return Section(
            title: "In \(overlaps.first?.second ?? "the base") already",
            blocks: [
                .table(
                    header: ["of"] + units.flatMap { [$0, "their bytes"] },
                    rows: overlaps.map { overlap in
                        [overlap.first]
                            + overlap.units.flatMap { unit in
                                [unit.firstInSecond.distinct, unit.firstInSecond.bytes].map {
                                    $0.figure.map { percent($0.value) } ?? "none"
                                }
                            }
                    })
            ],
            meaning:
                "The share of each candidate's distinct documents and lines, and of the bytes of all of them, that the "
                + "base holds, exactly, by hash. The JSON form has the intervals where hashes were sampled.")
    }

    /// Which corpora hold which share of which evaluation sets.
    static func contamination(_ contamination: Contamination) -> Section {
        let tables = contamination.evaluationSets.map { set -> Block in
            let units = set.corpora.first?.shares.map(\.unit.title) ?? []
            return .table(
                header: ["of \(set.name)"] + units,
                rows: set.corpora.map { [$0.corpus] + $0.shares.map { share($0.share) } })
        }
        return Section(
            title: "Evaluation sets in the corpora", blocks: tables,
            meaning:
                "The share of an evaluation set's distinct documents and lines that occur in a corpus, exactly, by "
                + "hash; 95 % intervals where hashes were sampled. Short lines meet by chance.")
    }

    private static func sampled(_ unit: Overlap.Unit) -> String {
        "1 hash in \(NumberText.grouped(UInt64(1 / unit.samplingRate.value))) was compared, "
            + "\(NumberText.grouped(unit.firstInSecond.compared)) of A and "
            + "\(NumberText.grouped(unit.secondInFirst.compared)) of B, "
            + "\(NumberText.grouped(unit.firstInSecond.found)) in both"
    }

    /// A share in percent, with as many decimals as small ones need, and its interval.
    static func share(_ diagnosed: Diagnosed) -> String {
        guard let figure = diagnosed.figure else { return "none" }
        guard let interval = figure.interval else { return percent(figure.value) }
        return "\(percent(figure.value)) [\(percent(interval.lower, unit: "")), \(percent(interval.upper, unit: ""))]"
    }

    private static func percent(_ share: Double, unit: String = " %") -> String {
        let value = share * 100
        return NumberText.fixed(value, value == 0 || value == 100 ? 0 : value < 0.1 ? 3 : value < 10 ? 2 : 1) + unit
    }
}
