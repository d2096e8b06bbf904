#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

internal import Diagnostics

/// The stored bytes of a file, in order, between two offsets.
struct FileBytes: ~Copyable {
    /// How many stored bytes were read so far, from the range's beginning.
    private(set) var bytesRead: UInt64 = 0

    private let descriptor: Int32
    private let path: String
    private var offset: UInt64
    private let limit: UInt64

    /// Opens a file that discovery found.
    ///
    /// - Parameter range: Stored offsets, not beyond the size that discovery saw.
    init(_ file: CorpusFile, range: Range<UInt64>) throws(AssayError) {
        path = file.path
        offset = range.lowerBound
        limit = range.upperBound
        descriptor = unsafe withCPath(file.pathBytes) { unsafe open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            throw AssayError(
                .unreadableFile, "cannot be opened; it may have been removed since it was found",
                at: .init(path: path), cause: systemMessage())
        }
        #if canImport(Glibc)
            posix_fadvise(descriptor, Int(clamping: offset), 0, POSIX_FADV_SEQUENTIAL)
        #endif
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Reads up to the buffer's size; 0 at the range's end.
    mutating func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int {
        let wanted = Int(min(UInt64(buffer.count), limit - offset))
        guard wanted > 0 else { return 0 }
        while true {
            let count = unsafe pread(descriptor, buffer.baseAddress!, wanted, off_t(offset))
            if count > 0 {
                offset += UInt64(count)
                bytesRead += UInt64(count)
                return count
            }
            let location = AssayError.Location(path: path, byte: offset)
            if count == 0 {
                throw AssayError(
                    .fileChanged,
                    "became shorter while it was read (\(limit) bytes were expected); scan it again when it rests",
                    at: location)
            }
            guard errno == EINTR else {
                throw AssayError(
                    .unreadableFile, "cannot be read; check the disk or network that holds it", at: location,
                    cause: systemMessage())
            }
        }
    }
}
