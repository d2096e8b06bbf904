internal import CCompressors
public import Diagnostics

/// Bytes packed for files that other programs read; packed parts may follow one another in a file.
public enum PackedBytes: Sendable {
    /// One gzip member (RFC 1952) without a name or a time.
    case gzip

    /// One zstd frame (RFC 8878) with a checksum.
    case zstandard

    /// Packs bytes at the programs' own level: 6 for gzip, 3 for zstd.
    ///
    /// - Throws: `compressor-failed`, also for 2 GiB and more.
    /// - Complexity: O(*n*).
    public func pack(_ bytes: [UInt8]) throws(AssayError) -> [UInt8] {
        let bound =
            switch self {
            case .gzip: assay_gzip_bound(bytes.count)
            case .zstandard: assay_zstd_bound(bytes.count)
            }
        let packed = unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            count =
                switch self {
                case .gzip: unsafe assay_gzip_pack(buffer.baseAddress, bound, bytes, bytes.count, 6)
                case .zstandard: unsafe assay_zstd_pack(buffer.baseAddress, bound, bytes, bytes.count, 3)
                }
        }
        guard !packed.isEmpty else {
            throw AssayError(.compressorFailed, "the output could not be packed; use fewer threads")
        }
        return packed
    }
}
