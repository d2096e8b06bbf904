#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The words of the system for the last failed call.
func systemMessage(_ code: Int32 = errno) -> String {
    guard let words = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: words)
}

/// What tells one file from another, whatever it is called.
struct FileIdentity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
}

/// What the file system says about a path.
struct FileStatus: Sendable {
    enum Kind: Sendable { case regular, directory, link, special }

    let kind: Kind
    let size: UInt64
    let identity: FileIdentity
    /// When the content was changed last, in nanoseconds.
    let modified: Int64

    /// Asks the file system; nil with `errno` set where it refuses.
    init?(path: [UInt8], followLinks: Bool) {
        var info = stat()
        let result = unsafe withCPath(path) { unsafe followLinks ? stat($0, &info) : lstat($0, &info) }
        guard result == 0 else { return nil }
        self.init(info)
    }

    /// Asks the file system about an open file; nil with `errno` set where it refuses.
    init?(descriptor: Int32) {
        var info = stat()
        guard unsafe fstat(descriptor, &info) == 0 else { return nil }
        self.init(info)
    }

    private init(_ info: stat) {
        switch info.st_mode & S_IFMT {
        case S_IFREG: kind = .regular
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .link
        default: kind = .special
        }
        size = UInt64(max(0, info.st_size))
        identity = FileIdentity(
            device: UInt64(truncatingIfNeeded: info.st_dev), inode: UInt64(truncatingIfNeeded: info.st_ino))
        #if canImport(Glibc)
        let time = info.st_mtim
        #else
        let time = info.st_mtimespec
        #endif
        modified = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

/// Lends a path's bytes as a C string.
func withCPath<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    var terminated = path.map { CChar(bitPattern: $0) }
    terminated.append(0)
    return unsafe terminated.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
}

/// The path without links, dots and doubled slashes; nil with `errno` set where it cannot be resolved.
func resolvedPath(_ path: [UInt8]) -> [UInt8]? {
    guard let resolved = unsafe withCPath(path, { unsafe realpath($0, nil) }) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
}

/// The names in a directory but `.` and `..`, sorted by bytes; nil with `errno` set where it cannot be listed.
func directoryEntries(_ path: [UInt8]) -> [[UInt8]]? {
    guard let directory = unsafe withCPath(path, { unsafe opendir($0) }) else { return nil }
    defer { unsafe _ = closedir(directory) }
    var names: [[UInt8]] = []
    errno = 0
    while let entry = unsafe readdir(directory) {
        let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
            unsafe Array(bytes.prefix { $0 != 0 })
        }
        if name != [UInt8(ascii: ".")] && name != [UInt8(ascii: "."), UInt8(ascii: ".")] { names.append(name) }
        errno = 0
    }
    guard errno == 0 else { return nil }
    names.sort { $0.lexicographicallyPrecedes($1) }
    return names
}
