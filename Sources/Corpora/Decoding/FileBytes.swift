#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

internal import Diagnostics

/// The stored bytes of a file, in order, between two offsets.
struct FileBytes: ~Copyable {
    /// How many stored bytes were read or passed over so far, from the range's beginning.
    private(set) var bytesRead: UInt64 = 0

    private let descriptor: Int32
    private let file: CorpusFile
    private var offset: UInt64
    private let limit: UInt64

    /// Opens a file that discovery found.
    ///
    /// - Parameter range: Stored offsets, not beyond the size that discovery saw.
    init(_ file: CorpusFile, range: Range<UInt64>) throws(AssayError) {
        self.file = file
        offset = range.lowerBound
        limit = range.upperBound
        descriptor = unsafe withCPath(file.pathBytes) { unsafe open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            throw AssayError(
                .unreadableFile, "cannot be opened; it may have been removed since it was found",
                at: .init(path: file.path), cause: systemMessage())
        }
        #if canImport(Glibc)
        posix_fadvise(descriptor, Int(clamping: offset), 0, POSIX_FADV_SEQUENTIAL)
        #endif
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The error that the file is no longer what discovery found; nil where it is.
    ///
    /// What counts is which file it is, its size, and its time of modification; a change that leaves all three is not
    /// seen.
    var change: AssayError? {
        guard let status = FileStatus(descriptor: descriptor) else { return nil }
        let isSame =
            (file.identity == nil || status.identity == file.identity) && status.size == file.size
            && (file.modified == nil || status.modified == file.modified)
        return isSame
            ? nil
            : AssayError(
                .fileChanged, "was changed or replaced while it was read; scan it again when it rests",
                at: .init(path: file.path))
    }

    /// Passes over bytes without reading them, up to the range's end; how many they were.
    mutating func skip(_ count: UInt64) -> UInt64 {
        let skipped = min(count, limit - offset)
        offset += skipped
        bytesRead += skipped
        return skipped
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
            let location = AssayError.Location(path: file.path, byte: offset)
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
