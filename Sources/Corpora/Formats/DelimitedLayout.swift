/// How a table of delimited values is read (RFC 4180): quotes around fields, doubled inside, any line feeds in them.
public struct DelimitedLayout: Sendable, Hashable {
    /// The byte between fields: a comma, tab, semicolon or vertical bar.
    public var delimiter: UInt8

    /// Whether the first row names the columns.
    public var hasHeader: Bool

    /// How many fields every row has, at least 1; rows with more or fewer are errors.
    public var fieldCount: Int

    /// The columns that are the text, counted from 0; those that are not empty are joined by line feeds.
    public var columns: [Int]

    /// The names of these columns, or their numbers from 1 where there is no header.
    public var textField: TextFieldRule

    /// The table's name as it is printed.
    var name: String {
        switch delimiter {
        case UInt8(ascii: ","): "CSV"
        case UInt8(ascii: "\t"): "TSV"
        case UInt8(ascii: ";"): "CSV with semicolons"
        default: "CSV with vertical bars"
        }
    }
}
