public import Diagnostics

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension AssayError.Code {
    /// A file cannot be written.
    public static let cannotWrite = Self(rawValue: "cannot-write")
}

/// Files that are there wholly or not at all.
public enum AtomicFile: Sendable {
    /// Writes bytes into a file without a name, syncs it, gives it its name, and syncs its folder.
    ///
    /// Where the file system has no files without names, the file has a temporary one, ending with `.partial`, meanwhile.
    /// What was there keeps its permissions and stays where a link leads to it. What is there and is no regular file
    /// (a device, a pipe) is written into instead: a renaming would take its place.
    ///
    /// - Throws: `cannot-write`; nothing is left behind then.
    public static func write(_ bytes: [UInt8], to path: String) throws(AssayError) {
        try write(to: path) { piece throws(AssayError) in try piece(bytes) }
    }

    /// Writes pieces in the order in which the body gives them, as above; they need not be in memory together.
    ///
    /// - Throws: `cannot-write`, or what the body throws; nothing is left behind then.
    public static func write(
        to path: String, _ body: (_ piece: ([UInt8]) throws(AssayError) -> Void) throws(AssayError) -> Void
    ) throws(AssayError) {
        var old = stat()
        let exists = unsafe stat(path, &old) == 0
        if exists, ![S_IFREG, S_IFDIR].contains(old.st_mode & S_IFMT) {
            let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw failure(path) }
            defer { close(descriptor) }
            return try body { piece throws(AssayError) in try append(piece, to: descriptor, path) }
        }
        guard let file = UnfinishedFile(of: resolved(path)) else { throw failure(path) }
        do throws(AssayError) {
            try body { piece throws(AssayError) in try append(piece, to: file.descriptor, path) }
        } catch {
            file.abandon()
            throw error
        }
        if exists { fchmod(file.descriptor, old.st_mode & 0o777) }
        guard file.finish() else { throw failure(path) }
        syncFolder(of: path)
    }

    /// The file that a link leads to; the path itself where it is no link, or leads nowhere.
    private static func resolved(_ path: String) -> String {
        var information = stat()
        guard unsafe lstat(path, &information) == 0, information.st_mode & S_IFMT == S_IFLNK,
            let target = unsafe realpath(path, nil)
        else { return path }
        defer { unsafe free(target) }
        return unsafe String(cString: target)
    }

    private static func append(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(AssayError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Makes a renaming survive a power cut; a file system that cannot is not an error.
    private static func syncFolder(of path: String) {
        let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? "."
        let descriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// Reads a whole file.
    ///
    /// - Throws: `unreadable-file`, also for one beyond `limit` bytes.
    public static func read(_ path: String, limit: Int = 1 << 32) throws(AssayError) -> [UInt8] {
        func unreadable(_ words: String) -> AssayError {
            AssayError(
                .unreadableFile, words, at: .init(path: path), cause: unsafe String(cString: strerror(errno)))
        }
        let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable("cannot be opened; check the path and its permissions") }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var information = stat()
        if unsafe fstat(descriptor, &information) == 0 { bytes.reserveCapacity(max(0, Int(information.st_size))) }
        while true {
            var count = 0
            let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, initialized in
                count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                initialized = max(count, 0)
            }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable("cannot be read; check the disk or network that holds it")
            }
            bytes += chunk
            guard bytes.count <= limit else {
                throw AssayError(
                    .unreadableFile, "is larger than \(limit) bytes, which nothing that assay writes is",
                    at: .init(path: path))
            }
        }
    }

    private static func failure(_ path: String) -> AssayError {
        AssayError(
            .cannotWrite, "cannot be written; check that its folder exists, may be written to and has room",
            at: .init(path: path), cause: unsafe String(cString: strerror(errno)))
    }
}
