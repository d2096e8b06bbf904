extension Unicode.Scalar {
    /// Whether the scalar cannot be seen, or controls what shows it: control characters, what turns the direction of
    /// writing, separators of lines, and what is no character.
    package var isUnshowable: Bool {
        if isASCII { return value < 0x20 || value == 0x7F }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }
}

extension String {
    /// The text on one line, with `\u{…}` in the place of every unshowable scalar.
    package var showable: String {
        var result = ""
        for scalar in unicodeScalars {
            if scalar.isUnshowable {
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// JSON that may be sent to a terminal.
package enum ShowableJSON: Sendable {
    /// The same value, with `\u` in the place of every unshowable scalar; line feeds between values stay.
    ///
    /// - Parameter json: JSON in UTF-8, whose strings have no bare control characters in ASCII but DEL.
    /// - Complexity: O(*n*).
    package static func bytes(_ json: [UInt8]) -> [UInt8] {
        guard json.contains(where: { $0 >= 0x7F }) else { return json }
        var result: [UInt8] = []
        result.reserveCapacity(json.count + 64)
        for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
            if scalar != "\n" && scalar.isUnshowable {
                for unit in String(scalar).utf16 { append(unit, to: &result) }
            } else {
                result.append(contentsOf: String(scalar).utf8)
            }
        }
        return result
    }

    /// A UTF-16 code unit as `\u` and four digits.
    package static func append(_ unit: UInt16, to bytes: inout [UInt8]) {
        let digits = String(unit, radix: 16)
        bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8)
    }
}
