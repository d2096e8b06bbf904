public import Summaries

/// The parts of a corpus that can be told apart and named: its files, or groups of them where they are many.
///
/// Kept beside the corpus's summary while the parts are read; what is kept of a part is small and without texts.
public struct Shards: Sendable {
    /// One part.
    public struct Shard: Sendable {
        /// The path below the corpus's root, or the first and last path of a group.
        public var name: String

        /// What it adds to the corpus's summary.
        public var share: SummaryShare
    }

    /// The most pairs of a shard and one of its distinct documents, or lines, that are kept.
    private static let mostKeys = 1 << 18

    private var shares: [String: SummaryShare] = [:]
    private var shardOfPath: [String: String] = [:]
    private var documentLevel = 0
    private var lineLevel = 0
    private var documentKeys = 0
    private var lineKeys = 0

    /// Creates an empty collection.
    public init() {}

    /// Adds a part of a corpus; parts of one name are one shard.
    ///
    /// - Parameters:
    ///   - part: The part's summary.
    ///   - name: The shard's name.
    ///   - paths: The paths of its files as the sample's locators have them.
    public mutating func add(_ part: Summary, name: String, paths: some Sequence<String>) {
        for path in paths { shardOfPath[path] = name }
        var share = SummaryShare(part)
        if let known = shares[name] {
            documentKeys -= known.documents.count
            lineKeys -= known.lines.count
            share.merge(known)
        }
        share.thin(documentLevel: documentLevel, lineLevel: lineLevel)
        shares[name] = share
        documentKeys += share.documents.count
        lineKeys += share.lines.count
        // Which levels come out depends on the shards alone: they are the least at which all of their keys fit.
        thin(documentLevel: max(documentLevel, share.documentLevel), lineLevel: max(lineLevel, share.lineLevel))
        while documentKeys > Self.mostKeys { thin(documentLevel: documentLevel + 1, lineLevel: lineLevel) }
        while lineKeys > Self.mostKeys { thin(documentLevel: documentLevel, lineLevel: lineLevel + 1) }
    }

    /// Brings all shards to at least these levels.
    private mutating func thin(documentLevel newDocumentLevel: Int, lineLevel newLineLevel: Int) {
        guard newDocumentLevel > documentLevel || newLineLevel > lineLevel else { return }
        documentLevel = newDocumentLevel
        lineLevel = newLineLevel
        documentKeys = 0
        lineKeys = 0
        for name in shares.keys {
            shares[name]?.thin(documentLevel: documentLevel, lineLevel: lineLevel)
            documentKeys += shares[name]?.documents.count ?? 0
            lineKeys += shares[name]?.lines.count ?? 0
        }
    }

    /// All shards in the order of their names' bytes, their keys thinned to one level.
    public var all: [Shard] {
        shares.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name in
            var share = shares[name] ?? SummaryShare()
            share.thin(documentLevel: documentLevel, lineLevel: lineLevel)
            return Shard(name: name, share: share)
        }
    }

    /// The name of the shard that a file belongs to.
    func name(ofPath path: String) -> String? { shardOfPath[path] }
}
