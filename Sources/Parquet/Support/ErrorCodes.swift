public import Diagnostics

extension AssayError.Code {
    /// The file, or a column of it, is encrypted.
    public static let encryptedInput = Self(rawValue: "encrypted-input")
    /// A page's values or levels are encoded in a way that is not read.
    public static let unsupportedPageEncoding = Self(rawValue: "unsupported-page-encoding")
    /// A page, a footer or a dictionary is larger than the limit.
    public static let pageTooLarge = Self(rawValue: "page-too-large")
    /// A row has more values or bytes than the limit.
    public static let rowTooLarge = Self(rawValue: "row-too-large")
    /// A column decodes to more values or bytes than the limit.
    public static let expansionTooLarge = Self(rawValue: "expansion-too-large")
    /// A column holds no byte strings.
    public static let columnNotText = Self(rawValue: "column-not-text")
}

extension AssayError {
    /// The error for damage, not yet located.
    static func damaged(_ what: String) -> AssayError {
        AssayError(.corruptInput, "is damaged: \(what); write the file again or leave it out")
    }

    /// The error for data that ends too early, not yet located.
    static func truncated(_ what: String) -> AssayError {
        AssayError(.truncatedInput, "ends too early: \(what); copy or write the file again")
    }

    /// The same error with what is known of the place, where it had none.
    func located(path: String, byte: UInt64? = nil, column: ParquetColumn? = nil) -> AssayError {
        var error = self
        if error.location.path == nil { error.location.path = path }
        if error.location.byte == nil { error.location.byte = byte }
        if error.cause == nil, let column { error.cause = "column \(shown(column.name))" }
        return error
    }
}

/// A name from a file as it may be shown: short, and without what moves a terminal's cursor or turns the text.
func shown(_ name: String) -> String {
    var text = "'"
    for scalar in name.unicodeScalars.prefix(120) {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B..<0x2010, 0x2028..<0x202F, 0x2060..<0x2070, 0xFEFF:
            text += "\\u{\(String(scalar.value, radix: 16))}"
        default: text.unicodeScalars.append(scalar)
        }
    }
    return text + (name.unicodeScalars.count > 120 ? "…'" : "'")
}
