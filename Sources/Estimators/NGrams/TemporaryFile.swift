internal import Diagnostics

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A file without a name, in TMPDIR or /var/tmp, that is gone when it is closed.
final class TemporaryFile {
    let descriptor: Int32
    private(set) var size = 0

    init() throws(AssayError) {
        let folder = TemporaryFolder.path
        var template = Array("\(folder)/assay-ngrams-XXXXXX".utf8CString)
        descriptor = unsafe template.withUnsafeMutableBufferPointer { buffer in
            guard let path = buffer.baseAddress else { return -1 }
            let descriptor = unsafe mkstemp(path)
            if descriptor >= 0 { unsafe unlink(path) }
            return descriptor
        }
        guard descriptor >= 0 else { throw Self.failure(folder) }
    }

    deinit { close(descriptor) }

    /// Makes the file a number of bytes long, of which those never written take no room.
    func extend(to bytes: Int) throws(AssayError) {
        guard ftruncate(descriptor, off_t(bytes)) == 0 else { throw Self.failure("the temporary file") }
        size = bytes
    }

    /// Takes room on the disk for a range of bytes.
    func reserve(_ bytes: Range<Int>) throws(AssayError) {
        guard !bytes.isEmpty else { return }
        var code = EINTR
        while code == EINTR { code = posix_fallocate(descriptor, off_t(bytes.lowerBound), off_t(bytes.count)) }
        guard code == 0 else {
            errno = code
            throw Self.failure("the temporary file")
        }
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(AssayError) {
        var done = 0
        while done < bytes.count {
            let written = unsafe pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(size + done))
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.failure("the temporary file") }
            done += written
        }
        size += done
    }

    /// Fills a buffer from a place on.
    func read(at offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws(AssayError) {
        var done = 0
        while done < bytes.count {
            let got = unsafe pread(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw Self.failure("the temporary file") }
            done += got
        }
    }

    private static func failure(_ path: String) -> AssayError {
        AssayError(
            .temporaryFileFailed, "n-grams could not be kept in a temporary file; set TMPDIR to a folder with room",
            at: AssayError.Location(path: path), cause: unsafe String(cString: strerror(errno)))
    }
}

@available(*, unavailable)
extension TemporaryFile: Sendable {}
