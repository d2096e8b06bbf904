/// Where a document was found.
public struct DocumentPosition: Sendable, Hashable {
    /// The name of the member of an archive that holds it, escaped; nil where the file is no archive.
    public var member: String?

    /// The decoded offset, in the file or member, at which what holds the document begins, in bytes.
    ///
    /// That is the piece (plain text), the record (its line, in JSON Lines) or the row's group (Parquet); in Arrow data, where
    /// the record's batch begins, plus the row's number.
    public var byte: UInt64

    /// The record's line or row, counted from 0 within the work unit; nil in plain text and Parquet.
    public var lineInUnit: UInt64?

    /// The record's row, counted from 0 within the file; nil where records are no rows, or there are none.
    public var row: UInt64?

    /// Which piece of its document it is, counted from 0 (see ``DocumentGrid``).
    public var piece: UInt64

    /// The piece's offset in its document's text, in bytes.
    public var pieceOffset: UInt64

    /// What the record calls itself; nil where it does not, or nobody asked (``CorpusOptions/identifierField``).
    public var identifier: RecordIdentifier?

    /// Whether it is in plain text, of which a document is a piece, and not in a record or row.
    public var isInPlainText: Bool { lineInUnit == nil && row == nil }

    /// Creates a position.
    public init(
        member: String? = nil, byte: UInt64, lineInUnit: UInt64? = nil, row: UInt64? = nil, piece: UInt64 = 0,
        pieceOffset: UInt64 = 0
    ) {
        self.member = member
        self.byte = byte
        self.lineInUnit = lineInUnit
        self.row = row
        self.piece = piece
        self.pieceOffset = pieceOffset
    }
}
