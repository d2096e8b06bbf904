internal import CDecompressors

/// A compression format, recognised by content and never by a file's name.
public enum Compression: String, Sendable, Hashable, CaseIterable {
    /// RFC 1952, any number of members; zero bytes after the last are padding, anything else is an error.
    case gzip
    /// RFC 8878, any number of frames, skippable ones among them; windows up to 2²⁷ bytes.
    case zstandard = "zstd"
    /// The .xz format, any number of streams and padding; dictionaries up to 2²⁷ bytes.
    case xz
    /// Any number of bzip2 streams.
    case bzip2
    /// Any number of LZ4 frames, skippable ones among them; the legacy format is refused.
    case lz4
    /// RFC 1951 without a header, as members of zip archives have it; never detected.
    case deflate

    /// How many layers of compression around each other are undone.
    public static let maximumDepth = 3

    /// The largest window or dictionary that is accepted, in bytes.
    public static var windowLimit: Int { assay_decoder_window_limit() }

    /// Recognises a format by the first bytes of a stream; nil where none is.
    static func detect(_ head: UnsafeBufferPointer<UInt8>) -> Compression? {
        if unsafe head.starts(with: [0x1F, 0x8B, 0x08]) { return .gzip }
        if unsafe head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return .zstandard }
        if unsafe head.count >= 8 && head[0] & 0xF0 == 0x50 && head[1...3].elementsEqual([0x2A, 0x4D, 0x18]) {
            return .zstandard
        }
        if unsafe head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) { return .xz }
        if unsafe head.count >= 10 && head.starts(with: "BZh".utf8) && (0x31...0x39).contains(head[3])
            && (head[4...9].elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
                || head[4...9].elementsEqual([0x17, 0x72, 0x45, 0x38, 0x50, 0x90]))
        {
            return .bzip2
        }
        if unsafe head.starts(with: [0x04, 0x22, 0x4D, 0x18]) { return .lz4 }
        return nil
    }

    var decoderKind: assay_decoder_kind {
        switch self {
        case .gzip: ASSAY_DECODER_GZIP
        case .zstandard: ASSAY_DECODER_ZSTANDARD
        case .xz: ASSAY_DECODER_XZ
        case .bzip2: ASSAY_DECODER_BZIP2
        case .lz4: ASSAY_DECODER_LZ4
        case .deflate: ASSAY_DECODER_DEFLATE
        }
    }
}
