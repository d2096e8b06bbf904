/// A file of a corpus as discovery found it.
public struct CorpusFile: Sendable, Hashable {
    /// The path as it is shown: as the user gave it, or below what the user gave.
    public var path: String { shownName ?? String(decoding: pathBytes, as: UTF8.self) }

    /// The path below the given root, or the last component of a file that was given itself.
    ///
    /// It does not depend on where the corpus lies, so reports and locators use it.
    public var relativePath: String { String(decoding: relativePathBytes, as: UTF8.self) }

    /// The file's stored size in bytes, at the time of discovery.
    public let size: UInt64

    /// The path by which the file is opened, which need not be UTF-8.
    let pathBytes: [UInt8]

    /// The relative path as the file system has it.
    let relativePathBytes: [UInt8]

    /// Which file it is, whatever it is called.
    let identity: FileIdentity

    /// When its content was changed last, at the time of discovery, in nanoseconds; nil where that means nothing.
    var modified: Int64?
    /// What is shown in the path's place, for a file without a name of its own.
    var shownName: String? = nil
}
