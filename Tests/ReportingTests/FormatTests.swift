import Testing

@testable import Reporting

@Suite("Page formats")
struct FormatTests {
    private let page = ReportPage(
        title: "corpus \u{1B}[31m",
        sections: [
            .init(
                title: "Facts",
                blocks: [
                    .facts([
                        .init(
                            label: "short", value: "1",
                            remark: "a remark that is long enough to be wrapped at the end of a line of eighty columns"),
                        .init(label: "a longer label", value: "1,000"),
                    ]),
                    .table(header: ["", "bit/byte"], rows: [["▲ xz", "2.2994"], ["▲ order-0", "10.1"]]),
                    .bars([.init(label: "1 KiB", value: "8", share: 1), .init(label: "32 KiB", value: "4", share: 0.5)]
                    ),
                    .sentences([.init(mark: "!", text: "a | pipe", tone: .warning)]),
                ], meaning: "what it means")
        ])

    @Test func `numbers of a table line up on the right and lines fit`() {
        let lines = TerminalFormat(usesColor: false).draw(page).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 80 })
        let rows = lines.filter { $0.contains("▲") }
        #expect(Set(rows.map(\.count)).count == 1)
        #expect(lines.contains { $0.contains("████") })
    }

    @Test func `colours are there only when asked for, and text cannot bring its own`() {
        #expect(!TerminalFormat(usesColor: false).draw(page).contains("\u{1B}"))
        let coloured = TerminalFormat(usesColor: true).draw(page)
        #expect(coloured.contains("\u{1B}[33m"))
        #expect(!coloured.contains("\u{1B}[31m"))
    }

    @Test func `a bar is as long as its share`() {
        let lines = TerminalFormat(usesColor: false).draw(page).split(separator: "\n")
        let lengths = lines.filter { $0.contains("KiB") }.map { line in line.count { $0 == "█" } }
        #expect(abs(lengths[0] - 2 * lengths[1]) <= 1)
    }

    @Test func `Markdown tables have as many cells in every row`() {
        let lines = MarkdownFormat().draw(page).split(separator: "\n", omittingEmptySubsequences: false)
        for table in lines.split(whereSeparator: { !$0.hasPrefix("|") }) {
            let cells = table.map { row in row.replacing("\\|", with: "").count { $0 == "|" } }
            #expect(Set(cells).count == 1)
        }
        #expect(lines.contains("- ! a \\| pipe"))
    }
}
