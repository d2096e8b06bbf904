extension ReportPage {
    /// A chart: what is drawn, and the same numbers as a table.
    struct Chart: Hashable {
        /// What the chart shows, in a sentence that stands for it where it cannot be seen.
        var title: String

        var drawing: Drawing

        /// The header of the table of numbers.
        var header: [String]

        /// Its rows.
        var rows: [[String]]
    }

    enum Drawing: Hashable {
        /// Lines over categories in order, with bands around them where values have intervals.
        case lines(categories: [String], unit: String, series: [Series])

        /// A column for each category.
        case columns(categories: [String], unit: String, values: [Double])

        /// One bar of parts, which add up to the whole; parts below zero are not drawn.
        case stack([Part])

        /// Values with intervals, one below the other.
        case ranges(unit: String, [Range])
    }

    /// A line.
    struct Series: Hashable {
        var name: String

        /// A value for each category; nil leaves a gap.
        var values: [Double?]

        /// Where each value's interval begins and ends.
        var intervals: [Interval?] = []

        /// Whether it is an extrapolation, which is drawn dashed.
        var isExtrapolation = false

        /// Categories whose value stands out.
        var marked: Set<Int> = []
    }

    struct Interval: Hashable {
        var lower: Double
        var upper: Double

        init(lower: Double, upper: Double) {
            self.lower = lower
            self.upper = upper
        }
    }

    struct Part: Hashable {
        var label: String
        var value: Double
    }

    struct Range: Hashable {
        var label: String
        var value: Double
        var interval: Interval?
    }
}
