/// The line feeds in ranges of files that are read in parts, for the lines of errors.
///
/// An error knows its line from the beginning of the range that it was met in. Ranges that adjoin become one, and the
/// lines of the errors in the later are counted on; a file that is whole is forgotten.
struct LineFeedCounts: Sendable, Hashable {
    /// A range of a file's decoded offsets, and the line feeds in it.
    struct Extent: Sendable, Hashable {
        var range: Range<UInt64>
        var lineFeeds: UInt64
    }

    /// What is known of a file.
    struct File: Sendable, Hashable {
        /// The decoded size; `UInt64.max` while it is not known.
        var size: UInt64
        /// In ascending order; none adjoins the next.
        var extents: [Extent] = []
    }

    /// The files that are not whole, by path.
    private(set) var files: [String: File] = [:]

    /// How the lines of errors move when two ranges become one: those counted from `from` are counted from `to`.
    struct Shift {
        var path: String
        var from: UInt64
        var to: UInt64
        var lines: UInt64
    }

    /// Adds the line feeds of a range of a file that was not added before.
    mutating func add(_ extent: Extent, path: String, size: UInt64) -> [Shift] {
        var file = files[path] ?? File(size: size)
        file.size = min(file.size, size)
        var index = file.extents.firstIndex { $0.range.lowerBound > extent.range.lowerBound } ?? file.extents.count
        file.extents.insert(extent, at: index)
        var shifts: [Shift] = []
        func joinNext(_ first: Int) -> Bool {
            guard first >= 0, first + 1 < file.extents.count,
                file.extents[first].range.upperBound == file.extents[first + 1].range.lowerBound
            else { return false }
            let (earlier, later) = (file.extents[first], file.extents.remove(at: first + 1))
            shifts.append(
                Shift(
                    path: path, from: later.range.lowerBound, to: earlier.range.lowerBound, lines: earlier.lineFeeds))
            file.extents[first] = Extent(
                range: earlier.range.lowerBound..<later.range.upperBound,
                lineFeeds: earlier.lineFeeds + later.lineFeeds)
            return true
        }
        if joinNext(index - 1) { index -= 1 }
        _ = joinNext(index)
        files[path] = file.extents.first?.range == 0..<file.size ? nil : file
        return shifts
    }

    /// Adds those of another part of the corpus.
    mutating func merge(_ other: LineFeedCounts) -> [Shift] {
        var shifts: [Shift] = []
        for (path, file) in other.files {
            for extent in file.extents { shifts += add(extent, path: path, size: file.size) }
        }
        return shifts
    }
}
