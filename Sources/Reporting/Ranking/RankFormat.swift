public import Assessment

/// The forms in which a ranking leaves the program.
public enum RankFormat: String, Sendable, CaseIterable {
    /// A table for a terminal of 80 columns.
    case table

    /// JSON that follows the published schema.
    case json

    /// GitHub-flavoured Markdown.
    case markdown

    /// One self-contained HTML page with charts.
    case html

    /// Comma-separated values, one candidate a line.
    case csv

    /// The ranking in this form, ending with a newline.
    ///
    /// - Parameters:
    ///   - report: What is shown.
    ///   - usesColor: Whether a table may carry ANSI colours.
    public func render(_ report: RankReport, usesColor: Bool = false) throws -> String {
        switch self {
        case .table: TerminalFormat(usesColor: usesColor).draw(ReportPage(report))
        case .json: try ReportFormat.json(report)
        case .markdown: MarkdownFormat().draw(ReportPage(report))
        case .html: HTMLFormat().draw(ReportPage(report))
        case .csv: RankTable(report).text
        }
    }
}
