/// Draws a page as one self-contained HTML file: no script, nothing from a network, at most two million bytes.
///
/// It is readable on a phone, in dark mode, in print and with a screen reader: every chart has its numbers in a table.
struct HTMLFormat {
    /// The most bytes of a page.
    static let mostBytes = 2_000_000

    /// Rows of a table, and sentences of a list, beyond which the rest is only counted.
    private static let mostRows = 300

    /// Characters of a text beyond which it is cut.
    private static let mostCharacters = 600

    func draw(_ page: ReportPage) -> String {
        var html = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>\(text(page.title))</title>
            <style>\(HTMLStyle.sheet)</style>
            </head>
            <body>
            <header><h1>\(text(page.title))</h1></header>

            """
        if page.sections.count > 3 { html += contents(page) }
        html += "<main>\n"
        let end = "</main>\n</body>\n</html>\n"
        let room = Self.mostBytes - end.utf8.count - 200
        for (number, section) in page.sections.enumerated() {
            let drawn = draw(section, number: number)
            guard html.utf8.count + drawn.utf8.count <= room else {
                html +=
                    "<p class=\"warning\">The rest is left out: a page has at most \(Self.mostBytes) bytes. The JSON form "
                html += "has all of it.</p>\n"
                break
            }
            html += drawn
        }
        return html + end
    }

    private func contents(_ page: ReportPage) -> String {
        let links = page.sections.enumerated().map { "<li><a href=\"#s\($0)\">\(text($1.title))</a></li>" }
        return
            "<nav aria-label=\"Contents\"><details><summary>Contents</summary><ul>\(links.joined())</ul></details></nav>\n"
    }

    private func draw(_ section: ReportPage.Section, number: Int) -> String {
        "<section aria-labelledby=\"s\(number)\">\n<h2 id=\"s\(number)\">\(text(section.title))</h2>\n"
            + section.blocks.map(draw).joined()
            + (section.meaning.isEmpty ? "" : "<p class=\"meaning\">\(text(section.meaning))</p>\n") + "</section>\n"
    }

    private func draw(_ block: ReportPage.Block) -> String {
        switch block {
        case .facts(let facts):
            table(
                header: nil,
                rows: facts.map { fact in
                    "<th scope=\"row\">\(text(fact.label))</th><td class=\"number\">\(text(fact.value))</td>"
                        + "<td class=\"remark\">\(text(fact.remark))</td>"
                })
        case .table(let header, let rows): table(header: header, rows: rows)
        case .bars(let bars):
            table(
                header: nil,
                rows: bars.map { bar in
                    let width = NumberText.fixed(bar.share.isFinite ? bar.share.clamped(to: 0...1) * 100 : 0, 1)
                    return "<th scope=\"row\">\(text(bar.label))</th><td class=\"number\">\(text(bar.value))</td>"
                        + "<td class=\"bar\"><span style=\"width:\(width)%\"></span></td>"
                })
        case .sentences(let sentences): list(sentences)
        case .drawing(let chart, _): figure(chart)
        }
    }

    private func table(header: [String], rows: [[String]]) -> String {
        table(
            header: header.enumerated().map { index, cell in
                "<th scope=\"col\"\(index == 0 ? "" : " class=\"number\"")>\(text(cell))</th>"
            }.joined(),
            rows: rows.map { row in
                row.enumerated().map { index, cell in
                    index == 0
                        ? "<th scope=\"row\">\(text(cell))</th>" : "<td class=\"number\">\(text(cell))</td>"
                }.joined()
            })
    }

    /// A table that scrolls by itself where it is wider than the page.
    private func table(header: String?, rows: [String]) -> String {
        var html = "<div class=\"scroll\" tabindex=\"0\"><table>\n"
        if let header { html += "<thead><tr>\(header)</tr></thead>\n" }
        html += "<tbody>\n" + rows.prefix(Self.mostRows).map { "<tr>\($0)</tr>\n" }.joined()
        if rows.count > Self.mostRows {
            html += "<tr><th scope=\"row\">… \(rows.count - Self.mostRows) more</th></tr>\n"
        }
        return html + "</tbody></table></div>\n"
    }

    private func list(_ sentences: [ReportPage.Sentence]) -> String {
        var items = sentences.prefix(Self.mostRows).map { sentence in
            let mark =
                sentence.mark == " " ? "" : "<span class=\"mark\" aria-hidden=\"true\">\(text(sentence.mark))</span> "
            return "<li class=\"\(sentence.tone.name)\">\(mark)\(text(sentence.text))</li>\n"
        }
        if sentences.count > Self.mostRows { items.append("<li>… \(sentences.count - Self.mostRows) more</li>\n") }
        return "<ul class=\"sentences\">\n" + items.joined() + "</ul>\n"
    }

    private func figure(_ chart: ReportPage.Chart) -> String {
        "<figure>\n" + SVGChart(chart).draw() + "<figcaption>\(text(chart.title))</figcaption>\n"
            + "<details><summary>Numbers</summary>\n" + table(header: chart.header, rows: chart.rows)
            + "</details>\n</figure>\n"
    }

    private func text(_ text: String) -> String {
        EscapedText.html(text.count > Self.mostCharacters ? text.prefix(Self.mostCharacters) + "…" : text)
    }
}

extension ReportPage.Tone {
    fileprivate var name: String {
        switch self {
        case .plain: "plain"
        case .good: "good"
        case .warning: "warning"
        case .bad: "bad"
        }
    }
}
