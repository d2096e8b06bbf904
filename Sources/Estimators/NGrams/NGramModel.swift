public import Diagnostics

/// An interpolated modified Kneser–Ney model of token ids, with KenLM's conventions.
///
/// Chen & Goodman 1998, section 4.1.6, over the adjusted counts of Heafield, Pouzyrevsky, Clark & Koehn 2013. Unigrams are interpolated
/// with the uniform distribution over the tokens seen, `</s>` and `<unk>`; nothing is pruned.
public struct NGramModel: Sendable {
    /// One order of the model.
    public struct Order: Sendable, Hashable {
        /// How many distinct n-grams there are; of unigrams, the three marks are among them.
        public let ngrams: Int

        /// What is taken from their counts.
        public let discounts: KneserNeyDiscounts
    }

    /// Every order, unigrams first.
    public let orders: [Order]

    /// How many tokens the model was trained on, ends of sentences among them.
    public let trainedTokens: UInt64

    let trie: NGramTrie

    /// The interpolated probability of the last word of each n-gram after the others, by level.
    let probabilities: [PagedArray<Float>]

    /// What each n-gram as a context leaves to shorter contexts, by level; not for the highest order.
    let backoffs: [PagedArray<Float>]

    /// The same by level, for scoring.
    let tables: InlineArray<6, NGramTables>

    /// Estimates the model of what was counted.
    ///
    /// - Throws: `nothing-to-train-on` where no sentence was counted; `temporary-file-failed`; `out-of-memory`.
    /// - Complexity: O(*n* log *n*) for *n* tokens.
    public init(_ counter: consuming NGramCounter) throws(AssayError) {
        trainedTokens = counter.tokens
        var trie = try counter.finish()
        orders = trie.levels.map { level in
            var seen = [UInt64](repeating: 0, count: 5)
            if let counts = level.counts {
                for i in 0..<level.count where counts[i] < 5 { seen[Int(counts[i])] += 1 }
            }
            return Order(ngrams: level.count, discounts: KneserNeyDiscounts(countsOfCounts: Array(seen[1...])))
        }
        var estimation = NGramEstimation(trie, discounts: orders.map(\.discounts))
        try estimation.run()
        probabilities = estimation.probabilities
        backoffs = estimation.backoffs
        for level in trie.levels.indices { trie.levels[level].counts = nil }
        self.trie = trie
        var tables = InlineArray<6, NGramTables>(repeating: NGramTables())
        for level in trie.levels.indices {
            tables[level] = NGramTables(
                trie.levels[level], probabilities: probabilities[level],
                backoffs: level + 1 < trie.order ? backoffs[level] : nil)
        }
        self.tables = tables
    }

    /// The order, 1 to 6.
    public var order: Int { orders.count }

    /// Whether it is so large that it lies in temporary files.
    public var isInFiles: Bool { trie.isInFiles }

    /// How many distinct tokens the model was trained on, without the three marks.
    public var vocabularySize: Int { orders[0].ngrams - Int(NGramID.first) }
}
