/// Draws a chart as SVG, in a frame of 420 × 240 units.
struct SVGChart {
    let chart: ReportPage.Chart

    /// How many colours there are.
    private static let colours = 4

    private static let width = 420.0
    private static let height = 240.0
    private static let left = 44.0
    private static let right = 12.0
    private static let top = 24.0
    private static let bottom = 34.0

    init(_ chart: ReportPage.Chart) { self.chart = chart }

    func draw() -> String {
        switch chart.drawing {
        case .lines(let categories, let unit, let series): lines(categories, unit, series)
        case .columns(let categories, let unit, let values): columns(categories, unit, values)
        case .stack(let parts): stack(parts)
        case .ranges(let unit, let ranges): self.ranges(unit, ranges)
        }
    }

    private func frame(height: Double = Self.height, _ body: String) -> String {
        "<svg viewBox=\"0 0 \(number(Self.width)) \(number(height))\" role=\"img\" aria-label=\"\(escaped(chart.title))\">\n"
            + body + "</svg>\n"
    }

    private func lines(_ categories: [String], _ unit: String, _ series: [ReportPage.Series]) -> String {
        let values = series.flatMap { line in
            line.values.compactMap(\.self) + line.intervals.compactMap(\.self).flatMap { [$0.lower, $0.upper] }
        }
        let axis = ValueAxis(values)
        func x(_ index: Int) -> Double { place(index, of: categories.count) }
        func y(_ value: Double) -> Double { vertical(value, axis) }
        var body = axes(axis, unit) + labels(categories, x)
        for (number, line) in series.enumerated() {
            let colour = "s\(number % Self.colours)"
            for run in runs(line.intervals) where run.count > 1 {
                let points =
                    run.compactMap { index in line.intervals[index].map { (x(index), y($0.upper)) } }
                    + run.reversed().compactMap { index in line.intervals[index].map { (x(index), y($0.lower)) } }
                body += "<path class=\"band \(colour)\" d=\"\(path(points))Z\"/>\n"
            }
            for run in runs(line.intervals) where run.count == 1 {
                for index in run {
                    guard let interval = line.intervals[index] else { continue }
                    body +=
                        "<path class=\"line \(colour)\" d=\"\(path([(x(index), y(interval.upper)), (x(index), y(interval.lower))]))\"/>\n"
                }
            }
            for run in runs(line.values) {
                let points = run.compactMap { index in line.values[index].map { (x(index), y($0)) } }
                body +=
                    "<path class=\"line \(colour)\(line.isExtrapolation ? " dashed" : "")\" d=\"\(path(points))\"/>\n"
                for (index, point) in zip(run, points) where !line.isExtrapolation {
                    let mark = line.marked.contains(index)
                    body +=
                        "<circle class=\"\(mark ? "marked" : colour)\" cx=\"\(self.number(point.0))\" cy=\"\(self.number(point.1))\" r=\"\(mark ? 4 : 2)\"/>\n"
                }
            }
        }
        if series.count > 1 { body += legend(series.map(\.name)) }
        return frame(body)
    }

    private func columns(_ categories: [String], _ unit: String, _ values: [Double]) -> String {
        let axis = ValueAxis(values + [0])
        let room = (Self.width - Self.left - Self.right) / Double(max(categories.count, 1))
        var body = axes(axis, unit) + labels(categories) { Self.left + (Double($0) + 0.5) * room }
        for (index, value) in values.enumerated() {
            let y = vertical(value, axis)
            body +=
                "<rect class=\"s0\" x=\"\(number(Self.left + Double(index) * room + room * 0.1))\" y=\"\(number(y))\" "
                + "width=\"\(number(room * 0.8))\" height=\"\(number(max(0, vertical(0, axis) - y)))\"/>\n"
        }
        return frame(body)
    }

    private func stack(_ parts: [ReportPage.Part]) -> String {
        let drawn = parts.filter { $0.value > 0 }
        let whole = drawn.reduce(0) { $0 + $1.value }
        guard whole > 0 else { return frame(height: 20, "") }
        var body = ""
        var x = 4.0
        for (index, part) in drawn.enumerated() {
            let width = part.value / whole * (Self.width - 8)
            let colour = index % Self.colours
            body +=
                "<rect class=\"s\(colour) area\" x=\"\(number(x))\" y=\"6\" width=\"\(number(width))\" height=\"34\"/>\n"
            let y = 58.0 + 16 * Double(index)
            body += "<rect class=\"s\(colour)\" x=\"4\" y=\"\(number(y - 9))\" width=\"10\" height=\"10\"/>\n"
            body +=
                "<text x=\"20\" y=\"\(number(y))\">\(escaped(part.label)) \(NumberText.percent(part.value / whole))</text>\n"
            x += width
        }
        return frame(height: 58 + 16 * Double(drawn.count), body)
    }

    private func ranges(_ unit: String, _ ranges: [ReportPage.Range]) -> String {
        let axis = ValueAxis(
            ranges.flatMap { range in [range.value] + (range.interval.map { [$0.lower, $0.upper] } ?? []) } + [0])
        let left = 130.0
        let row = 22.0
        let height = Self.top + row * Double(ranges.count) + Self.bottom
        func x(_ value: Double) -> Double {
            left + (value - axis.low) / (axis.high - axis.low) * (Self.width - left - Self.right)
        }
        var body = ""
        for tick in axis.ticks {
            body += "<path class=\"axis\" d=\"\(path([(x(tick), Self.top), (x(tick), height - Self.bottom)]))\"/>\n"
            body +=
                "<text class=\"tick\" text-anchor=\"middle\" x=\"\(number(x(tick)))\" y=\"\(number(height - Self.bottom + 14))\">\(axis.label(tick))</text>\n"
        }
        for (index, range) in ranges.enumerated() {
            let y = Self.top + row * (Double(index) + 0.5)
            body += "<text x=\"4\" y=\"\(number(y + 4))\">\(escaped(shortened(range.label, 18)))</text>\n"
            if let interval = range.interval {
                body += "<path class=\"line s0\" d=\"\(path([(x(interval.lower), y), (x(interval.upper), y)]))\"/>\n"
            }
            body += "<circle class=\"s0\" cx=\"\(number(x(range.value)))\" cy=\"\(number(y))\" r=\"4\"/>\n"
        }
        body +=
            "<text class=\"tick\" text-anchor=\"end\" x=\"\(number(Self.width - Self.right))\" y=\"\(number(height - 4))\">\(escaped(unit))</text>\n"
        return frame(height: height, body)
    }
}

extension SVGChart {
    private func place(_ index: Int, of count: Int) -> Double {
        let room = Self.width - Self.left - Self.right
        return count > 1 ? Self.left + 8 + Double(index) / Double(count - 1) * (room - 16) : Self.left + room / 2
    }

    private func vertical(_ value: Double, _ axis: ValueAxis) -> Double {
        Self.height - Self.bottom
            - (value - axis.low) / (axis.high - axis.low) * (Self.height - Self.top - Self.bottom)
    }

    private func axes(_ axis: ValueAxis, _ unit: String) -> String {
        var body = ""
        for tick in axis.ticks {
            let y = vertical(tick, axis)
            body += "<path class=\"axis\" d=\"\(path([(Self.left, y), (Self.width - Self.right, y)]))\"/>\n"
            body +=
                "<text class=\"tick\" text-anchor=\"end\" x=\"\(number(Self.left - 4))\" y=\"\(number(y + 4))\">\(axis.label(tick))</text>\n"
        }
        return body + "<text class=\"tick\" x=\"2\" y=\"10\">\(escaped(unit))</text>\n"
    }

    /// As many labels of categories as there is room for, the last among them.
    private func labels(_ categories: [String], _ x: (Int) -> Double) -> String {
        let longest = categories.map(\.count).max() ?? 1
        let room = max(1, Int((Self.width - Self.left - Self.right) / (Double(longest) * 6.5 + 8)))
        let step = max(1, (categories.count + room - 1) / room)
        return categories.indices.filter { (categories.count - 1 - $0) % step == 0 }.map { index in
            "<text class=\"tick\" text-anchor=\"middle\" x=\"\(number(x(index)))\" y=\"\(number(Self.height - Self.bottom + 14))\">\(escaped(shortened(categories[index], 24)))</text>\n"
        }.joined()
    }

    private func legend(_ names: [String]) -> String {
        var x = Self.left
        return names.enumerated().map { index, name in
            let y = Self.height - 6
            defer { x += Double(name.count) * 6.2 + 26 }
            return
                "<rect class=\"s\(index % Self.colours)\" x=\"\(number(x))\" y=\"\(number(y - 8))\" width=\"10\" height=\"8\"/>"
                + "<text x=\"\(number(x + 14))\" y=\"\(number(y))\">\(escaped(name))</text>\n"
        }.joined()
    }

    /// Stretches of values that are there.
    private func runs<Value>(_ values: [Value?]) -> [[Int]] {
        var runs: [[Int]] = []
        var isOpen = false
        for index in values.indices {
            if values[index] == nil {
                isOpen = false
            } else if isOpen {
                runs[runs.count - 1].append(index)
            } else {
                runs.append([index])
                isOpen = true
            }
        }
        return runs
    }

    private func path(_ points: [(Double, Double)]) -> String {
        points.enumerated().map { "\($0 == 0 ? "M" : "L")\(number($1.0)) \(number($1.1))" }.joined()
    }

    private func number(_ value: Double) -> String {
        // The grouping of thousands is for readers.
        NumberText.fixed(value.isFinite ? value : 0, 1).filter { $0 != "," }
    }

    private func shortened(_ text: String, _ count: Int) -> String {
        text.count > count ? text.prefix(count - 1) + "…" : text
    }

    private func escaped(_ text: String) -> String { EscapedText.html(text) }
}

/// An axis of values with round ticks.
struct ValueAxis {
    let low: Double
    let high: Double
    let ticks: [Double]
    private let decimals: Int

    /// An axis that holds values; those that are not finite are passed over.
    init(_ values: [Double]) {
        let finite = values.filter(\.isFinite)
        let least = finite.min() ?? 0
        let most = max(finite.max() ?? 1, least)
        let span = most > least ? most - least : max(most.magnitude, 1)
        // 1, 2 or 5 times a power of ten, so that there are three to seven ticks.
        var step = 1.0
        var decimals = 0
        while step > span / 3 {
            step /= 10
            decimals += 1
        }
        while step * 10 <= span / 3 { step *= 10 }
        for factor in [5.0, 2.0] where step * factor <= span / 3 {
            step *= factor
            break
        }
        let first = (least / step).rounded(.down)
        let last = max((most / step).rounded(.up), first + 1)
        low = first * step
        high = last * step
        ticks = (0...Int(last - first)).map { (first + Double($0)) * step }
        self.decimals = min(decimals, 9)
    }

    func label(_ value: Double) -> String {
        value.magnitude >= 1e6 ? NumberText.significant(value) : NumberText.fixed(value, decimals)
    }
}
