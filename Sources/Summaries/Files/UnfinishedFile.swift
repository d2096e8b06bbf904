#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A file that is being written and is not yet where it shall be.
struct UnfinishedFile {
    /// What it is written through.
    let descriptor: Int32

    private let path: String

    /// By chance, as two machines that write the same file may give their processes the same number.
    private let temporary: String

    private let hasName: Bool

    /// Creates a file in the folder of a path, without a name where that can be; nil, and `errno`, where it cannot be made.
    ///
    /// A file without a name is gone when the process ends, however it ends.
    init?(of path: String) {
        self.path = path
        temporary = path + ".\(String(UInt64.random(in: 0...UInt64.max), radix: 16)).partial"
        #if os(Linux)
        let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? "."
        let unnamed = unsafe open(folder, Self.withoutName | O_WRONLY | O_CLOEXEC, 0o644)
        if unnamed >= 0 {
            // It gets its name through /proc, which not every sandbox has.
            if unsafe access(Self.link(to: unnamed), F_OK) == 0 {
                (descriptor, hasName) = (unnamed, false)
                return
            }
            close(unnamed)
        }
        #endif
        descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        hasName = true
        guard descriptor >= 0 else { return nil }
    }

    /// `O_TMPFILE`, an expression that is not imported.
    private static var withoutName: Int32 { 0o20_000_000 | O_DIRECTORY }

    private static func link(to descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

    /// Puts the file where it belongs, wholly and for good; false, and `errno`, where that fails and nothing is left of it.
    func finish() -> Bool {
        var succeeded = fsync(descriptor) == 0
        if succeeded, !hasName {
            succeeded =
                unsafe linkat(AT_FDCWD, Self.link(to: descriptor), AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0
        }
        let kept = errno
        let closed = close(descriptor) == 0
        guard succeeded else {
            if hasName { unsafe unlink(temporary) }
            errno = kept
            return false
        }
        if closed, unsafe rename(temporary, path) == 0 { return true }
        let reason = errno
        unsafe unlink(temporary)
        errno = reason
        return false
    }

    /// Gives the file up.
    func abandon() {
        close(descriptor)
        if hasName { unsafe unlink(temporary) }
    }
}
