/// What stands out in a comparison.
enum ComparisonFindings {
    static func all(_ report: CompareReport) -> [CorpusReport.Finding] {
        var findings: [CorpusReport.Finding] = []
        func add(_ id: String, _ severity: CorpusReport.Finding.Severity, _ message: String) {
            findings.append(CorpusReport.Finding(id: id, severity: severity, message: message))
        }
        for side in [report.first, report.second] where !side.isTrustworthy {
            let reason = side.findings.first { $0.severity == .error }?.message ?? "Some paths could not be read."
            add("untrustworthy", .error, "\(side.name): \(reason)")
        }
        addLabels(report, add)
        addOverlap(report, add)
        if report.first.budget != report.second.budget {
            add(
                "other-budgets", .warning,
                "The learned predictor did not learn from the same number of bytes, so what it says does not compare: "
                    + "make both reports with the same --budget.")
        }
        let (a, b) = (report.first.provenance, report.second.provenance)
        if a.assay != b.assay || a.libraries != b.libraries {
            add(
                "other-versions", .warning,
                "The reports were made by different versions of assay or of its libraries: code lengths may differ for "
                    + "that reason alone.")
        }
        if let limit = report.sampleLimit {
            add(
                "equal-samples", .note,
                "Of the larger sample \(limit) bytes were taken, as much as the smaller has: code lengths of texts of "
                    + "different lengths do not compare.")
        }
        return findings
    }

    /// What stands out in one corpus and not in the other.
    private static func addLabels(_ report: CompareReport, _ add: Findings.Add) {
        let (a, b) = (report.first, report.second)
        for (side, other) in [(a, b), (b, a)] {
            for finding in side.findings where finding.severity == .warning {
                if other.findings.contains(where: { $0.id == finding.id }) { continue }
                add(finding.id, .warning, "Only \(side.name): \(finding.message)")
            }
        }
    }

    private static func addOverlap(_ report: CompareReport, _ add: Findings.Add) {
        guard let documents = report.overlap?.units.first(where: { $0.unit == .documents }) else { return }
        let (ofFirst, ofSecond) = (
            documents.firstInSecond.occurrences?.figure?.value ?? 0,
            documents.secondInFirst.occurrences?.figure?.value ?? 0
        )
        guard max(ofFirst, ofSecond) > 0.01 else { return }
        add(
            "shared-documents", .note,
            "\(Findings.percent(ofFirst)) of the documents of \(report.first.name) are in \(report.second.name), and "
                + "\(Findings.percent(ofSecond)) of those of \(report.second.name) in \(report.first.name): intervals of "
                + "differences that were made as if the corpora were independent are too wide.")
    }
}
