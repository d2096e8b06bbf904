internal import Assessment

extension ReportPage {
    /// What `assay compare` shows of two corpora.
    ///
    /// - Parameter all: Whether figures that did not change, or have no interval, are shown, too.
    init(_ report: CompareReport, all: Bool) {
        title = "\(report.first.name) → \(report.second.name)"
        sections = [Self.corpusFindings(report.findings), Self.sides(report)]
        sections.append(Self.changes(report, all: all))
        sections.append(Self.extents(report))
        for divergence in report.divergences { sections.append(Self.divergence(divergence)) }
        if let overlap = report.overlap { sections.append(Self.overlap(overlap)) }
        for missing in report.missing {
            sections.append(
                Section(
                    title: "Not compared",
                    blocks: [.sentences([Sentence(mark: "·", text: "\(missing.figures): \(missing.reason)")])],
                    meaning: ""))
        }
        sections.append(
            Section(
                title: "Made by", blocks: [.facts([Fact(label: "assay", value: report.assay)])],
                meaning:
                    "The JSON form holds every figure of both reports, by its path, with the method of its interval."
            ))
    }

    private static func sides(_ report: CompareReport) -> Section {
        let (a, b) = (report.first, report.second)
        func number(_ value: UInt64?) -> String { value.map(NumberText.grouped) ?? "–" }
        var rows = [["documents", number(a.documents), number(b.documents)]]
        if a.bytes != nil || b.bytes != nil { rows.append(["bytes", number(a.bytes), number(b.bytes)]) }
        if a.tokens != nil || b.tokens != nil { rows.append(["tokens", number(a.tokens), number(b.tokens)]) }
        rows.append(["bytes of sample", number(a.sampleBytes), number(b.sampleBytes)])
        if a.budget != nil || b.budget != nil { rows.append(["n, bytes learnt", number(a.budget), number(b.budget)]) }
        return Section(
            title: "What is compared",
            blocks: [
                .facts([
                    Fact(label: "A", value: a.name, remark: "from its \(source(a.source))"),
                    Fact(label: "B", value: b.name, remark: "from its \(source(b.source))"),
                ]), .table(header: ["", "A", "B"], rows: rows),
            ], meaning: "Estimates are made at equal sizes where both corpora, or their summaries, are at hand.")
    }

    private static func source(_ source: CompareReport.Source) -> String {
        switch source {
        case .corpus: "data"
        case .summary: "summary"
        case .report: "report"
        }
    }

    /// Rates and shares, a table for each unit, in the order of the largest change in each.
    private static func changes(_ report: CompareReport, all: Bool) -> Section {
        let figures = report.changes.filter { !$0.isExtent && $0.verdict != .absent }
        let changed = figures.filter { $0.verdict == .changed }
        let (tied, unknown) = (figures.count { $0.verdict == .tied }, figures.count { $0.verdict == .unknown })
        var blocks = tables(changed)
        if changed.isEmpty {
            blocks.append(.sentences([Sentence(mark: "✓", text: "no rate or share changed", tone: .good)]))
        }
        if all {
            let rest: [(verdict: FigureChange.Verdict, title: String)] = [
                (.tied, "Not told apart:"), (.unknown, "Without an interval:"),
            ]
            for (verdict, title) in rest where figures.contains(where: { $0.verdict == verdict }) {
                blocks.append(.sentences([Sentence(mark: "·", text: title)]))
                blocks += tables(figures.filter { $0.verdict == verdict })
            }
        } else if tied + unknown > 0 {
            let text = "\(tied) others are not told apart, \(unknown) have no interval to tell by: see them with --all"
            blocks.append(.sentences([Sentence(mark: "·", text: text)]))
        }
        let cautions = Set((all ? figures : changed).compactMap(\.caution)).sorted()
        if !cautions.isEmpty {
            blocks.append(
                .sentences(cautions.map { Sentence(mark: "*", text: "does not compare like with like: \($0)") }))
        }
        let isPaired = changed.contains { $0.difference.figure?.interval?.method == FigureChange.paired }
        return Section(
            title: "What changed, B − A",
            blocks: blocks,
            meaning:
                "Of \(figures.count) figures one in twenty of those with an interval is off by chance. Intervals are "
                + (isPaired ? "paired for what was learnt, else " : "")
                + "made as if the corpora were independent of each other.")
    }

    private static func tables(_ changes: [FigureChange]) -> [Block] {
        var units: [String] = []
        for change in changes {
            if let unit = change.difference.figure?.unit, !units.contains(unit) { units.append(unit) }
        }
        return units.map { unit in
            let rows = changes.filter { $0.difference.figure?.unit == unit }.map { change -> [String] in
                let difference = change.difference.figure
                return [
                    shortened(change.path) + (change.caution == nil ? "" : " *"), number(change.first.figure?.value),
                    number(change.second.figure?.value), signed(difference?.value ?? 0),
                    difference?.interval.map { "[\(number($0.lower)), \(number($0.upper))]" }
                        ?? (difference?.kind == .exact ? "exact" : "none"),
                ]
            }
            return .table(header: [unit == "1" ? "share" : unit, "A", "B", "B − A", "95 %"], rows: rows)
        }
    }

    /// A path without the end that all figures of its kind have.
    private static func shortened(_ path: String) -> String {
        for end in [".perByte", ".perToken", ".corrected"] where path.hasSuffix(end) {
            return String(path.dropLast(end.count))
        }
        return path
    }

    private static func number(_ value: Double?) -> String {
        guard let value else { return "–" }
        return value.magnitude < 1000 ? NumberText.fixed(value, 4) : NumberText.significant(value)
    }

    private static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + number(value) }

    /// Counts and totals of the whole corpora.
    private static func extents(_ report: CompareReport) -> Section {
        let counts = report.changes.filter { $0.isExtent && $0.path.hasPrefix("contents.") }
            .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        let rows = counts.compactMap { change -> [String]? in
            guard let a = change.first.figure?.value, let b = change.second.figure?.value, a > 0 || b > 0 else {
                return nil
            }
            return [
                String(change.path.dropFirst("contents.".count)), NumberText.grouped(UInt64(a)),
                NumberText.grouped(UInt64(b)), a > 0 ? "× " + NumberText.fixed(b / a, 3) : "–",
            ]
        }
        return Section(
            title: "Contents", blocks: [.table(header: ["", "A", "B", "B / A"], rows: rows)],
            meaning: "Counted over the whole corpora.")
    }
}
