/// Whole distinct documents with the lowest content hashes, up to a byte budget, each with its multiplicity.
///
/// The sample is the longest prefix, in hash order, of the corpus's distinct documents whose cost fits the budget. That
/// makes it a function of the set of documents alone: any cut of a corpus, merged in any order, gives the same sample,
/// and the samples of two corpora are coordinated (a shared document is in both or in neither, threshold permitting).
public struct DocumentSample: Sendable {
    /// The budget in bytes, `overhead` for each document included.
    public let budget: Int

    /// What a document costs beyond its bytes, so that a billion tiny documents stay within memory, too.
    public static let overhead = 64

    /// The hash of the first document that did not fit; nil while nothing was left out.
    public private(set) var threshold: ContentHash?

    private var entries: [ContentHash: Entry]
    private var cost: Int

    /// One sampled document.
    public struct Entry: Sendable, Hashable {
        /// The document's bytes as found.
        public var bytes: [UInt8]

        /// How often exactly these bytes occur as a document of the corpus.
        public var multiplicity: UInt64

        /// The first place, in natural order, where the document occurs.
        public var locator: Locator
    }

    /// Creates an empty sample.
    public init(budget: Int) {
        self.budget = max(budget, 0)
        self.threshold = nil
        self.entries = [:]
        self.cost = 0
    }

    /// Whether every document of the corpus is in the sample.
    public var isComplete: Bool { threshold == nil }

    /// The number of distinct documents held.
    public var count: Int { entries.count }

    /// The bytes of the distinct documents held.
    public var byteCount: Int { cost - entries.count * Self.overhead }

    /// Offers a document.
    ///
    /// - Complexity: O(1) for a document beyond the threshold, else O(bytes), amortised.
    mutating func offer(_ hash: ContentHash, _ bytes: UnsafeBufferPointer<UInt8>, at locator: Locator) {
        if let threshold, hash >= threshold { return }
        if let index = entries.index(forKey: hash) {
            entries.values[index].multiplicity += 1
            if locator < entries.values[index].locator { entries.values[index].locator = locator }
            return
        }
        insert(hash, unsafe Entry(bytes: Array(bytes), multiplicity: 1, locator: locator))
        // Cutting back sorts all entries; a slack of a quarter makes that rare.
        if cost > budget + budget / 4 { cutBack() }
    }

    private mutating func insert(_ hash: ContentHash, _ entry: Entry) {
        cost += entry.bytes.count + Self.overhead
        entries[hash] = entry
    }

    /// Restores the invariant: the held documents are the longest prefix that fits.
    mutating func cutBack() {
        guard cost > budget else { return }
        let order = entries.keys.sorted()
        var kept = 0
        var end = 0
        while end < order.count {
            // By the index, because a copy of the entry would be counted references.
            let next = entries.index(forKey: order[end]).map { entries.values[$0].bytes.count } ?? 0
            if kept + next + Self.overhead > budget { break }
            kept += next + Self.overhead
            end += 1
        }
        if end < order.count { threshold = order[end] }
        for hash in order[end...] { entries[hash] = nil }
        cost = kept
    }

    /// Puts back a document of a sample that was written down.
    mutating func restore(_ hash: ContentHash, _ entry: Entry) { insert(hash, entry) }

    /// Puts back the threshold, when all documents are back; false where such a sample cannot have come about.
    mutating func restore(threshold: ContentHash?) -> Bool {
        self.threshold = threshold
        return cost <= budget && (threshold.map { limit in entries.keys.allSatisfy { $0 < limit } } ?? true)
    }

    /// Adds another sample of the same budget: the sample of the union of both inputs.
    public mutating func merge(_ other: DocumentSample) {
        precondition(budget == other.budget, "samples of different budgets do not merge")
        if let limit = other.threshold, threshold.map({ limit < $0 }) ?? true {
            threshold = limit
            for (hash, entry) in entries where hash >= limit {
                entries[hash] = nil
                cost -= entry.bytes.count + Self.overhead
            }
        }
        for (hash, entry) in other.entries {
            if let threshold, hash >= threshold { continue }
            if let index = entries.index(forKey: hash) {
                entries.values[index].multiplicity += entry.multiplicity
                entries.values[index].locator = min(entries.values[index].locator, entry.locator)
            } else {
                insert(hash, entry)
            }
        }
        cutBack()
    }

    /// The documents in ascending order of content hash.
    public var inHashOrder: [(hash: ContentHash, entry: Entry)] {
        entries.sorted { $0.key < $1.key }.map { (hash: $0.key, entry: $0.value) }
    }

    /// The documents in natural order: by path, then by position in the file.
    public var inNaturalOrder: [(hash: ContentHash, entry: Entry)] {
        inHashOrder.sorted {
            $0.entry.locator != $1.entry.locator ? $0.entry.locator < $1.entry.locator : $0.hash < $1.hash
        }
    }
}

/// Where a document was met: the file below the corpus's root, the member of an archive, and the byte in its stream.
public struct Locator: Sendable, Hashable, Comparable {
    /// The path below the corpus's root.
    public var path: String

    /// The name of the member of an archive, escaped; empty where the file is no archive.
    public var member: String

    /// The byte, counted from 0, in the decoded stream of the file or member; for a record, where its line begins, or its
    /// row (Parquet).
    public var byte: UInt64

    /// The byte, counted from 0, in the record's text; 0 in plain text.
    public var offset: UInt64

    /// Creates a locator.
    public init(path: String, member: String = "", byte: UInt64, offset: UInt64 = 0) {
        self.path = path
        self.member = member
        self.byte = byte
        self.offset = offset
    }

    /// Natural order: by the bytes of the path, then by those of the member's name, then by position.
    public static func < (a: Self, b: Self) -> Bool {
        guard a.path.utf8.elementsEqual(b.path.utf8) else {
            return a.path.utf8.lexicographicallyPrecedes(b.path.utf8)
        }
        guard a.member.utf8.elementsEqual(b.member.utf8) else {
            return a.member.utf8.lexicographicallyPrecedes(b.member.utf8)
        }
        return (a.byte, a.offset) < (b.byte, b.offset)
    }
}
