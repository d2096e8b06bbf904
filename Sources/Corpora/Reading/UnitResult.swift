/// What reading a work unit came to.
public struct UnitResult: Sendable, Hashable {
    /// Decoded bytes that the unit owns; over all units of a file they sum to its decoded size, of an archive to its own.
    public var decodedBytes: UInt64 = 0

    /// Stored bytes that were read, for progress and throughput; units that overlap count some twice.
    public var storedBytes: UInt64 = 0

    /// Bytes of text handed to the sink.
    public var textBytes: UInt64 = 0

    /// Documents and pieces handed to the sink.
    public var documents: UInt64 = 0

    /// Records met, good or bad: lines that are not blank (JSON Lines), rows (Arrow), samples (WebDataset),
    /// texts (WARC), or 0 (plain text).
    public var records: UInt64 = 0

    /// Errors handed to the sink.
    public var failures: UInt64 = 0

    /// Line feeds that the unit owns (JSON Lines; 0 in plain text, where they are not counted).
    public var lineFeeds: UInt64 = 0

    /// Members of an archive that were left out, by the reason.
    public var omissions: [CorpusOmission.Reason: UInt64] = [:]

    /// Bytes, among the decoded ones, of an archive's members that could not be read.
    public var unreadBytes: UInt64 = 0

    /// Whether reading reached the unit's end; false where damage ended it.
    public var isComplete = false

    /// A result with all counts zero.
    public init() {}

    /// Adds what reading a member came to, but for the bytes that the archive counts itself.
    mutating func add(_ member: UnitResult) {
        textBytes += member.textBytes
        documents += member.documents
        records += member.records
        failures += member.failures
    }
}
