/// Something that a corpus is read from.
public enum CorpusRoot: Sendable, Hashable {
    /// A file or directory by its path's bytes, absolute or relative to the current directory.
    case path([UInt8])

    /// A regular file that is open for reading, and what it is called.
    ///
    /// It is opened again by its descriptor, so it may have no name; it must stay open while the corpus is read.
    case openFile(descriptor: Int32, name: String)

    /// A file or directory by its path.
    public static func path(_ path: String) -> CorpusRoot { .path(Array(path.utf8)) }
}
