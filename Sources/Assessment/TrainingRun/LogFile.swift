internal import Diagnostics

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A small file in memory.
enum LogFile {
    /// The largest file that is read.
    static let limit = 256 << 20

    /// The file's bytes.
    static func read(_ path: String) throws(AssayError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(path)
            }
            if count == 0 { return bytes }
            guard bytes.count + count <= limit else {
                throw AssayError(
                    .unreadableLog, "the log is larger than 256 MiB; keep every tenth line", at: .init(path: path))
            }
            bytes += chunk[..<count]
        }
    }

    private static func failure(_ path: String) -> AssayError {
        let words = unsafe strerror(errno)
        return AssayError(
            .unreadableLog, "the log cannot be read; check the path and its permissions", at: .init(path: path),
            cause: unsafe words.map { unsafe String(cString: $0) })
    }
}
