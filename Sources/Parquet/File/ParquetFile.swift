public import Diagnostics

/// A Parquet file whose footer was read: its columns and row groups.
///
/// Only the footer is read on opening. Values are read with ``rows(ofGroup:columns:)``, which reads nothing but the
/// columns asked for. No statistics are read at all. A file may be read by several readers at once.
///
/// Source: the Parquet format, version 2.11 (README.md, Encodings.md and parquet.thrift of apache/parquet-format).
public struct ParquetFile {
    /// The path as it is shown.
    public var path: String { file.path }

    /// The size in bytes when the file was opened.
    public var size: UInt64 { file.size }

    /// The columns: the leaves of the schema, in its order.
    public let columns: [ParquetColumn]

    /// The row groups, in the order of the file.
    public let rowGroups: [ParquetRowGroup]

    /// The program that wrote the file, where it says so.
    public let createdBy: String?

    /// How much the file may claim.
    public let limits: ParquetLimits

    let file: RandomAccessFile

    /// The offset at which the footer begins.
    let dataEnd: UInt64

    /// Opens a file and reads its footer.
    ///
    /// - Throws: `unreadable-file`, `file-changed`, `unsupported-format` (not Parquet), `truncated-input` (the end is
    ///   missing), `corrupt-input`, `encrypted-input`, `page-too-large` (the footer).
    public init(path: String, limits: ParquetLimits = ParquetLimits()) throws(AssayError) {
        try self.init(pathBytes: Array(path.utf8), shownAs: path, limits: limits)
    }

    /// Opens a file whose path need not be UTF-8.
    ///
    /// - Parameters:
    ///   - pathBytes: The path as the file system has it.
    ///   - path: The path as it is shown in errors.
    ///   - limits: How much the file may claim before it is refused.
    /// - Throws: As ``init(path:limits:)``.
    public init(
        pathBytes: [UInt8], shownAs path: String, limits: ParquetLimits = ParquetLimits()
    ) throws(AssayError) {
        file = try RandomAccessFile(pathBytes: pathBytes, shownAs: path)
        self.limits = limits
        do throws(AssayError) {
            let footer = try Self.footerRange(file, limits)
            var bytes = [UInt8](repeating: 0, count: footer.count)
            try Self.read(file, at: UInt64(footer.lowerBound), into: &bytes)
            dataEnd = UInt64(footer.lowerBound)
            let metadata: FileMetadata
            do throws(AssayError) {
                let end = dataEnd
                metadata = try unsafe Self.withBytes(bytes) { bytes throws(AssayError) in
                    try unsafe FileMetadata(bytes, dataEnd: end)
                }
            } catch {
                throw error.located(path: path, byte: UInt64(footer.lowerBound))
            }
            columns = metadata.columns
            rowGroups = metadata.rowGroups
            createdBy = metadata.createdBy
        } catch {
            throw error.located(path: path)
        }
    }

    /// The bytes with which a file begins and ends.
    private static let magic = Array("PAR1".utf8)
    private static let encryptedMagic = Array("PARE".utf8)

    private static func footerRange(
        _ file: RandomAccessFile, _ limits: ParquetLimits
    ) throws(AssayError) -> Range<Int> {
        let size = Int(clamping: file.size)
        var head = [UInt8](repeating: 0, count: min(4, size))
        try read(file, at: 0, into: &head)
        guard head == magic || head == encryptedMagic else {
            throw AssayError(.unsupportedFormat, "is not a Parquet file: it does not begin with PAR1")
        }
        var tail = [UInt8](repeating: 0, count: min(8, size - 4))
        try read(file, at: UInt64(size - tail.count), into: &tail)
        if Array(tail.suffix(4)) == encryptedMagic {
            throw AssayError(
                .encryptedInput, "is an encrypted Parquet file; decrypt it with the library that wrote it")
        }
        guard size >= 12, Array(tail.suffix(4)) == magic else {
            throw AssayError.truncated("it does not end with PAR1, so its footer is missing")
                .located(path: file.path, byte: file.size)
        }
        let length = tail[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= size - 12 else {
            throw AssayError.damaged("its footer claims \(length) bytes, more than the file has")
                .located(path: file.path, byte: file.size - 8)
        }
        guard length <= limits.footerBytes else {
            throw AssayError(
                .pageTooLarge,
                "has a footer of \(length) bytes, more than the limit of \(limits.footerBytes); split the file")
        }
        return (size - 8 - length)..<(size - 8)
    }

    private static func read(
        _ file: RandomAccessFile, at offset: UInt64, into bytes: inout [UInt8]
    ) throws(AssayError) {
        let count = bytes.count
        var failure: AssayError?
        bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(AssayError) {
                try unsafe file.read(at: offset, into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
                initialized = count
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private static func withBytes<Result>(
        _ bytes: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) throws(AssayError) -> Result
    ) throws(AssayError) -> Result {
        try unsafe bytes.withUnsafeBufferPointer { bytes throws(AssayError) in try unsafe body(bytes) }
    }
}

@available(*, unavailable)
extension ParquetFile: Sendable {}
