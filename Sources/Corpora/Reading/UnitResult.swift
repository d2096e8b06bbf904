/// What reading a work unit came to.
public struct UnitResult: Sendable, Hashable {
    /// Decoded bytes that the unit owns; over all units of a file they sum to its decoded size, of an archive or Parquet to
    /// its own.
    public var decodedBytes: UInt64 = 0

    /// Stored bytes that were read, for progress and throughput; units that overlap count some twice.
    public var storedBytes: UInt64 = 0

    /// Bytes of text handed to the sink.
    public var textBytes: UInt64 = 0

    /// Documents and pieces handed to the sink.
    public var documents: UInt64 = 0

    /// Records met, good or bad: lines that are not blank (JSON Lines), elements, rows, samples (WebDataset), texts (WARC),
    /// token ids; 0 in plain text.
    public var records: UInt64 = 0

    /// Bytes of the records whose text was handed over, as they stand in the file; 0 in plain text.
    public var recordBytes: UInt64 = 0

    /// Bytes of these records' text; the rest is keys, roles, quotes, escapes and other fields.
    public var recordTextBytes: UInt64 = 0

    /// U+FFFD put in place of what encodes no character in a file that is not UTF-8 (see ``TextEncoding``).
    public var replacedCharacters: UInt64 = 0

    /// Errors handed to the sink.
    public var failures: UInt64 = 0

    /// Line feeds that the unit owns (records; 0 in plain text, where they are not counted).
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
        recordBytes += member.recordBytes
        recordTextBytes += member.recordTextBytes
        replacedCharacters += member.replacedCharacters
        failures += member.failures
    }
}
