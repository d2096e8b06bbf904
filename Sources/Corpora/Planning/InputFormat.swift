/// A format that the user says, for files that do not show it.
///
/// `text`, `jsonl`, `u16` and `u32` are taken at their word. `csv` and `tsv` do what such an ending of the file's name
/// does: they decide where the content leaves a doubt. Compression is recognised by content all the same, as are NumPy
/// arrays and archives among raw ids.
public enum InputFormat: String, Sendable, Hashable, CaseIterable {
    /// Plain text, even where it looks like records.
    case text
    /// One JSON record a line.
    case jsonLines = "jsonl"
    /// Values between commas.
    case csv
    /// Values between tabs.
    case tsv
    /// Token ids of 16 bits, the less significant byte first, and nothing else.
    case ids16 = "u16"
    /// Token ids of 32 bits, the less significant byte first, and nothing else.
    case ids32 = "u32"

    /// The bytes of a token id; nil for formats of text.
    public var bytesPerTokenID: Int? {
        switch self {
        case .ids16: 2
        case .ids32: 4
        case .text, .jsonLines, .csv, .tsv: nil
        }
    }
}
