#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

internal import Diagnostics

/// A file that is read at any offset.
final class RandomAccessFile {
    /// The path as it is shown.
    let path: String

    /// The size in bytes when the file was opened.
    let size: UInt64

    private let descriptor: Int32

    init(pathBytes: [UInt8], shownAs path: String) throws(AssayError) {
        self.path = path
        let terminated = pathBytes.map { CChar(bitPattern: $0) } + [0]
        descriptor = unsafe terminated.withUnsafeBufferPointer { unsafe open($0.baseAddress!, O_RDONLY | O_CLOEXEC) }
        var info = stat()
        guard descriptor >= 0, unsafe fstat(descriptor, &info) == 0 else {
            let words = systemMessage()
            if descriptor >= 0 { close(descriptor) }
            throw AssayError(
                .unreadableFile, "cannot be opened; check that it exists and may be read", at: .init(path: path),
                cause: words)
        }
        guard info.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw AssayError(
                .unreadableFile, "is not a regular file, and Parquet is read from its end; copy it to a file",
                at: .init(path: path))
        }
        size = UInt64(max(0, info.st_size))
    }

    deinit { close(descriptor) }

    /// Fills the buffer from an offset on.
    func read(at offset: UInt64, into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) {
        var done = 0
        while done < buffer.count {
            let place = offset + UInt64(done)
            let count = unsafe pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(place))
            if count > 0 {
                done += count
            } else if count == 0 {
                throw AssayError(
                    .fileChanged,
                    "became shorter while it was read (\(size) bytes were expected); scan it again when it rests",
                    at: .init(path: path, byte: place))
            } else if errno != EINTR {
                throw AssayError(
                    .unreadableFile, "cannot be read; check the disk or network that holds it",
                    at: .init(path: path, byte: place), cause: systemMessage())
            }
        }
    }
}

/// The words of the system for the last failed call.
private func systemMessage() -> String {
    guard let words = unsafe strerror(errno) else { return "error \(errno)" }
    return unsafe String(cString: words)
}
