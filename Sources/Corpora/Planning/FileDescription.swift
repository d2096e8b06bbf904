/// A file, and how it is to be read: decided once, from its beginning.
public struct FileDescription: Sendable, Hashable {
    /// The file.
    public let file: CorpusFile

    /// The layers of compression around the content, the outermost first; empty where there are none.
    public let compression: [Compression]

    /// The format of the decoded bytes.
    public let format: FileFormat

    /// The decoded offset at which the content begins, in bytes: 3 behind a UTF-8 byte order mark, else 0.
    ///
    /// The mark is no part of any document, but offsets and byte counts include it.
    public let contentOffset: UInt64

    /// What the decompressed bytes are encoded in; offsets count the UTF-8 that they are turned into.
    public internal(set) var encoding = TextEncoding.utf8
}
