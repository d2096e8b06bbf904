/// Numbers as a row of bars, one character each.
enum Sparkline {
    private static let bars = Array("▁▂▃▄▅▆▇█")

    /// The bars of some values between the ends of a range; all of middle height where the range has no width.
    static func draw(_ values: [Double], in range: ClosedRange<Double>) -> String {
        let width = range.upperBound - range.lowerBound
        return String(
            values.map { value in
                guard width > 0 else { return bars[bars.count / 2] }
                let share = ((value - range.lowerBound) / width).clamped(to: 0...1)
                return bars[Int((share * Double(bars.count - 1)).rounded())]
            })
    }
}
