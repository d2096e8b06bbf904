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

    /// The stored offsets of the zstd frames that the range is the content of; nil where the file is not read by frames.
    ///
    /// A frame's end need not be a line's. A line that begins where a frame ends belongs to the unit of that frame, for the
    /// unit behind cannot see whether a line begins with it.
    public let frames: Range<UInt64>?

    init(description: FileDescription, range: Range<UInt64>?, frames: Range<UInt64>? = nil) {
        self.description = description
        self.range = range
        self.frames = frames
    }

    /// The decoded size of the unit's file as far as the unit can tell: `UInt64.max` where it is not known.
    public var decodedSize: UInt64 {
        guard let frames, let range else { return range == nil ? .max : description.file.size }
        return frames.upperBound == description.file.size ? range.upperBound : .max
    }

    /// The stored bytes that the unit is about.
    public var storedBytes: UInt64 {
        (frames ?? range).map { $0.upperBound - $0.lowerBound } ?? description.file.size
    }
}

extension FileDescription {
    /// The units of a file or of a slice of it, in order: one, unless it is larger than the unit size and can be cut.
    ///
    /// Plain text, JSON Lines and token ids can, where they are neither compressed nor converted from another encoding, and
    /// so can Parquet. A table cannot, because a line feed inside quotes does not end a row, nor can JSON that runs over
    /// several lines.
    ///
    /// - Parameters:
    ///   - size: The size of a unit in bytes, positive.
    ///   - range: A unit's range as this method gave it for a larger size; nil is the whole file.
    public func units(size: Int, within range: Range<UInt64>? = nil) -> [WorkUnit] {
        var step = UInt64(size)
        if format == .plainText {
            let spacing = UInt64(DocumentGrid.spacing)
            step = (step + spacing - 1) / spacing * spacing
        }
        // Whole ids of every width.
        if case .tokenIDs = format { step = (step + 7) / 8 * 8 }
        // The first unit begins with the byte order mark.
        let start = max(range?.lowerBound ?? 0, min(contentOffset, file.size))
        let end = range?.upperBound ?? file.size
        guard canBeCut && end - min(end, start) > step else {
            return [WorkUnit(description: self, range: range)]
        }
        return stride(from: start, to: end, by: Int(step)).map { offset in
            WorkUnit(
                description: self, range: (offset == contentOffset ? 0 : offset)..<min(offset + step, end))
        }
    }

    /// Whether the file can be read in ranges.
    public var canBeCut: Bool { format.isDivisible && compression.isEmpty && encoding == .utf8 }

    /// Whether the file can be read in ranges of frames, if it has several.
    var canBeCutByFrames: Bool {
        guard case .jsonLines = format else { return false }
        return compression == [.zstandard] && encoding == .utf8
    }
}
