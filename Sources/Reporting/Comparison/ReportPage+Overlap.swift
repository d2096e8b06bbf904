internal import Assessment

extension ReportPage {
    /// What two corpora hold both.
    static func overlap(_ overlap: Overlap) -> Section {
        func row(_ label: String, _ first: Diagnosed?, _ second: Diagnosed?) -> [[String]] {
            first.flatMap { first in second.map { [[label, share(first), share($0)]] } } ?? []
        }
        let rows = overlap.units.flatMap { unit -> [[String]] in
            let (a, b) = (unit.firstInSecond, unit.secondInFirst)
            return row(unit.unit.title, a.distinct, b.distinct) + row("  with copies", a.occurrences, b.occurrences)
                + row("  of their bytes", a.bytes, b.bytes)
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
            meaning:
                "Exact copies, by hash, but for near duplicates: of distinct documents, copies among them. Lines are "
                + "compared without the blanks around them. 95 % intervals where hashes were sampled.")
    }

    /// What candidates and a base hold both.
    static func baseOverlaps(_ overlaps: [Overlap]) -> Section {
        let units = overlaps.first?.units.map(\.unit.title) ?? []
        return Section(
            title: "In \(overlaps.first?.second ?? "the base") already",
            blocks: [
                .table(
                    header: ["of"] + units,
                    rows: overlaps.map { overlap in
                        [overlap.first]
                            + overlap.units.map { unit in
                                let shares = unit.firstInSecond
                                return (shares.bytes ?? shares.distinct).figure.map { percent($0.value) } ?? "none"
                            }
                    })
            ],
            meaning:
                "The share of the bytes of each candidate's documents and lines that the base holds exactly, by hash; near "
                + "duplicates: of its distinct documents, copies among them. The JSON form has the intervals.")
    }

    /// Which corpora hold which share of which evaluation sets.
    static func contamination(_ contamination: Contamination) -> Section {
        // Short lines meet by chance: they are in the JSON form only.
        func shown(_ row: Contamination.Row) -> [Contamination.Share] { row.shares.filter { $0.unit != .lines } }
        let tables = contamination.evaluationSets.map { set -> Block in
            let units = set.corpora.first.map { shown($0).map(\.unit.title) } ?? []
            return .table(
                header: ["of \(set.name)"] + units,
                rows: set.corpora.map { [$0.corpus] + shown($0).map { share($0.share) } })
        }
        return Section(
            title: "Evaluation sets in the corpora", blocks: tables,
            meaning:
                "The share of an evaluation set's distinct documents and lines that a corpus holds exactly, by hash; near "
                + "duplicates of its documents, copies among them. 95 % intervals where hashes were sampled.")
    }

    private static func sampled(_ unit: Overlap.Unit) -> String {
        let rate = "1 hash in \(NumberText.grouped(UInt64(1 / unit.samplingRate.value))) was compared"
        guard let a = unit.firstInSecond.compared, let b = unit.secondInFirst.compared,
            let both = unit.firstInSecond.found
        else { return rate }
        return "\(rate), \(NumberText.grouped(a)) of A and \(NumberText.grouped(b)) of B, "
            + "\(NumberText.grouped(both)) in both"
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
