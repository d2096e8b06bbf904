/// How a file's decoded bytes are read as documents.
public enum FileFormat: Sendable, Hashable {
    /// The file is one document.
    case plainText
    /// Every line that is not blank is a record, whose text the rule names.
    case jsonLines(TextFieldRule)
}

extension FileFormat {
    /// The name as it is printed.
    public var name: String {
        switch self {
        case .plainText: "plain text"
        case .jsonLines: "JSON Lines"
        }
    }

    /// Where the text lies in a record; nil where there are no records.
    public var textField: TextFieldRule? {
        switch self {
        case .plainText: nil
        case .jsonLines(let rule): rule
        }
    }
}

extension FileFormat: CustomStringConvertible {
    /// The name as it is printed, with the text field where there is one.
    public var description: String { name + (textField.map { " (\($0))" } ?? "") }
}
