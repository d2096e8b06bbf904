/// What was read, as plain sums: the stored side of a summary, where `SummaryCounts` is about documents.
public struct InputCounts: Sendable, Hashable, SummedFields {
    /// Files whose beginning was read, and which could be read as far as that shows.
    public var files: UInt64 = 0

    /// Stored bytes of the units, whether they could be read or not.
    public var storedBytes: UInt64 = 0

    /// Stored bytes that were read to the end of their file or range, without those of unreadable members of archives.
    public var readBytes: UInt64 = 0

    /// Decoded bytes.
    public var decodedBytes: UInt64 = 0

    /// Records met, good or bad.
    public var records: UInt64 = 0

    /// Bytes of the good records as they stand in the decoded files.
    public var recordBytes: UInt64 = 0

    /// Bytes of the good records' text.
    public var recordTextBytes: UInt64 = 0

    /// Characters of files in other encodings that had none and became U+FFFD.
    public var replacedCharacters: UInt64 = 0

    /// Paths that could not be found, listed or opened when the corpus was looked for.
    public var undiscoverable: UInt64 = 0

    /// Creates zero counts.
    public init() {}

    static let fields: [any WritableKeyPath<InputCounts, UInt64> & Sendable] = [
        \.files, \.storedBytes, \.readBytes, \.decodedBytes, \.records, \.recordBytes, \.recordTextBytes,
        \.replacedCharacters, \.undiscoverable,
    ]
}
