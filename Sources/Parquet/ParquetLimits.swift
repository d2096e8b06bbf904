/// How much a file may claim before it is refused: no number in a file is trusted with memory or time.
public struct ParquetLimits: Sendable, Hashable {
    /// The largest page, compressed or decompressed, and the largest dictionary page, in bytes.
    public var pageBytes: Int

    /// The largest footer in bytes; its contents take a few times as much memory.
    public var footerBytes: Int

    /// The most bytes of values, and the most values, of one row of one column that are kept while it is put together.
    public var rowBytes: Int

    /// The most values (with nulls) of one column in one row group.
    public var columnValues: UInt64

    /// The most bytes that the values of one column in one row group may come to, where a dictionary repeats them.
    public var columnBytes: UInt64

    /// Creates limits; all must be positive, and those of pages, footer and row below 2 GiB.
    ///
    /// The defaults are far beyond what writers make: pages of 1 MiB, footers of some megabytes, 2^27 rows a group.
    public init(
        pageBytes: Int = 64 << 20, footerBytes: Int = 64 << 20, rowBytes: Int = 64 << 20,
        columnValues: UInt64 = 1 << 30, columnBytes: UInt64 = 64 << 30
    ) {
        for limit in [pageBytes, footerBytes, rowBytes] {
            precondition(limit > 0 && limit <= Int(Int32.max), "limits are positive and below 2 GiB")
        }
        self.pageBytes = pageBytes
        self.footerBytes = footerBytes
        self.rowBytes = rowBytes
        self.columnValues = columnValues
        self.columnBytes = columnBytes
    }

    /// The most elements of a schema, and the most names in the paths of all its columns together.
    static let schemaNames = 1 << 20

    /// How deep a schema may be nested.
    static let schemaDepth = 64

    /// The longest page header in bytes; statistics in it may hold long values.
    static let pageHeaderBytes = 16 << 20
}
