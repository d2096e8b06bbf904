public import Diagnostics

/// The rows of one row group in some of its columns, one after another.
public final class ParquetRows {
    /// The columns, in the order in which they were asked for.
    public let columns: [ParquetColumn]

    /// How many rows were lent so far; the row that is lent has this number less one in the group.
    public private(set) var rowsRead: UInt64 = 0

    private let cursors: [ColumnCursor]
    private let rowCount: UInt64
    private let path: String
    private let place: UInt64

    init(_ file: ParquetFile, _ group: ParquetRowGroup, _ columns: [ParquetColumn]) throws(AssayError) {
        self.columns = columns
        rowCount = group.rowCount
        path = file.path
        place = group.offset
        let decompressor = try BlockDecompressor()
        cursors = columns.map { ColumnCursor(file, group.chunks[$0.index], $0, decompressor) }
    }

    /// How many bytes were read from the file.
    public var bytesRead: UInt64 { cursors.reduce(0) { $0 + $1.bytesRead } }

    /// Goes to the next row; false at the end.
    ///
    /// - Throws: `corrupt-input`, `truncated-input`, `file-changed`, `unreadable-file`, `page-too-large`,
    ///   `row-too-large`, `expansion-too-large`, `unsupported-page-encoding`; all rows before it have been lent by then,
    ///   and there are none behind it.
    public func next() throws(AssayError) -> Bool {
        var there = 0
        for cursor in cursors where try cursor.next() { there += 1 }
        if there == 0 {
            guard rowsRead == rowCount || cursors.isEmpty else {
                throw mismatch("has \(rowsRead) rows and claims \(rowCount)")
            }
            return false
        }
        guard there == cursors.count else { throw mismatch("has columns of different lengths") }
        guard rowsRead < rowCount else { throw mismatch("has more rows than the \(rowCount) that it claims") }
        rowsRead += 1
        return true
    }

    /// How many entries the present row has in a column: 1 unless something on the way to it is repeated.
    ///
    /// - Parameter column: An index into ``columns``.
    public func entryCount(_ column: Int) -> Int { unsafe cursors[column].row.entries.count }

    /// An entry of the present row.
    ///
    /// - Parameters:
    ///   - column: An index into ``columns``.
    ///   - index: Below ``entryCount(_:)``.
    public func entry(_ column: Int, _ index: Int) -> ParquetEntry {
        let entry = unsafe cursors[column].row.entries[index]
        return unsafe ParquetEntry(
            repetitionLevel: Int(entry.repetitionLevel), definitionLevel: Int(entry.definitionLevel),
            bytes: entry.start.map { unsafe UnsafeBufferPointer(start: $0, count: Int(entry.count)) })
    }

    private func mismatch(_ what: String) -> AssayError {
        AssayError.damaged("a row group \(what)").located(path: path, byte: place)
    }
}

@available(*, unavailable)
extension ParquetRows: Sendable {}

/// One value of a column in a row, or a null, with the levels that tell where in a nested record it belongs.
///
/// Source: Melnik et al., Dremel (2010), section 4.1.
@unsafe
public struct ParquetEntry {
    /// At which repeated node a further element begins; 0 for the first entry of a row.
    public let repetitionLevel: Int

    /// How many of the optional and repeated nodes on the way are present.
    public let definitionLevel: Int

    /// The value, valid until the next row; nil where it or something on the way to it is null or an empty list.
    public let bytes: UnsafeBufferPointer<UInt8>?
}

@available(*, unavailable)
extension ParquetEntry: Sendable {}
