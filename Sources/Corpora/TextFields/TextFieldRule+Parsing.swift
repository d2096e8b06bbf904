public import Diagnostics

extension TextFieldRule {
    /// Reads the printed form: `a.b`, `messages[].content`, `question + answer`, `input?`, `"a key.with dots"`.
    ///
    /// - Throws: `invalid-text-field` where it cannot be understood.
    public init(parsing text: String) throws(AssayError) {
        var parser = TextFieldParser(text)
        self.init(try parser.rule())
    }
}

/// A reader of the printed form of rules.
private struct TextFieldParser {
    private let text: String
    private var rest: Substring.UnicodeScalarView

    init(_ text: String) {
        self.text = text
        rest = text[...].unicodeScalars
    }

    mutating func rule() throws(AssayError) -> [TextFieldPath] {
        var paths: [TextFieldPath] = []
        repeat { paths.append(try path()) } while take("+")
        guard rest.isEmpty else { throw failure }
        return paths
    }

    private mutating func path() throws(AssayError) -> TextFieldPath {
        var keys: [TextFieldPath.Key] = []
        repeat {
            let name = try key()
            let each = take("[")
            if each && !take("]") { throw failure }
            keys.append(.init(name, each: each))
        } while take(".")
        return TextFieldPath(keys, isOptional: take("?"))
    }

    private mutating func key() throws(AssayError) -> String {
        if take("\"") { return try quotedKey() }
        let name = rest.prefix { !TextFieldPath.specialCharacters.contains($0) }
        guard !name.isEmpty else { throw failure }
        rest = rest[name.endIndex...]
        return String(Substring(name))
    }

    private mutating func quotedKey() throws(AssayError) -> String {
        var name = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return String(name)
            case "\\":
                guard let escaped = rest.popFirst() else { throw failure }
                name.append(escaped)
            default: name.append(scalar)
            }
        }
        throw failure
    }

    private var failure: AssayError {
        AssayError(
            .invalidTextField,
            "the text field '\(text)' cannot be understood; write it like text, meta.body, messages[].content or "
                + "question+answer")
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        rest = rest.drop { $0 == " " }
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }
}
