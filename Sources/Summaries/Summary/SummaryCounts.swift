/// The plain sums of a summary.
public struct SummaryCounts: Sendable, Hashable, SummedFields {
    /// Documents, empty ones included; a document beyond the grid counts once for each piece.
    public var documents: UInt64 = 0

    /// Documents of no bytes.
    public var emptyDocuments: UInt64 = 0

    /// Bytes of all documents.
    public var bytes: UInt64 = 0

    /// Unicode scalars of all documents; an invalid sequence counts as one.
    public var scalars: UInt64 = 0

    /// Words of all documents (Unicode word boundaries, UAX #29).
    public var words: UInt64 = 0

    /// Tokens of all documents; 0 without a tokenizer.
    public var tokens: UInt64 = 0

    /// Maximal invalid UTF-8 sequences in all documents.
    public var invalidUTF8: UInt64 = 0

    /// Documents with at least one invalid UTF-8 sequence.
    public var documentsWithInvalidUTF8: UInt64 = 0

    /// Lines that hold anything but blanks.
    public var lines: UInt64 = 0

    /// Bytes of those lines without their surrounding blanks and line ends.
    public var lineBytes: UInt64 = 0

    /// Creates zero counts.
    public init() {}

    static let fields: [any WritableKeyPath<SummaryCounts, UInt64> & Sendable] = [
        \.documents, \.emptyDocuments, \.bytes, \.scalars, \.words, \.tokens, \.invalidUTF8,
        \.documentsWithInvalidUTF8, \.lines, \.lineBytes,
    ]

    /// Adds other counts.
    public mutating func merge(_ other: SummaryCounts) { add(other) }
}
