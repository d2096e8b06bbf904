internal import Diagnostics

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A file that is there wholly or not at all: written under a temporary name, synced, then renamed.
enum OutputFile {
    /// Writes a text.
    static func write(_ text: String, to path: String) throws(AssayError) {
        let temporary = path + ".\(getpid()).partial"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(path) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                let error = failure(path)
                close(descriptor)
                unsafe unlink(temporary)
                throw error
            }
            bytes = bytes.dropFirst(count)
        }
        let synced = fsync(descriptor) == 0
        let closed = close(descriptor) == 0
        guard synced, closed, unsafe rename(temporary, path) == 0 else {
            let error = failure(path)
            unsafe unlink(temporary)
            throw error
        }
    }

    private static func failure(_ path: String) -> AssayError {
        AssayError(
            AssayError.Code(rawValue: "cannot-write"),
            "the output cannot be written; check that its folder exists, may be written to and has room",
            at: .init(path: path), cause: unsafe String(cString: strerror(errno)))
    }
}
