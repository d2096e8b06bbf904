internal import CPrefetch
public import Diagnostics

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A model laid out for scoring: a table of hashes for each order above the first.
///
/// An n-gram is found under the place of the n-gram without its first word, and that word. A place is known only once
/// the shorter n-gram is found, but those of different tokens do not wait for each other, so ``NGramScorer`` looks many up at
/// a time. Keys are whole, not hashes of whole n-grams, so no two n-grams are ever taken for one another.
///
/// A table takes 32 bytes for each n-gram, and refers to the model for nothing but ids that are not numbered in a row.
@safe
public final class NGramTable: @unchecked Sendable {
    /// One n-gram; an entry whose key is 0 is free.
    struct Entry: BitwiseCopyable {
        /// The place of the n-gram without its first word above, the first word below.
        var key: UInt64
        var probability: Float
        var backoff: Float
    }

    /// One order's entries.
    @safe
    struct Level {
        let entries: UnsafeMutablePointer<Entry>
        let capacity: Int

        /// Searches begin where a cache line does: four entries, of which two are in use in the mean, so most end in it.
        private let buckets: UInt64
        private static let bucket = 4

        init(count: Int) {
            buckets = UInt64(count / 2 + 2)
            let capacity = Int(buckets) * Self.bucket
            self.capacity = capacity
            let bytes = capacity * MemoryLayout<Entry>.stride
            let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 2 << 20)
            #if canImport(Glibc)
            // Each look-up is a page of its own: large pages spare the walk to it.
            unsafe madvise(memory, bytes, MADV_HUGEPAGE)
            #endif
            unsafe entries = memory.bindMemory(to: Entry.self, capacity: capacity)
            unsafe entries.initialize(repeating: Entry(key: 0, probability: 0, backoff: 1), count: capacity)
        }

        /// Where the search for a key begins.
        @inline(__always)
        func home(of key: UInt64) -> Int {
            let product = (key ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
            let number = (product.high ^ product.low).multipliedFullWidth(by: buckets).high
            return Int(truncatingIfNeeded: number) &* Self.bucket
        }

        /// The place of a key, or of the free entry that ends the search for it.
        @inline(__always)
        func find(_ key: UInt64, from home: Int) -> Int {
            var place = home
            while true {
                let found = unsafe entries[place].key
                if found == key || found == 0 { return place }
                place &+= 1
                if place == capacity { place = 0 }
            }
        }
    }

    /// The order, 1 to 6.
    public let order: Int

    /// The probability and the back-off weight of each unigram.
    let unigrams: UnsafeMutablePointer<SIMD2<Float>>
    let unigramCount: Int

    /// From the second order on.
    let levels: [Level]

    /// Tells the numbers of ids that are not numbered in a row; nil where each is its own.
    private let sparse: NGramTrie?

    /// The most n-grams of an order that a table takes: places have 32 bits.
    static let largestLevel = 2_000_000_000

    /// Lays a model out.
    ///
    /// - Throws: `counts-too-large` above 2·10⁹ n-grams of one order.
    /// - Complexity: O(n-grams).
    public init(_ model: NGramModel) throws(AssayError) {
        let trie = model.trie
        guard trie.levels.allSatisfy({ $0.count <= Self.largestLevel }) else {
            throw AssayError(.countsTooLarge, "the n-gram model is too large for a table; train it on a sample")
        }
        order = model.order
        unigramCount = trie.levels[0].count
        unsafe unigrams = .allocate(capacity: unigramCount)
        var isSparse = false
        for node in 0..<unigramCount {
            isSparse = isSparse || trie.levels[0].words[node] != UInt32(truncatingIfNeeded: node)
            let backoff = order > 1 ? model.backoffs[0][node] : 1
            unsafe (unigrams + node).initialize(to: SIMD2(model.probabilities[0][node], backoff))
        }
        sparse = isSparse ? trie : nil
        levels = (1..<max(order, 1)).map { Level(count: trie.levels[$0].count) }
        fill(model)
    }

    deinit {
        unsafe unigrams.deallocate()
        for level in levels { unsafe level.entries.deallocate() }
    }

    /// The number of an id's unigram; that of `<unk>` where there is none.
    @inline(__always)
    func unigram(_ id: UInt32) -> UInt32 {
        if let sparse { return UInt32(truncatingIfNeeded: sparse.unigram(id) ?? Int(NGramID.unknown)) }
        return id < UInt32(truncatingIfNeeded: unigramCount) ? id : NGramID.unknown
    }

    /// Enters the n-grams order by order, some of them ahead of their turn asked for from memory.
    private func fill(_ model: NGramModel) {
        let trie = model.trie
        var places: [UInt32] = (0..<UInt32(truncatingIfNeeded: unigramCount)).map { $0 }
        for (index, level) in levels.enumerated() {
            let number = index + 1
            let nodes = trie.levels[number]
            let hasBackoffs = number < order - 1
            var next = [UInt32](repeating: 0, count: hasBackoffs ? nodes.count : 0)
            var keys = [UInt64](repeating: 0, count: Self.window)
            var homes = [Int](repeating: 0, count: Self.window)
            func enter(_ node: Int) {
                let slot = node % Self.window
                let place = level.find(keys[slot], from: homes[slot])
                unsafe level.entries[place] = Entry(
                    key: keys[slot], probability: model.probabilities[number][node],
                    backoff: hasBackoffs ? model.backoffs[number][node] : 1)
                if hasBackoffs { next[node] = UInt32(truncatingIfNeeded: place) }
            }
            for parent in 0..<trie.levels[index].count {
                for node in trie.children(of: parent, level: index) {
                    if node >= Self.window { enter(node - Self.window) }
                    let key = UInt64(places[parent]) << 32 | UInt64(nodes.words[node])
                    let home = level.home(of: key)
                    keys[node % Self.window] = key
                    homes[node % Self.window] = home
                    unsafe assay_prefetch(level.entries + home)
                }
            }
            for node in max(0, nodes.count - Self.window)..<nodes.count { enter(node) }
            places = next
        }
    }

    private static let window = 16
}
