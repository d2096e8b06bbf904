public import Assessment
internal import Diagnostics
internal import FoundationEssentials

/// The forms in which a report leaves the program.
public enum ReportFormat: String, Sendable, CaseIterable {
    /// A table for a terminal of 80 columns.
    case table

    /// JSON that follows the published schema.
    case json

    /// GitHub-flavoured Markdown.
    case markdown

    /// One self-contained HTML page with charts.
    case html

    /// The report in this form, ending with a newline.
    ///
    /// - Parameters:
    ///   - report: What is shown.
    ///   - usesColor: Whether a table may carry ANSI colours.
    public func render(_ report: CorpusReport, usesColor: Bool = false) throws -> String {
        try render(report, as: ReportPage(report), usesColor: usesColor)
    }

    /// The report of a corpus of token ids in this form.
    public func render(_ report: TokenReport, usesColor: Bool = false) throws -> String {
        try render(report, as: ReportPage(report), usesColor: usesColor)
    }

    /// The answer of `assay size` in this form.
    public func render(_ report: SizeReport, usesColor: Bool = false) throws -> String {
        try render(report, as: ReportPage(report), usesColor: usesColor)
    }

    /// The checks of `assay paper` in this form.
    public func render(_ report: PaperReport, usesColor: Bool = false) throws -> String {
        try render(report, as: ReportPage(report), usesColor: usesColor)
    }

    /// The laws on a training run in this form.
    public func render(_ report: TrainingRunReport, usesColor: Bool = false) throws -> String {
        try render(report, as: ReportPage(report), usesColor: usesColor)
    }

    /// An n-gram model and its score in this form.
    public func render(_ report: NGramReport, usesColor: Bool = false) throws -> String {
        try render(report, as: ReportPage(report), usesColor: usesColor)
    }

    /// The comparison of two corpora in this form.
    ///
    /// - Parameters:
    ///   - report: What is shown.
    ///   - all: Whether figures that did not change, or have no interval, are shown, too; JSON always holds all.
    ///   - usesColor: Whether a table may carry ANSI colours.
    public func render(_ report: CompareReport, all: Bool = false, usesColor: Bool = false) throws -> String {
        try render(report, as: ReportPage(report, all: all), usesColor: usesColor)
    }

    /// What was recognised of a corpus in this form.
    ///
    /// - Parameters:
    ///   - report: What is shown.
    ///   - detailed: How many files are shown one by one, but in JSON.
    ///   - usesColor: Whether a table may carry ANSI colours.
    public func render(_ report: InspectionReport, detailed: Int, usesColor: Bool = false) throws -> String {
        try render(report, as: ReportPage(report, detailed: detailed), usesColor: usesColor)
    }

    func render(_ value: some Encodable, as page: ReportPage, usesColor: Bool) throws -> String {
        switch self {
        case .table: TerminalFormat(usesColor: usesColor).draw(page)
        case .markdown: MarkdownFormat().draw(page)
        case .html: HTMLFormat().draw(page)
        case .json: try Self.json(value)
        }
    }

    /// A value as JSON with sorted keys: equal values give equal bytes, none of which controls a terminal.
    public static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: ShowableJSON.bytes(Array(try encoder.encode(value))), as: UTF8.self) + "\n"
    }
}
