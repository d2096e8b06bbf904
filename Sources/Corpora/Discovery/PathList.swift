public import Diagnostics

/// A list of paths with a NUL behind each, as `find -print0` writes it.
public enum PathList: Sendable {
    /// The paths of a list; the last NUL may be missing, and empty paths are passed over.
    ///
    /// - Throws: `invalid-path-list` where there are line feeds and no NUL.
    public static func paths(in list: [UInt8]) throws(AssayError) -> [CorpusRoot] {
        let paths = list.split(separator: 0)
        if paths.count == 1, !list.contains(0), list.dropLast().contains(0x0A) {
            throw AssayError(
                .invalidPathList,
                "the list of paths holds line feeds and no NUL; separate paths by NUL, for example with find -print0")
        }
        return paths.map { .path(Array($0)) }
    }
}
