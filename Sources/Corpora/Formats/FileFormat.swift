/// How a file's decoded bytes are read as documents.
public enum FileFormat: Sendable, Hashable {
    /// The file is one document.
    case plainText
    /// Every line that is not blank is a record, whose text the rule names.
    case jsonLines(TextFieldRule)
    /// Every row is a record, whose text the rule names.
    case parquet(TextFieldRule)
}

extension FileFormat: CustomStringConvertible {
    /// The name as it is printed, with the text field where there is one.
    public var description: String {
        switch self {
        case .plainText: "plain text"
        case .jsonLines(let rule): "JSON Lines (\(rule))"
        case .parquet(let rule): "Parquet (\(rule))"
        }
    }
}
