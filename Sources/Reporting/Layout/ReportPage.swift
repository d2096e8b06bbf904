/// A report as blocks of text, before it becomes a terminal table, Markdown or HTML.
///
/// What is said, in which order and with which words is decided once, here; the formats only draw it. All text is
/// unescaped: the formats escape it.
struct ReportPage: Hashable {
    var title: String
    var sections: [Section] = []

    struct Section: Hashable {
        var title: String
        var blocks: [Block] = []

        /// One line that tells what the group means.
        var meaning: String
    }

    indirect enum Block: Hashable {
        /// Rows of label, value and remark.
        case facts([Fact])

        /// A table whose first column is text and whose other columns are numbers.
        case table(header: [String], rows: [[String]])

        /// Rows of label, value and a bar for the value's share of the largest.
        case bars([Bar])

        /// Sentences, each with a mark in front.
        case sentences([Sentence])

        /// A chart with its numbers, where a format can draw one; other blocks where it cannot.
        case drawing(Chart, otherwise: [Block])
    }

    struct Fact: Hashable {
        var label: String
        var value: String
        var remark = ""
    }

    struct Bar: Hashable {
        var label: String
        var value: String
        var share: Double
    }

    struct Sentence: Hashable {
        var mark: String
        var text: String
        var tone: Tone = .plain
    }

    enum Tone: Hashable {
        case plain, good, warning, bad
    }
}
