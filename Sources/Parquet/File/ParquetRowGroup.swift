/// A part of a file that holds some rows, each column in one piece.
public struct ParquetRowGroup: Sendable, Hashable {
    /// How many rows it claims to have; reading checks it.
    public let rowCount: UInt64

    /// How many rows the groups before it claim to have.
    public let firstRow: UInt64

    /// Its columns, in the order of ``ParquetFile/columns``.
    public let chunks: [ColumnChunk]

    /// The offset of its first byte in the file, or 0 where it has no columns.
    public var offset: UInt64 { chunks.lazy.map(\.offset).min() ?? 0 }

    /// One column of a row group.
    public struct ColumnChunk: Sendable, Hashable {
        /// How its pages are compressed.
        public let codec: ParquetCodec

        /// How many values it claims to have, nulls included; reading checks it.
        public let valueCount: UInt64

        /// The offset of its first page in the file, in bytes.
        public let offset: UInt64

        /// How many bytes it claims to take in the file.
        public let compressedSize: UInt64

        /// How many bytes it claims to take when its pages are decompressed.
        public let uncompressedSize: UInt64

        /// Whether it cannot be read without a key.
        public let isEncrypted: Bool

        /// Whether it lies in another file.
        public let isElsewhere: Bool
    }
}
