public import Assessment

extension ReportPage {
    /// The verdict first, then every check that did not pass with the shards behind it, then all of them.
    init(_ report: CheckReport) {
        self.init(title: "\(CheckText.headline(report.verdict)): \(report.policy)")
        for corpus in report.corpora {
            sections.append(Self.verdict(corpus))
            sections.append(Self.checks(corpus))
            if !corpus.suspects.isEmpty { sections.append(Self.suspects(corpus)) }
        }
    }

    private static func verdict(_ corpus: CheckReport.Corpus) -> Section {
        let mark = CheckText.mark(corpus.verdict)
        let counts = corpus.counts
        let parts: [(Int, String)] = [
            (counts.failed, "failed"), (counts.errored, "errored"), (counts.warned, "warned"),
            (counts.passed, "passed"), (counts.skipped, "skipped"),
        ]
        let words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        var sentences = [
            Sentence(
                mark: mark.mark,
                text: "\(corpus.name): \(corpus.verdict.rawValue) (\(words.isEmpty ? "no checks" : words))",
                tone: mark.tone)
        ]
        if let incompleteness = corpus.incompleteness {
            sentences.append(Sentence(mark: "?", text: incompleteness, tone: .bad))
        }
        for check in corpus.checks where check.verdict > .passed {
            let mark = CheckText.mark(check.verdict)
            sentences.append(
                Sentence(
                    mark: mark.mark,
                    text: "\(check.id): \(check.title.map { $0 + " " } ?? "")\(CheckText.sentence(check))",
                    tone: mark.tone))
            for (number, shard) in CheckText.attribution(check).enumerated() {
                sentences.append(Sentence(mark: "  \(number + 1).", text: shard))
            }
        }
        return Section(
            title: "Verdict", blocks: [.sentences(sentences)],
            meaning: "A check that could not be told is an error, and nothing passes where too little was read.")
    }

    private static func checks(_ corpus: CheckReport.Corpus) -> Section {
        Section(
            title: "Checks of \(corpus.name)",
            blocks: [
                .table(
                    header: ["check", "verdict", "observed", "must be", "compared with"],
                    rows: corpus.checks.map { check in
                        let unit = check.observed?.unit ?? "1"
                        let first = check.thresholds.first { $0.level == .fail } ?? check.thresholds.first
                        return [
                            check.id, check.verdict.rawValue, check.observed.map(CheckText.figure) ?? "none",
                            first.map { CheckText.threshold($0, unit: unit) } ?? "no outlier",
                            check.baseline.map { CheckText.number($0.value, unit) } ?? "",
                        ]
                    })
            ] + skipped(corpus),
            meaning:
                "Coverage \(NumberText.percent(corpus.coverage.value)) of the stored bytes; figures are compared with "
                + "runs of fingerprint \(corpus.fingerprint.prefix(12)) only.")
    }

    private static func skipped(_ corpus: CheckReport.Corpus) -> [Block] {
        let skipped = corpus.checks.filter { $0.verdict == .skipped }
        return skipped.isEmpty
            ? [] : [.sentences(skipped.map { Sentence(mark: "–", text: "\($0.id): \($0.reason)") })]
    }

    private static func suspects(_ corpus: CheckReport.Corpus) -> Section {
        Section(
            title: "Shards that differ most",
            blocks: [
                .facts(
                    corpus.suspects.map { Fact(label: $0.shard, value: "", remark: CheckText.suspicion($0)) })
            ],
            meaning: "Of \(corpus.shards) shards, in the feature in which each lies farthest from the median of all.")
    }
}

extension ReportFormat {
    /// The verdicts of checks in this form.
    public func render(_ report: CheckReport, usesColor: Bool = false) throws -> String {
        try render(report, as: ReportPage(report), usesColor: usesColor)
    }
}
