/// A part of a corpus that is read on its own: a whole file, or a range of one.
///
/// The documents of a file's units, in order, are those of the whole file, whatever the unit size.
public struct WorkUnit: Sendable, Hashable {
    /// The file and how it is read.
    public let description: FileDescription

    /// The decoded offsets that the unit is about; nil is the whole file.
    ///
    /// A unit of plain text owns the pieces whose grid point lies in the range, one of JSON Lines the lines that begin
    /// in it, one of token ids the documents that do, and one of Parquet the row groups (so a unit may own none).
    public let range: Range<UInt64>?
}

extension FileDescription {
    /// The units of a file, in order: one, unless it is larger than the unit size and can be cut.
    ///
    /// Plain text, JSON Lines, Parquet and token ids can, where they are neither compressed nor converted from another
    /// encoding. A table cannot, because a line feed inside quotes does not end a row, nor can JSON that runs over several
    /// lines.
    ///
    /// - Parameter size: The size of a unit in bytes, positive.
    public func units(size: Int) -> [WorkUnit] {
        var step = UInt64(size)
        if format == .plainText {
            let spacing = UInt64(DocumentGrid.spacing)
            step = (step + spacing - 1) / spacing * spacing
        }
        // Whole ids of every width.
        if case .tokenIDs = format { step = (step + 7) / 8 * 8 }
        guard canBeCut && file.size - min(file.size, contentOffset) > step else {
            return [WorkUnit(description: self, range: nil)]
        }
        return stride(from: contentOffset, to: file.size, by: Int(step)).map { start in
            // The first unit begins with the byte order mark.
            WorkUnit(
                description: self, range: (start == contentOffset ? 0 : start)..<min(start + step, file.size))
        }
    }

    private var canBeCut: Bool { format.isDivisible && compression.isEmpty && encoding == .utf8 }
}
