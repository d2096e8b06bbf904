public import Assessment

/// Verdicts as JUnit XML, which every CI reads: a suite for each corpus, a case for each check.
///
/// JUnit knows no warnings: a check that warned passes, and says so on its standard output.
public enum JUnitFile: Sendable {
    /// The file, ending with a newline.
    public static func text(_ report: CheckReport) -> String {
        let checks = report.corpora.flatMap(\.checks)
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            "<testsuites \(attributes("assay check: " + report.policy, checks, incomplete: report.corpora.count { !$0.isComplete }))>",
        ]
        for corpus in report.corpora {
            lines.append(
                "  <testsuite \(attributes(corpus.name, corpus.checks, incomplete: corpus.isComplete ? 0 : 1))>")
            if let words = corpus.incompleteness {
                lines.append(
                    #"    <testcase classname="\#(quoted(corpus.name))" name="coverage" time="0"><error message="\#(quoted(words))" type="incomplete"/></testcase>"#
                )
            }
            for check in corpus.checks { lines += testCase(check, of: corpus) }
            lines.append("  </testsuite>")
        }
        return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
    }

    private static func attributes(_ name: String, _ checks: [CheckReport.Check], incomplete: Int) -> String {
        func count(_ verdict: CheckReport.Verdict) -> Int { checks.count { $0.verdict == verdict } }
        return #"name="\#(quoted(name))" tests="\#(checks.count + incomplete)" failures="\#(count(.failed))" "#
            + #"errors="\#(count(.errored) + incomplete)" skipped="\#(count(.skipped))" time="0""#
    }

    private static func testCase(_ check: CheckReport.Check, of corpus: CheckReport.Corpus) -> [String] {
        let sentence = CheckText.sentence(check)
        let body = ([sentence] + CheckText.attribution(check)).map(quoted).joined(separator: "\n")
        let message = #"message="\#(quoted(sentence))""#
        var lines = [#"    <testcase classname="\#(quoted(corpus.name))" name="\#(quoted(check.id))" time="0">"#]
        switch check.verdict {
        case .passed: break
        case .warned: lines.append("      <system-out>warning: \(body)</system-out>")
        case .failed: lines.append(#"      <failure \#(message) type="\#(quoted(check.figure))">\#(body)</failure>"#)
        case .errored: lines.append(#"      <error \#(message) type="\#(quoted(check.figure))">\#(body)</error>"#)
        case .skipped: lines.append(#"      <skipped message="\#(quoted(check.reason))"/>"#)
        }
        return lines + ["    </testcase>"]
    }

    private static func quoted(_ text: String) -> String { EscapedText.html(text) }
}
