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
    /// A tar archive.
    case tar(TarLayout)
    /// A zip archive, each member of which is read as a file of its own.
    case zip
    /// Web archive records, of which those with plain text are documents.
    case warc
    /// An Arrow file or stream, every row of which is a record whose text the rule names.
    case arrow(TextFieldRule)
    /// Every row is a record, whose text the rule names.
    case parquet(TextFieldRule)
    /// Token ids, of which rows, or an id that ends documents, make several documents.
    case tokenIDs(TokenIdLayout)
}

extension FileFormat {
    /// The name as it is printed.
    public var name: String {
        switch self {
        case .plainText: "plain text"
        case .jsonLines: "JSON Lines"
        case .json(let layout, _): layout.description
        case .delimited(let layout): layout.name
        case .tar(.jsonMembers): "tar (WebDataset, json)"
        case .tar(let layout): "tar\(layout)"
        case .zip: "zip"
        case .warc: "WARC"
        case .arrow: "Arrow"
        case .parquet: "Parquet"
        case .tokenIDs(let layout): "token ids (\(layout.container.rawValue) \(layout.typeName))"
        }
    }

    /// Where the text lies in a record; nil where there are no records.
    public var textField: TextFieldRule? {
        switch self {
        case .plainText, .tar(.files), .tar(.textMembers), .zip, .warc, .tokenIDs: nil
        case .jsonLines(let rule), .json(_, let rule), .arrow(let rule), .parquet(let rule),
            .tar(.jsonMembers(let rule)):
            rule
        case .delimited(let layout): layout.textField
        }
    }
}

extension FileFormat {
    /// Whether the file holds members that are read one after the other.
    var isArchive: Bool {
        switch self {
        case .tar, .zip, .warc: true
        default: false
        }
    }
}

extension FileFormat {
    /// Whether the file holds numbers instead of text.
    public var holdsTokenIDs: Bool {
        if case .tokenIDs = self { return true }
        return false
    }

    /// Whether a file can be read from the middle: its documents are found there without what comes before.
    var isDivisible: Bool {
        switch self {
        case .plainText, .jsonLines, .parquet, .tokenIDs: true
        default: false
        }
    }
}

extension FileFormat: CustomStringConvertible {
    /// The name as it is printed, with the text field where there is one.
    public var description: String { name + (textField.map { " (\($0))" } ?? "") }
}
