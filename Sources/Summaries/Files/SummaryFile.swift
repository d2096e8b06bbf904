internal import CCompressors
public import Diagnostics

extension AssayError.Code {
    /// A file is no summary, or one of another version, or was damaged.
    public static let invalidSummary = Self(rawValue: "invalid-summary")
}

/// Summaries as files: a header with a checksum, then a zstd frame of a message of `summary.proto`.
public enum SummaryFile: Sendable {
    /// The ending of the names of summary files.
    public static let suffix = ".assay"

    /// The version of the layout; that of the content is a part of its parameters.
    static let version: UInt64 = 1

    /// The zstd level: text takes about a third of its size, and a second takes some 200 MB.
    private static let level: Int32 = 3

    /// The largest content that is read: the largest message of protocol buffers.
    private static let largestContent: UInt64 = (1 << 31) - 1

    /// The first bytes: a skippable frame (RFC 8878, 3.1.2) of 32 bytes, which begins with a name.
    private static let beginning: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 32, 0, 0, 0] + Array("assay\0\0\0".utf8)

    private static let headerLength = 40

    /// A summary as a file's bytes; equal summaries give equal bytes under one version of zstd.
    ///
    /// - Throws: `invalid-summary` where it is too large for a file: more than 2 GiB.
    public static func bytes(of summary: Summary) throws(AssayError) -> [UInt8] {
        try bytes(packing: summary.canonicalBytes)
    }

    /// The bytes of a file around a content, which is not looked at.
    package static func bytes(packing content: [UInt8]) throws(AssayError) -> [UInt8] {
        guard content.count <= largestContent else {
            throw AssayError(
                .invalidSummary, "the summary is larger than 2 GiB; make it with a smaller --sample-size")
        }
        let frame = unsafe [UInt8](unsafeUninitializedCapacity: assay_zstd_bound(content.count)) { buffer, count in
            count = unsafe assay_zstd_pack(buffer.baseAddress, buffer.count, content, content.count, level)
        }
        guard !frame.isEmpty else {
            throw AssayError(.outOfMemory, "memory for packing the summary could not be allocated")
        }
        return header(of: frame) + frame
    }

    private static func header(of frame: [UInt8]) -> [UInt8] {
        let hash = ContentHash(of: frame)
        var writer = CanonicalWriter()
        writer.write(version)
        writer.write(hash.low)
        writer.write(hash.high)
        return beginning + writer.bytes
    }

    /// Reads a summary from a file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - path: For errors.
    /// - Throws: `invalid-summary` where a single bit is not as it was written, or the content contradicts itself.
    public static func summary(from bytes: [UInt8], path: String) throws(AssayError) -> Summary {
        func failure(_ message: String) -> AssayError { AssayError(.invalidSummary, message, at: .init(path: path)) }
        guard bytes.starts(with: beginning) else {
            throw failure("is no summary of assay; give a file that assay scan or assay merge wrote")
        }
        let frame = Array(bytes.dropFirst(headerLength))
        guard bytes.count > headerLength else {
            throw failure("ends within its first bytes; fetch it again, or scan the part again")
        }
        let expected = header(of: frame)
        guard bytes[beginning.count..<beginning.count + 8] == expected[beginning.count..<beginning.count + 8] else {
            throw failure("has another version of the layout of summaries; read it with the assay that wrote it")
        }
        guard bytes.prefix(headerLength).elementsEqual(expected) else {
            throw failure("is damaged: its checksum is wrong; fetch it again, or scan the part again")
        }
        let size = unsafe assay_zstd_content_size(frame, frame.count)
        guard size <= largestContent else { throw failure("is damaged: its content is not one frame of a known size") }
        var isWhole = false
        let content = unsafe [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
            isWhole = unsafe assay_zstd_unpack(buffer.baseAddress, buffer.count, frame, frame.count)
            count = isWhole ? Int(size) : 0
        }
        guard isWhole else { throw failure("is damaged: its content cannot be decoded") }
        do throws(SummaryMistake) {
            return try Summary(decoding: content)
        } catch {
            throw failure("contradicts itself (\(error.words)); scan the part again")
        }
    }
}

/// What contradicts itself in a summary's content.
struct SummaryMistake: Error {
    var words: String

    init(_ words: String) { self.words = words }
}
