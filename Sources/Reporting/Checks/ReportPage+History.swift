public import Assessment

/// Runs of the past as a list; times are texts of the caller.
public struct HistoryList: Sendable, Encodable {
    /// The runs, without figures.
    public var runs: [RecordedRun]

    /// When each was.
    var times: [String]

    /// Creates a list.
    public init(runs: [RecordedRun], times: [String]) {
        self.runs = runs
        self.times = times
    }

    enum CodingKeys: CodingKey {
        case runs
    }
}

extension ReportPage {
    init(_ list: HistoryList) {
        self.init(title: "\(list.runs.count) runs")
        guard !list.runs.isEmpty else { return }
        sections.append(
            Section(
                title: "Runs, the latest first",
                blocks: [
                    .table(
                        header: ["corpus", "run", "time", "verdict", "coverage", "fingerprint", "baseline"],
                        rows: zip(list.runs, list.times).map { run, time in
                            [
                                run.corpus, run.id.map(String.init) ?? "", time, run.verdict.rawValue,
                                NumberText.percent(run.coverage), String(run.fingerprint.prefix(12)),
                                run.isBaseline ? "yes" : "",
                            ]
                        })
                ], meaning: "Figures are compared between runs of one fingerprint only."))
    }

    init(_ run: RecordedRun, time: String) {
        self.init(title: "Run \(run.id.map(String.init) ?? "") of \(run.corpus)")
        sections.append(
            Section(
                title: "What it was",
                blocks: [
                    .facts([
                        Fact(label: "time", value: time), Fact(label: "verdict", value: run.verdict.rawValue),
                        Fact(label: "policy", value: run.policy),
                        Fact(label: "coverage", value: NumberText.percent(run.coverage)),
                        Fact(label: "fingerprint", value: run.fingerprint), Fact(label: "assay", value: run.assay),
                        Fact(label: "baseline", value: run.isBaseline ? "yes" : "no"),
                    ])
                ], meaning: ""))
        if !run.checks.isEmpty {
            sections.append(
                Section(
                    title: "Checks",
                    blocks: [
                        .facts(
                            run.checks.sorted { $0.key < $1.key }.map { Fact(label: $0.key, value: $0.value.rawValue) })
                    ], meaning: ""))
        }
        sections.append(
            Section(
                title: "Figures",
                blocks: [
                    .facts(
                        run.figures.sorted { $0.key < $1.key }.map { path, figure in
                            Fact(label: path, value: CheckText.figure(figure))
                        })
                ], meaning: "With intervals where there are any."))
    }
}

extension ReportFormat {
    /// Runs of the past in this form.
    public func render(_ list: HistoryList, usesColor: Bool = false) throws -> String {
        try render(list, as: ReportPage(list), usesColor: usesColor)
    }

    /// A run of the past in this form.
    public func render(_ run: RecordedRun, time: String, usesColor: Bool = false) throws -> String {
        try render(run, as: ReportPage(run, time: time), usesColor: usesColor)
    }
}
