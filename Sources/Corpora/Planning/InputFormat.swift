/// A format that the user says, for files that do not show it.
///
/// `text` and `jsonl` are taken at their word. `csv` and `tsv` do what such an ending of the file's name does: they
/// decide where the content leaves a doubt. Compression is recognised by content all the same.
public enum InputFormat: String, Sendable, Hashable, CaseIterable {
    /// Plain text, even where it looks like records.
    case text
    /// One JSON record a line.
    case jsonLines = "jsonl"
    /// Values between commas.
    case csv
    /// Values between tabs.
    case tsv
}
