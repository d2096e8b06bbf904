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
    public let pathBytes: [UInt8]

    /// The relative path as the file system has it.
    public let relativePathBytes: [UInt8]

    /// Which file it is, whatever it is called; nil where another process found it.
    let identity: FileIdentity?

    /// When its content was changed last, at the time of discovery, in nanoseconds since 1970; nil where that means
    /// nothing.
    public internal(set) var modified: Int64?

    /// What is shown in the path's place, for a file without a name of its own or one that is opened by another path.
    public internal(set) var shownName: String? = nil
}

extension CorpusFile {
    /// A file that another process found; whether it still is what was found shows when it is read.
    ///
    /// - Parameters:
    ///   - path: The path by which it is opened.
    ///   - relativePath: Its path below the root that it was found in.
    ///   - shownName: What is shown in the path's place; nil is the path.
    ///   - size: Its size in bytes when it was found.
    ///   - modified: Its time of modification when it was found, in nanoseconds since 1970; nil is not compared.
    public init(planned path: [UInt8], relativePath: [UInt8], shownName: String?, size: UInt64, modified: Int64?) {
        self.init(
            size: size, pathBytes: path, relativePathBytes: relativePath, identity: nil, modified: modified,
            shownName: shownName)
    }
}
