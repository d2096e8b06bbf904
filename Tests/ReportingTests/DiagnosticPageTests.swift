import Testing

@testable import Assessment
@testable import Reporting

@Suite("Interval and diagnostics on the page")
struct DiagnosticPageTests {
    private func text(_ sections: [ReportPage.Section]) -> String {
        TerminalFormat(usesColor: false).draw(ReportPage(title: "t", sections: sections))
            .split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }

    private func interval(lower: Diagnosed, budget: UInt64?) -> CorpusReport.EntropyInterval {
        let upper = Figure(1.9, unit: "bit/byte", kind: .bound)
        return CorpusReport.EntropyInterval(
            basis: budget == nil ? "the sample" : "held-out documents", bytes: 480_175, documents: 31, lower: lower,
            point: budget == nil
                ? Diagnosed(absence: "needs the learned predictor")
                : Diagnosed(
                    Figure(
                        1.7, unit: "bit/byte", kind: .bound,
                        interval: Figure.Interval(lower: 1.65, upper: 1.75, method: "bootstrap"))),
            budget: budget, upper: Diagnosed(upper), mixture: upper,
            overhead: Figure(2.3, unit: "bit", kind: .diagnostic),
            codes: [CorpusReport.NamedFigure(name: "xz", figure: upper)])
    }

    /// P6 of THEORY section 1: the entropy is never shown without its n.
    @Test func `the interval says its n, its ends, and why one is missing`() {
        let page = text([
            ReportPage.entropyInterval(interval(lower: Diagnosed(absence: "not identified: forms"), budget: 4 << 20))
        ])
        #expect(page.contains("▽ lower end none not identified: forms"))
        #expect(page.contains("▲ point L*(n) 1.7000 bit/byte held-out loss after learning 4 MiB"))
        #expect(page.contains("[1.6500, 1.7500]"))
        #expect(page.contains("▲ upper end 1.9000 bit/byte 97.5 % quantile"))
        #expect(page.contains("2.3 bits above the shortest: xz"))
        #expect(page.contains("Of 480,175 bytes of 31 held-out documents"))
    }

    @Test func `without the predictor there is no point to show`() {
        let page = text([
            ReportPage.entropyInterval(interval(lower: Diagnosed(absence: "needs the learned predictor"), budget: nil))
        ])
        #expect(!page.contains("L*(n)"))
        #expect(page.contains("the mixture's code length; nothing was sampled"))
    }

    @Test func `what is absent says why, what is there has its bar and its unit`() {
        let none = Diagnosed(absence: "too little")
        func loss(_ value: Double) -> Figure {
            Figure(
                value, unit: "bit/byte", kind: .diagnostic,
                interval: Figure.Interval(lower: value, upper: value, method: "groups"))
        }
        let points = (0..<8).map { k in
            CorpusReport.Positions.Point(
                from: 1 << UInt64(k) - 1, to: 2 << UInt64(k) - 1, documents: 30, adapting: loss(4 - Double(k) / 4),
                frozen: loss(4))
        }
        let diagnostics = CorpusReport.Diagnostics(
            positions: CorpusReport.Positions(points: points, adaptingSlope: none, frozenSlope: none),
            halves: CorpusReport.Halves(points: [], exponent: none), vocabulary: .absent("no word"),
            order: CorpusReport.Order(effect: none, mixingPenalty: Diagnosed(loss(0.25))))
        let page = text(ReportPage.diagnostics(diagnostics))
        // Positions from 31 on: three bins, shared scale.
        #expect(page.contains("learning inside ▃▂▁ 2.75 → 2.25 bit/byte"))
        #expect(page.contains("tables frozen ███"))
        #expect(page.contains("◇ slope, learning inside none too little"))
        #expect(page.contains("◇ Zipf exponent none no word"))
        #expect(page.contains("◇ mixing penalty 0.2500 bit/byte"))
    }

    @Test func `a sparkline spans its range and survives one without width`() {
        #expect(Sparkline.draw([0, 0.5, 1, 2], in: 0...1) == "▁▅██")
        #expect(Sparkline.draw([3, 3], in: 3...3) == "▅▅")
        #expect(Sparkline.draw([], in: 0...1).isEmpty)
    }
}
