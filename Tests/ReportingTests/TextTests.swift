import Testing

@testable import Reporting

@Suite("Numbers as text")
struct NumberTextTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (7_651_964, "7,651,964"), (UInt64.max, "18,446,744,073,709,551,615"),
    ])
    func `counts are grouped by thousands`(value: UInt64, text: String) {
        #expect(NumberText.grouped(value) == text)
    }

    @Test(arguments: [
        (2.29935, 4, "2.2994"), (-0.00001, 4, "0.0000"), (0.05, 1, "0.1"), (1234.5, 0, "1,235"), (.nan, 2, "nan"),
        (-.infinity, 2, "-inf"), (0.9996, 3, "1.000"),
    ])
    func `decimals are fixed`(value: Double, decimals: Int, text: String) {
        #expect(NumberText.fixed(value, decimals) == text)
    }

    @Test(arguments: [(0, "0.0 %"), (1, "100.0 %"), (0.0001, "< 0.1 %"), (0.99999, "> 99.9 %"), (0.4912, "49.1 %")])
    func `a small share is not shown as none`(share: Double, text: String) {
        #expect(NumberText.percent(share) == text)
    }

    @Test(arguments: [(32768, "32 KiB"), (1_500_000, "1.43 MiB"), (12, "12 B"), (134_217_728, "128 MiB")])
    func `sizes are binary`(bytes: UInt64, text: String) {
        #expect(NumberText.binarySize(bytes) == text)
    }

    @Test(arguments: [
        (3.5e11, "3.50e11"), (0.125, "0.1250"), (9.999e-21, "1.00e-20"), (26.074, "26.1"), (-2e9, "-2.00e9"),
    ])
    func `three significant digits`(value: Double, text: String) {
        #expect(NumberText.significant(value) == text)
    }
}

@Suite("Escaped text")
struct EscapedTextTests {
    @Test func `a terminal is never sent a control character`() {
        let hostile = "a\u{1B}]0;title\u{7}b\u{202E}c\u{0}\u{9B}31m\u{200D}é漢"
        let escaped = EscapedText.terminal(hostile)
        #expect(escaped == "a\\u{1B}]0;title\\u{7}b\\u{202E}c\\u{0}\\u{9B}31m\\u{200D}é漢")
    }

    @Test func `Markdown keeps neither markup nor HTML`() {
        #expect(
            EscapedText.markdown("<img src=x> | [a](b) **c** `d`")
                == "&lt;img src=x&gt; \\| \\[a\\]\\(b\\) \\*\\*c\\*\\* \\`d\\`")
    }
}
