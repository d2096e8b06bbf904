/// How a file's decoded bytes are read as documents.
public enum FileFormat: Sendable, Hashable {
    /// The file is one document.
    case plainText
    /// Every line that is not blank is a record, whose text the rule names.
    case jsonLines(TextFieldRule)
    /// JSON that runs over several lines, with records whose text the rule names.
    case json(JSONLayout, TextFieldRule)
    /// A table of comma or tab separated values; every row is a record.
    case delimited(DelimitedLayout)
}

extension FileFormat {
    /// The name as it is printed.
    public var name: String {
        switch self {
        case .plainText: "plain text"
        case .jsonLines: "JSON Lines"
        case .json(let layout, _): layout.description
        case .delimited(let layout): layout.name
        }
    }

    /// Where the text lies in a record; nil where there are no records.
    public var textField: TextFieldRule? {
        switch self {
        case .plainText: nil
        case .jsonLines(let rule), .json(_, let rule): rule
        case .delimited(let layout): layout.textField
        }
    }
}

extension FileFormat: CustomStringConvertible {
    /// The name as it is printed, with the text field where there is one.
    public var description: String { name + (textField.map { " (\($0))" } ?? "") }
}
