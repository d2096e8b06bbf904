/// How the pages of a column are compressed.
///
/// Source: the enumeration `CompressionCodec` of parquet.thrift.
public struct ParquetCodec: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number in the file, known or not.
    public let rawValue: Int32

    /// Creates a codec from its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Not compressed.
    public static let uncompressed = Self(rawValue: 0)
    /// Snappy.
    public static let snappy = Self(rawValue: 1)
    /// Gzip or zlib.
    public static let gzip = Self(rawValue: 2)
    /// LZO, which is not read.
    public static let lzo = Self(rawValue: 3)
    /// Brotli.
    public static let brotli = Self(rawValue: 4)
    /// LZ4 in the frames of Hadoop, or raw where old writers put it under this number.
    public static let lz4Hadoop = Self(rawValue: 5)
    /// Zstandard.
    public static let zstd = Self(rawValue: 6)
    /// LZ4 as one raw block.
    public static let lz4Raw = Self(rawValue: 7)

    /// The name in the Parquet format, or the number of an unknown codec.
    public var description: String {
        let names = ["UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW"]
        return names.indices.contains(Int(rawValue)) ? names[Int(rawValue)] : "unknown codec \(rawValue)"
    }

    /// Whether it can be read.
    public var isSupported: Bool { (0...7).contains(rawValue) && self != .lzo }
}
