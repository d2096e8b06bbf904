/// Distinct documents of which a band of the MinHash signature hashes below a threshold; the threshold halves when it is full.
///
/// Two documents that share a band have the same key there, so a key that is kept brings all documents that share it: near
/// duplicates are sampled together, however rare they are. Which documents are kept depends on the documents alone: the
/// sketch of a union is the merge of the sketches, and the sketches of different corpora are coordinated. While `level` is
/// 0 every document is kept. Empty documents are none.
public struct NearDuplicateSketch: Sendable {
    /// The number of documents above which the threshold halves.
    public let capacity: Int

    /// How often the threshold was halved: keys below 2⁶⁴ / 2^level are kept.
    public private(set) var level = 0

    private var limit: UInt64 = .max
    private var kept: [ContentHash: Entry] = [:]

    /// What is kept of a document.
    struct Entry: Sendable, Hashable {
        /// The key of each band.
        var bands: SIMD16<UInt64>

        /// The low bytes of the bins, for an estimate of the similarity.
        var bins: (SIMD64<UInt8>, SIMD64<UInt8>)

        init(_ signature: borrowing MinHashSignature, bands: SIMD16<UInt64>) {
            self.bands = bands
            bins = signature.lowBytes
        }

        /// Puts back what was written down: 16 keys and ``binBytes``.
        init(bands: ArraySlice<UInt64>, bins: ArraySlice<UInt8>) {
            self.bands = SIMD16(bands)
            self.bins = (SIMD64(bins.prefix(64)), SIMD64(bins.suffix(64)))
        }

        /// The low bytes of the bins, one after the other.
        var binBytes: [UInt8] { bins.0.indices.map { bins.0[$0] } + bins.1.indices.map { bins.1[$0] } }

        static func == (a: Self, b: Self) -> Bool { a.bands == b.bands && a.bins == b.bins }

        func hash(into hasher: inout Hasher) { hasher.combine(bands) }

        /// Whether a band has a key that is not above a limit.
        @inline(__always)
        func reaches(_ limit: UInt64) -> Bool { bands.min() <= limit }
    }

    /// Creates an empty sketch that keeps at most `capacity` documents (at least 16).
    public init(capacity: Int) { self.capacity = max(capacity, 16) }

    /// The share of band keys that is kept: 2^−level.
    public var samplingRate: Double { Double(sign: .plus, exponent: -level, significand: 1) }

    /// The number of documents held.
    public var count: Int { kept.count }

    /// Offers a document that is not empty.
    @inline(__always)
    mutating func offer(_ hash: ContentHash, _ signature: borrowing MinHashSignature) {
        let bands = signature.bandKeys
        guard bands.min() <= limit, kept[hash] == nil else { return }
        insert(hash, Entry(signature, bands: bands))
    }

    private mutating func insert(_ hash: ContentHash, _ entry: Entry) {
        kept[hash] = entry
        while kept.count > capacity { raise(to: level + 1) }
    }

    private mutating func raise(to newLevel: Int) {
        level = newLevel
        limit = level == 0 ? .max : (UInt64(1) << (64 - UInt64(level))) - 1
        kept = kept.filter { [limit] in $0.value.reaches(limit) }
    }

    /// Whether a band's key is kept with all documents that have it.
    func keeps(_ key: UInt64) -> Bool { key <= limit }

    /// Adds another sketch of the same capacity: the sketch of the union of both inputs.
    ///
    /// - Complexity: O(documents held by both).
    public mutating func merge(_ other: NearDuplicateSketch) {
        precondition(capacity == other.capacity, "sketches of different capacity do not merge")
        if other.level > level { raise(to: other.level) }
        for (hash, entry) in other.kept where kept[hash] == nil && entry.reaches(limit) { insert(hash, entry) }
    }

    /// The documents held, in ascending order of content hash.
    var documents: [(hash: ContentHash, entry: Entry)] {
        kept.sorted { $0.key < $1.key }.map { (hash: $0.key, entry: $0.value) }
    }

    /// Puts back the level of a sketch that was written down; the sketch must be empty.
    mutating func restore(level: Int) { raise(to: level) }

    /// Puts back a document; false where it has no key below the threshold.
    mutating func restore(_ hash: ContentHash, _ entry: Entry) -> Bool {
        guard entry.reaches(limit) else { return false }
        kept[hash] = entry
        return true
    }
}

extension NearDuplicateSketch: Equatable {
    /// Two sketches are equal when they keep the same documents.
    public static func == (a: Self, b: Self) -> Bool {
        a.capacity == b.capacity && a.level == b.level && a.kept == b.kept
    }
}
