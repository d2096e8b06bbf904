public import Diagnostics

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A folder of summary files, one for each work unit by its name.
///
/// A unit whose file is there is finished: files appear by renaming only. Any number of processes may write into one folder.
public struct SummaryFolder: Sendable {
    /// The folder's path.
    public let path: String

    /// Opens a folder, and makes it where it is not there; the folder around it must be.
    ///
    /// - Throws: `cannot-write`.
    public init(making path: String) throws(AssayError) {
        if unsafe mkdir(path, 0o755) != 0 && errno != EEXIST {
            throw AssayError(
                .cannotWrite, "the folder cannot be made; check its path and permissions", at: .init(path: path),
                cause: unsafe String(cString: strerror(errno)))
        }
        self.path = path
    }

    /// The path of a unit's file.
    public func path(of unit: UnitKey) -> String { path + "/" + unit.hexadecimal + SummaryFile.suffix }

    /// Whether a unit is finished.
    public func has(_ unit: UnitKey) -> Bool { unsafe access(path(of: unit), R_OK) == 0 }

    /// Writes a unit's summary.
    public func write(_ summary: Summary, of unit: UnitKey) throws(AssayError) {
        try summary.write(to: path(of: unit))
    }

    /// Reads a unit's summary, and marks its file as used now, so that files that nobody needs can be told by their age.
    ///
    /// - Throws: `invalid-summary`, also where the file is about something else than its name says.
    public func summary(of unit: UnitKey) throws(AssayError) -> Summary {
        let path = path(of: unit)
        let summary = try Summary(contentsOf: path)
        guard summary.coverage.unitCount == 1, summary.coverage.contains(unit) else {
            throw AssayError(
                .invalidSummary, "is about another work unit than its name says; remove it", at: .init(path: path))
        }
        unsafe utimensat(AT_FDCWD, path, nil, 0)
        return summary
    }

    /// The paths of all summary files in a folder, in the order of their bytes; nil where there is no such folder.
    public static func files(in path: String) -> [String]? {
        guard let folder = unsafe opendir(path) else { return nil }
        defer { unsafe _ = closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let bytes = unsafe withUnsafeBytes(of: entry.pointee.d_name) { name in
                unsafe Array(name.prefix { $0 != 0 })
            }
            let name = String(decoding: bytes, as: UTF8.self)
            if name.hasSuffix(SummaryFile.suffix) { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { path + "/" + $0 }
    }
}
