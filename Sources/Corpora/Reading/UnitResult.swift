/// What reading a work unit came to.
public struct UnitResult: Sendable, Hashable {
    /// Decoded bytes that the unit owns; over all units of a file they sum to its decoded size (Parquet: its size).
    public var decodedBytes: UInt64 = 0

    /// Stored bytes that were read, for progress and throughput; units that overlap count some twice.
    public var storedBytes: UInt64 = 0

    /// Bytes of text handed to the sink.
    public var textBytes: UInt64 = 0

    /// Documents and pieces handed to the sink.
    public var documents: UInt64 = 0

    /// Records met, good or bad: lines that are not blank (JSON Lines), rows (Parquet), or 0 (plain text).
    public var records: UInt64 = 0

    /// Errors handed to the sink.
    public var failures: UInt64 = 0

    /// Line feeds that the unit owns (JSON Lines; 0 in plain text, where they are not counted).
    public var lineFeeds: UInt64 = 0

    /// Whether reading reached the unit's end; false where damage ended it.
    public var isComplete = false

    /// A result with all counts zero.
    public init() {}
}
