public import Assessment

/// Verdicts for a GitHub Actions step: annotations as workflow commands, and a summary as Markdown.
public enum GitHubOutput: Sendable {
    /// The annotations of checks that did not pass, one a line; empty where all passed.
    public static func annotations(_ report: CheckReport) -> String {
        var lines: [String] = []
        for corpus in report.corpora {
            if let words = corpus.incompleteness {
                lines.append(command("error", [("title", "\(corpus.name): not complete")], EscapedText.terminal(words)))
            }
            for check in corpus.checks where check.verdict > .passed {
                let place: [(String, String)] =
                    report.policyFile.map { [("file", $0), ("line", String(check.line))] } ?? []
                lines.append(
                    command(
                        check.verdict == .warned ? "warning" : "error",
                        place + [("title", "\(corpus.name): \(check.id) \(check.verdict.rawValue)")],
                        ([CheckText.sentence(check)] + CheckText.attribution(check).prefix(1)).map(EscapedText.terminal)
                            .joined(separator: "\n")))
            }
        }
        return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
    }

    /// The Markdown for the step's summary.
    public static func summary(_ report: CheckReport) throws -> String {
        try ReportFormat.markdown.render(report)
    }

    private static func command(_ name: String, _ properties: [(String, String)], _ message: String) -> String {
        let text = properties.map { "\($0.0)=\(property(EscapedText.terminal($0.1)))" }.joined(separator: ",")
        return "::\(name) \(text)::\(data(message))"
    }

    /// As the runner's toolkit escapes the message of a command.
    private static func data(_ text: String) -> String {
        EscapedText.replacing(["%": "%25", "\r": "%0D", "\n": "%0A"], in: text)
    }

    /// As the runner's toolkit escapes a property of a command.
    private static func property(_ text: String) -> String {
        EscapedText.replacing([":": "%3A", ",": "%2C"], in: data(text))
    }
}
