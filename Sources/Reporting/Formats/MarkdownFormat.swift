/// Draws a page as GitHub-flavoured Markdown.
struct MarkdownFormat {
    func draw(_ page: ReportPage) -> String {
        var lines = ["# " + escaped(page.title)]
        for section in page.sections {
            lines += ["", "## " + escaped(section.title), ""]
            for block in section.blocks { lines += draw(block) + [""] }
            if !section.meaning.isEmpty { lines.append("*" + escaped(section.meaning) + "*") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func draw(_ block: ReportPage.Block) -> [String] {
        switch block {
        case .facts(let facts):
            table(header: ["", "", ""], rows: facts.map { [$0.label, $0.value, $0.remark] })
        case .table(let header, let rows):
            table(header: header, rows: rows)
        case .bars(let bars):
            table(header: ["", ""], rows: bars.map { [$0.label, $0.value] })
        case .sentences(let sentences):
            sentences.map { "- \($0.mark) " + escaped($0.text) }
        case .drawing(_, let otherwise):
            otherwise.flatMap { draw($0) }
        }
    }

    private func table(header: [String], rows: [[String]]) -> [String] {
        let rule = header.indices.map { $0 == 0 ? "---" : "---:" }
        return [row(header), "| " + rule.joined(separator: " | ") + " |"] + rows.map(row)
    }

    private func row(_ cells: [String]) -> String {
        "| " + cells.map(escaped).joined(separator: " | ") + " |"
    }

    private func escaped(_ text: String) -> String { EscapedText.markdown(text) }
}
