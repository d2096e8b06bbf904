/// Draws a page for a terminal of 80 columns.
struct TerminalFormat {
    /// Whether to use ANSI colours.
    var usesColor: Bool

    /// The width that lines are wrapped to.
    var width = 80

    func draw(_ page: ReportPage) -> String {
        var lines = [styled(EscapedText.terminal(page.title), "1")]
        for section in page.sections {
            lines.append("")
            lines.append(styled(EscapedText.terminal(section.title), "1"))
            for block in section.blocks { lines += draw(block) }
            if !section.meaning.isEmpty {
                lines += wrap(EscapedText.terminal(section.meaning), indent: "  ", first: "  ").map { styled($0, "2") }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func draw(_ block: ReportPage.Block) -> [String] {
        switch block {
        case .facts(let facts): draw(facts: facts)
        case .table(let header, let rows): draw(header: header, rows: rows)
        case .bars(let bars): draw(bars: bars)
        case .drawing(_, let otherwise): otherwise.flatMap { draw($0) }
        case .sentences(let sentences):
            sentences.flatMap { sentence in
                wrap(EscapedText.terminal(sentence.text), indent: "    ", first: "  \(sentence.mark) ")
                    .map { styled($0, code(of: sentence.tone)) }
            }
        }
    }

    private func draw(facts: [ReportPage.Fact]) -> [String] {
        let facts = facts.map {
            ReportPage.Fact(
                label: EscapedText.terminal($0.label), value: EscapedText.terminal($0.value),
                remark: EscapedText.terminal($0.remark))
        }
        let labelWidth = facts.map(\.label.count).max() ?? 0
        let valueWidth = facts.filter { !$0.remark.isEmpty || isNumber($0.value) }.map(\.value.count).max() ?? 0
        return facts.flatMap { fact in
            let value = isNumber(fact.value) ? padded(fact.value, valueWidth) : fact.value
            let head = "  " + fact.label.padding(to: labelWidth) + "  " + value
            guard !fact.remark.isEmpty else { return [head] }
            let start = 2 + labelWidth + 2 + max(valueWidth, value.count) + 2
            if start > width - 24 {
                return [head] + wrap(fact.remark, indent: "      ", first: "      ")
            }
            return wrap(
                fact.remark, indent: String(repeating: " ", count: start), first: head.padding(to: start))
        }
    }

    private func draw(header: [String], rows: [[String]]) -> [String] {
        let all = ([header] + rows).map { $0.map(EscapedText.terminal) }
        let columns = header.count
        let widths = (0..<columns).map { column in all.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return all.enumerated().map { index, row in
            var line = " "
            for column in 0..<columns {
                let cell = column < row.count ? row[column] : ""
                line += " " + (column == 0 ? cell.padding(to: widths[0]) : padded(cell, widths[column] + 1))
            }
            return index == 0 ? styled(line, "2") : line
        }
    }

    private func draw(bars: [ReportPage.Bar]) -> [String] {
        let bars = bars.map {
            ReportPage.Bar(
                label: EscapedText.terminal($0.label), value: EscapedText.terminal($0.value), share: $0.share)
        }
        let labelWidth = bars.map(\.label.count).max() ?? 0
        let valueWidth = bars.map(\.value.count).max() ?? 0
        let room = max(width - labelWidth - valueWidth - 6, 10)
        return bars.map { bar in
            let eighths = Int((bar.share.clamped(to: 0...1) * Double(room * 8)).rounded())
            var drawn = String(repeating: "█", count: eighths / 8)
            if eighths % 8 > 0 { drawn += ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8] }
            return "  " + padded(bar.label, labelWidth) + "  "
                + padded(bar.value, valueWidth) + "  " + drawn
        }
    }

    /// Wraps at spaces; a word longer than the line stands alone.
    private func wrap(_ text: String, indent: String, first: String) -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = indent
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }

    private func isNumber(_ text: String) -> Bool {
        text.first.map { $0.isNumber || $0 == "-" || $0 == "<" || $0 == ">" } ?? false
    }

    private func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private func code(of tone: ReportPage.Tone) -> String {
        switch tone {
        case .plain: ""
        case .good: "32"
        case .warning: "33"
        case .bad: "31"
        }
    }

    private func styled(_ text: String, _ code: String) -> String {
        usesColor && !code.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

extension String {
    func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

extension Double {
    func clamped(to range: ClosedRange<Double>) -> Double {
        min(max(self, range.lowerBound), range.upperBound)
    }
}
