/// A number of a policy with the unit behind it: `0.95`, `3%`, `2.4 bit/byte`, `16MiB`.
struct Quantity: Hashable {
    var number: Double

    /// The unit as it was written; empty where there is none.
    var unit: String

    init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || "+-._eE".contains($0)) }
        // An e that belongs to no exponent begins a unit.
        var end = digits.endIndex
        while end > text.startIndex, Double(text[..<end].replacing("_", with: "")) == nil {
            end = text.index(before: end)
        }
        guard let number = Double(text[..<end].replacing("_", with: "")), number.isFinite else { return nil }
        self.number = number
        unit = text[end...].trimmingSpaces()
    }

    /// What is wrong with a unit, and what to write instead.
    struct UnitMistake: Error {
        var message: String
    }

    /// The number in a figure's unit.
    func value(in wanted: String) throws(UnitMistake) -> Double {
        if unit.isEmpty || unit == wanted || unit == wanted + "s" { return number }
        if wanted == "1" {
            if unit == "%" { return number / 100 }
        } else if unit == "%" {
            throw UnitMistake(
                message: "the figure is in \(wanted), and a percentage is of nothing; write a number, or ask for "
                    + "change_must_be_between")
        }
        if wanted == "byte", let factor = Self.byteUnits[unit.lowercased()] { return number * factor }
        if unit.hasPrefix("nat"), wanted.hasPrefix("bit") {
            throw UnitMistake(
                message:
                    "the figure is in \(wanted); \(number) \(unit) are \(rounded(number * 1.4426950408889634)) \(wanted)"
            )
        }
        throw UnitMistake(
            message: wanted == "1"
                ? "the figure is a share or a ratio without a unit; write a number or a percentage"
                : "the figure is in \(wanted), not in \(unit); write \(rounded(number)) \(wanted)")
    }

    private static let byteUnits: [String: Double] = [
        "b": 1, "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824, "tib": 1_099_511_627_776, "kb": 1e3, "mb": 1e6,
        "gb": 1e9, "tb": 1e12,
    ]

    private func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}

extension Substring {
    func trimmingSpaces() -> String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
