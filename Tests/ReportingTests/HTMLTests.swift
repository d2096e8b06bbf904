import Testing

@testable import Reporting

@Suite("HTML pages")
struct HTMLTests {
    private let hostile = "<script>alert('1')</script>\u{1B}[31m\" onload=\"x\u{202E} & é"

    private func page(_ blocks: [ReportPage.Block], sections: Int = 1) -> ReportPage {
        ReportPage(
            title: hostile,
            sections: (0..<sections).map { .init(title: "\(hostile) \($0)", blocks: blocks, meaning: hostile) })
    }

    private func chart(_ drawing: ReportPage.Drawing) -> ReportPage.Block {
        .drawing(
            .init(title: hostile, drawing: drawing, header: ["", "value"], rows: [[hostile, "1"]]), otherwise: [])
    }

    @Test func `text from outside stays text`() {
        let html = HTMLFormat().draw(
            page([
                .facts([.init(label: hostile, value: hostile, remark: hostile)]),
                .table(header: [hostile, ""], rows: [[hostile, hostile]]),
                .bars([.init(label: hostile, value: hostile, share: .nan)]),
                .sentences([.init(mark: "<", text: hostile, tone: .bad)]),
                chart(
                    .lines(
                        categories: [hostile, "b"], unit: hostile, series: [.init(name: hostile, values: [1, nil])])),
                chart(.columns(categories: [hostile], unit: hostile, values: [.infinity])),
                chart(.stack([.init(label: hostile, value: 1), .init(label: "none", value: -1)])),
                chart(.ranges(unit: hostile, [.init(label: hostile, value: 1, interval: .init(lower: 0, upper: 2))])),
            ]))
        #expect(!html.contains("<script") && !html.contains("onload=\"") && !html.contains("\u{1B}"))
        #expect(!html.contains("\u{202E}") && html.contains("&lt;script&gt;"))
        #expect(!html.contains("nan") && !html.contains("inf\""))
        // Every element that is opened is closed.
        for name in ["section", "table", "tr", "figure", "svg", "details", "ul", "li", "div", "text", "span"] {
            let opened = html.components(of: "<\(name)>") + html.components(of: "<\(name) ")
            #expect(opened == html.components(of: "</\(name)>"), "\(name)")
        }
    }

    @Test func `a page has two million bytes at most, and says what it lacks`() {
        let rows = (0..<10_000).map { ["\($0)", String(repeating: "&", count: 5000)] }
        let html = HTMLFormat().draw(page([.table(header: ["", ""], rows: rows)], sections: 40))
        #expect(html.utf8.count <= 2_000_000)
        #expect(html.contains("9700 more") && html.contains("left out") && html.hasSuffix("</html>\n"))
    }

    @Test(arguments: [
        [0.0, 1], [1.7828, 8.0004], [5, 5], [0], [-0.12, 0.03], [1e-6, 3e-6], [12, 98_765_432], [], [.nan, 1],
    ])
    func `an axis holds its values between round ticks`(values: [Double]) {
        let axis = ValueAxis(values)
        #expect(axis.low < axis.high && (2...12).contains(axis.ticks.count))
        for value in values where value.isFinite {
            #expect(value >= axis.low - 1e-9 && value <= axis.high * (1 + 1e-12) + 1e-9)
        }
        let steps = zip(axis.ticks, axis.ticks.dropFirst()).map { $1 - $0 }
        for step in steps { #expect(abs(step - steps[0]) < 1e-9 * max(1, abs(axis.high))) }
    }

    @Test func `formats without charts show what stands in their place`() {
        let block = ReportPage.Block.drawing(
            .init(title: "chart", drawing: .stack([]), header: [], rows: []),
            otherwise: [.sentences([.init(mark: "·", text: "in words")])])
        let page = ReportPage(title: "t", sections: [.init(title: "s", blocks: [block], meaning: "")])
        #expect(TerminalFormat(usesColor: false).draw(page).contains("in words"))
        #expect(MarkdownFormat().draw(page).contains("in words"))
        #expect(HTMLFormat().draw(page).contains("<figcaption>chart</figcaption>"))
    }
}

extension String {
    /// How often a piece occurs.
    fileprivate func components(of piece: String) -> Int { ranges(of: piece).count }
}
