/// A file of a corpus, or a range of one that can be read from the middle.
public struct FileSlice: Sendable, Hashable {
    /// The file.
    public let file: CorpusFile

    /// The decoded offsets that the slice is about (see ``WorkUnit/range``); nil is the whole file.
    public let range: Range<UInt64>?

    /// The stored offsets of the frames that hold the range (see ``WorkUnit/frames``).
    public let frames: Range<UInt64>?

    /// Creates a slice.
    public init(_ file: CorpusFile, range: Range<UInt64>? = nil, frames: Range<UInt64>? = nil) {
        self.file = file
        self.range = range
        self.frames = frames
    }

    /// The stored bytes that the slice is about.
    public var storedBytes: UInt64 { (frames ?? range).map { $0.upperBound - $0.lowerBound } ?? file.size }

    /// Whether the slice holds the file's beginning.
    public var beginsFile: Bool { range.map { $0.lowerBound == 0 } ?? true }
}

/// A part of a corpus that has a summary of its own: a range of a large file, or files that together are small.
public struct ScanUnit: Sendable, Hashable {
    /// The unit's slices, in the order of the listing.
    public let slices: [FileSlice]

    /// Creates a unit.
    public init(_ slices: [FileSlice]) { self.slices = slices }

    /// The stored bytes that the unit is about.
    public var storedBytes: UInt64 { slices.reduce(0) { $0 + $1.storedBytes } }
}
