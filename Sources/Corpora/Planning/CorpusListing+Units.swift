internal import CHashing

extension CorpusListing {
    /// Cuts the corpus into units of about a size.
    ///
    /// A file beyond the size is cut where its format allows that; it is the only kind that is opened. Smaller files share
    /// a unit. Where one unit of them ends is decided by the files beside the end alone (content-defined chunking: after
    /// a file with a probability that grows with its size, by the hash of its path), so that a file that comes, goes or
    /// grows changes the units around it and no others.
    ///
    /// - Parameters:
    ///   - size: The size of a unit in stored bytes, positive.
    ///   - options: How the corpus is read.
    ///   - mostFiles: The most files that share a unit.
    public func units(
        size: Int, options: CorpusOptions, mostFiles: Int = CorpusListing.mostFiles
    ) -> [ScanUnit] {
        let reader = CorpusReader(options: options)
        var units: [ScanUnit] = []
        var group: [FileSlice] = []
        var groupBytes: UInt64 = 0
        func close() {
            if !group.isEmpty { units.append(ScanUnit(group)) }
            group = []
            groupBytes = 0
        }
        for file in files {
            if file.size > size {
                close()
                // What cannot be described is an error when the unit is read.
                let parts = try? reader.units(of: reader.describe(file), size: size)
                units += (parts ?? []).map { ScanUnit([FileSlice(file, range: $0.range, frames: $0.frames)]) }
                if parts == nil { units.append(ScanUnit([FileSlice(file)])) }
                continue
            }
            if groupBytes + file.size > size { close() }
            group.append(FileSlice(file))
            groupBytes += file.size
            if group.count >= mostFiles || file.endsGroup(size: size) { close() }
        }
        close()
        return units
    }

    /// The most files that share a unit unless less is asked for.
    public static let mostFiles = 4096
}

extension CorpusFile {
    /// Whether a group of small files ends with this one: with probability 2 · file size / unit size, at least 1/1024.
    fileprivate func endsGroup(size unitSize: Int) -> Bool {
        let share = max(Double(size) * 2 / Double(unitSize), 1.0 / 1024)
        let hash = unsafe relativePathBytes.withUnsafeBytes { unsafe assay_hash64($0.baseAddress, $0.count, 0) }
        return Double(hash >> 11) < share * Double(UInt64(1) << 53)
    }
}
