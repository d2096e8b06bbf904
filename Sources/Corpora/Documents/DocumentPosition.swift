/// Where a document was found.
public struct DocumentPosition: Sendable, Hashable {
    /// The decoded offset at which the piece (plain text), the record's line (JSON Lines) or the row's group (Parquet)
    /// begins, in bytes.
    public var byte: UInt64

    /// The record's line, counted from 0 within the work unit; nil where records are no lines, or there are none.
    public var lineInUnit: UInt64?

    /// The record's row, counted from 0 within the file; nil where records are no rows, or there are none.
    public var row: UInt64?

    /// Which piece of its document it is, counted from 0 (see ``DocumentGrid``).
    public var piece: UInt64

    /// The piece's offset in its document's text, in bytes.
    public var pieceOffset: UInt64

    /// Creates a position.
    public init(
        byte: UInt64, lineInUnit: UInt64? = nil, row: UInt64? = nil, piece: UInt64 = 0, pieceOffset: UInt64 = 0
    ) {
        self.byte = byte
        self.lineInUnit = lineInUnit
        self.row = row
        self.piece = piece
        self.pieceOffset = pieceOffset
    }
}
