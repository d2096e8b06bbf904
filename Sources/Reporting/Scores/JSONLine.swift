internal import Corpora
internal import Diagnostics

/// One JSON object on a line; its keys are names in ASCII and stand in the order in which they are written.
///
/// Numbers have four decimals at most, rounded half away from zero, and no zeros at the end: the same text on every machine.
struct JSONLine {
    private(set) var bytes: [UInt8]
    private var isFirst = true

    private static let decimals = 10_000.0

    /// Begins an object behind what there is.
    ///
    /// - Parameter output: Is empty until ``end(into:)`` puts it back, longer.
    init(appendingTo output: inout [UInt8]) {
        bytes = []
        swap(&bytes, &output)
        bytes.append(UInt8(ascii: "{"))
    }

    /// Ends the line, and gives back the output.
    mutating func end(into output: inout [UInt8]) {
        bytes.append(UInt8(ascii: "}"))
        bytes.append(0x0A)
        swap(&bytes, &output)
    }

    private mutating func key(_ name: String) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func value(_ name: String, _ count: UInt64) {
        key(name)
        append(count)
    }

    /// Nothing where there is no number.
    mutating func value(_ name: String, _ number: Double?) {
        guard let number, number.isFinite else { return }
        key(name)
        append(number)
    }

    mutating func value(_ name: String, _ text: String) {
        key(name)
        append(text)
    }

    /// `null` where there is none.
    mutating func value(_ name: String, _ identifier: RecordIdentifier?) {
        key(name)
        switch identifier {
        case .text(let text): append(text)
        case .number(let digits): bytes.append(contentsOf: digits.utf8)
        case nil: bytes.append(contentsOf: "null".utf8)
        }
    }

    mutating func list(_ name: String, _ texts: [String]) {
        key(name)
        bytes.append(UInt8(ascii: "["))
        for (place, text) in texts.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            append(text)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// `[[0, end, number]]`, the number with a point in it: readers in which `1` is not `1.0` compare it.
    mutating func span(_ name: String, end: UInt64, _ number: Double) {
        guard number.isFinite else { return }
        key(name)
        bytes.append(contentsOf: "[[0,".utf8)
        append(end)
        bytes.append(UInt8(ascii: ","))
        let start = bytes.count
        append(number)
        if !bytes[start...].contains(UInt8(ascii: ".")) { bytes.append(contentsOf: ".0".utf8) }
        bytes.append(contentsOf: "]]".utf8)
    }

    mutating func object(_ name: String, _ body: (inout JSONLine) -> Void) {
        key(name)
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    private mutating func append(_ count: UInt64) {
        let start = bytes.count
        var rest = count
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: 0x30 + rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    private mutating func append(_ number: Double) {
        let scaled = (number.magnitude * Self.decimals).rounded()
        guard scaled < 9e18 else { return bytes.append(contentsOf: "\(number)".utf8) }
        let units = UInt64(scaled)
        if number < 0, units > 0 { bytes.append(UInt8(ascii: "-")) }
        append(units / 10_000)
        var fraction = units % 10_000
        guard fraction > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var place: UInt64 = 1000
        while fraction > 0 {
            bytes.append(UInt8(truncatingIfNeeded: 0x30 + fraction / place))
            fraction %= place
            place /= 10
        }
    }

    /// A string with quotes, backslashes and controls escaped; control over terminals included.
    private mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        // Most texts are names in ASCII.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
            bytes.append(contentsOf: text.utf8)
            bytes.append(UInt8(ascii: "\""))
            return
        }
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" {
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else if scalar.isUnshowable {
                for unit in String(scalar).utf16 { ShowableJSON.append(unit, to: &bytes) }
            } else {
                bytes.append(contentsOf: String(scalar).utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
