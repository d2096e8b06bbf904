/// Numbers as text, the same on every machine and in every locale.
enum NumberText {
    /// A count with thousands separated: 7651964 gives "7,651,964".
    static func grouped(_ value: UInt64) -> String {
        let digits = Array(String(value))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// A number with a fixed count of decimals, rounded half away from zero; "nan" and "inf" where it is not finite.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
        var scale: UInt64 = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value.magnitude * Double(scale)).rounded()
        guard scaled < 9e18 else { return "\(value)" }
        let units = UInt64(scaled)
        let sign = value < 0 && units > 0 ? "-" : ""
        guard decimals > 0 else { return sign + grouped(units) }
        let fraction = String(units % scale)
        return sign + grouped(units / scale) + "."
            + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    /// A share as a percentage with one decimal; shares that are small but not zero say so.
    static func percent(_ share: Double) -> String {
        if share > 0, share < 0.0005 { return "< 0.1 %" }
        if share < 1, share > 0.9995 { return "> 99.9 %" }
        return fixed(share * 100, 1) + " %"
    }

    /// A byte count in the largest binary unit that leaves at least 1: 65536 gives "64 KiB".
    static func binarySize(_ bytes: UInt64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        var unit = 0
        var size = Double(bytes)
        while size >= 1024, unit < units.count - 1 {
            size /= 1024
            unit += 1
        }
        let whole = size == size.rounded()
        return fixed(size, whole || unit == 0 ? 0 : size < 10 ? 2 : 1) + " " + units[unit]
    }

    /// Three significant digits, with a power of ten beyond 10⁶ and below 10⁻³: 350000000000 gives "3.50e11".
    static func significant(_ value: Double) -> String {
        guard value != 0, value.isFinite else { return fixed(value, 0) }
        if value.magnitude >= 1e-3, value.magnitude < 1e6 {
            return fixed(value, value.magnitude >= 100 ? 0 : value.magnitude >= 10 ? 1 : value.magnitude >= 1 ? 2 : 4)
        }
        return scientific(value, decimals: 2)
    }

    /// Ten significant digits, without zeros at the end.
    static func precise(_ value: Double) -> String {
        guard value != 0, value.isFinite else { return fixed(value, 0) }
        if value.magnitude >= 1e-4, value.magnitude < 1e6 {
            var text = fixed(value, value.magnitude >= 1000 ? 6 : value.magnitude >= 1 ? 9 : 10)
            while text.last == "0" { text.removeLast() }
            if text.last == "." { text.removeLast() }
            return text
        }
        return scientific(value, decimals: 9)
    }

    private static func scientific(_ value: Double, decimals: Int) -> String {
        var exponent = 0
        var mantissa = value
        while mantissa.magnitude >= 10 {
            mantissa /= 10
            exponent += 1
        }
        while mantissa.magnitude < 1 {
            mantissa *= 10
            exponent -= 1
        }
        var text = fixed(mantissa, decimals)
        if text.hasPrefix("10.") || text.hasPrefix("-10.") {
            text = fixed(mantissa / 10, decimals)
            exponent += 1
        }
        return "\(text)e\(exponent)"
    }
}
