public import Assessment

/// Verdicts and figures as OpenMetrics text, which is Prometheus' text format too: for the textfile collector.
///
/// Only gauges without a unit's line are used, which both formats know.
public enum OpenMetricsFile: Sendable {
    /// The exposition, ending with its end mark.
    public static func text(_ report: CheckReport) -> String {
        var lines: [String] = []
        func family(_ name: String, _ help: String, _ samples: [String]) {
            guard !samples.isEmpty else { return }
            lines += ["# HELP \(name) \(help)", "# TYPE \(name) gauge"] + samples
        }
        let policy = ("policy", report.policy)
        family(
            "assay_corpus_verdict", "Whether the corpus came out so, 1 or 0.",
            report.corpora.flatMap { corpus in
                CheckReport.Verdict.allCases.map { verdict in
                    sample(
                        "assay_corpus_verdict", [policy, ("corpus", corpus.name), ("verdict", verdict.rawValue)],
                        corpus.verdict == verdict ? 1 : 0)
                }
            })
        family(
            "assay_corpus_coverage_ratio", "Stored bytes that were read over those that were found.",
            report.corpora.map {
                sample("assay_corpus_coverage_ratio", [policy, ("corpus", $0.name)], $0.coverage.value)
            })
        family(
            "assay_check_verdict", "Whether the check came out so, 1 or 0.",
            forEachCheck(report) { corpus, check in
                CheckReport.Verdict.allCases.map { verdict in
                    sample(
                        "assay_check_verdict",
                        [policy, ("corpus", corpus), ("check", check.id), ("verdict", verdict.rawValue)],
                        check.verdict == verdict ? 1 : 0)
                }
            })
        family(
            "assay_check_value", "The figure of the check, in its unit.",
            forEachCheck(report) { corpus, check in
                guard let observed = check.observed else { return [] }
                return [
                    sample(
                        "assay_check_value",
                        [
                            policy, ("corpus", corpus), ("check", check.id), ("figure", check.figure),
                            ("unit", observed.unit),
                        ], observed.value)
                ]
            })
        family(
            "assay_check_baseline", "What the figure was compared with, in its unit.",
            forEachCheck(report) { corpus, check in
                guard let baseline = check.baseline else { return [] }
                return [
                    sample(
                        "assay_check_baseline", [policy, ("corpus", corpus), ("check", check.id)], baseline.value)
                ]
            })
        return (lines + ["# EOF"]).joined(separator: "\n") + "\n"
    }

    private static func forEachCheck(
        _ report: CheckReport, _ samples: (String, CheckReport.Check) -> [String]
    ) -> [String] {
        report.corpora.flatMap { corpus in corpus.checks.flatMap { samples(corpus.name, $0) } }
    }

    private static func sample(_ name: String, _ labels: [(name: String, value: String)], _ value: Double) -> String {
        let text = labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",")
        return "\(name){\(text)} \(value.isNaN ? "NaN" : value.isFinite ? "\(value)" : value < 0 ? "-Inf" : "+Inf")"
    }

    private static func escaped(_ value: String) -> String {
        // By scalars: a mark that combines with a quotation mark makes one character of the two.
        var result = ""
        for scalar in EscapedText.terminal(value).unicodeScalars {
            if scalar == "\"" || scalar == "\\" { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
