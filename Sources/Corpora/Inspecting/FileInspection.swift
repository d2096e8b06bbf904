public import Diagnostics

/// What the beginning of a file holds, read as it will be read.
public struct FileInspection: Sendable, Hashable {
    /// The file and how it is read.
    public let description: FileDescription

    /// Why the text is taken from where it is; nil where the format has no text fields.
    public let textFieldReason: TextFieldReason?

    /// What reading the head came to; a record that the head's end cuts is not counted.
    public let head: UnitResult

    /// Line feeds in the head's text; nil where the head holds records or token ids.
    public let lines: UInt64?

    /// Whether the head is all of the file.
    public let headIsWhole: Bool

    /// The beginning of the first text in the head that is not blank, invalid UTF-8 replaced; empty where there is none.
    public let sample: String

    /// Whether the text goes on behind the sample.
    public let sampleIsCut: Bool

    /// The first errors in the head, at most ``maximumFailures``; ``UnitResult/failures`` counts them all.
    public let failures: [AssayError]

    /// How many errors are kept.
    public static let maximumFailures = 3
}

/// Why a text field was chosen.
public enum TextFieldReason: String, Sendable, Hashable, CaseIterable {
    /// The user named it.
    case given
    /// It is the first of ``TextFieldRule/standard`` that at least half of the first good records match.
    case usual
    /// None of the usual fields is there, and this one holds the most bytes.
    case longest
    /// No record of the head is good, so nothing could be chosen.
    case noGoodRecord = "no-good-record"
}
