public import InformationCapacity

extension NGramModel {
    /// What a sentence costs: every token given those before it, and the end.
    ///
    /// It reads the model where it lies, in files, too; ``NGramScorer`` says the same faster from a table in memory.
    ///
    /// - Parameter sentence: Ids as in training; any that was not trained on is `<unk>`.
    /// - Complexity: O(*n* · order · log *b*), where *b* is how many words stand before a word.
    public func score(_ sentence: Span<UInt32>) -> NGramScore {
        var score = NGramScore()
        var walk = Walk()
        var known = CostProduct()
        var unknown = CostProduct()
        var unigrams = CostProduct()
        begin(&walk)
        for i in 0...sentence.count {
            let id = i < sentence.count ? number(of: sentence[i]) : NGramID.end
            unigrams.multiply(tables[0].probability(trie.unigram(id) ?? Int(NGramID.unknown)))
            let token = next(id, &walk)
            if token.isKnown {
                known.multiply(token.probability)
            } else {
                unknown.multiply(token.probability)
                score.unknownTokens += 1
            }
        }
        score.tokens = sentence.count + 1
        score.known = known.total
        score.total = score.known + unknown.total
        score.withoutContext = unigrams.total
        return score
    }

    /// The cost of every token of a sentence, and of the end behind them.
    ///
    /// - Complexity: as of ``score(_:)``.
    public func tokenCosts(_ sentence: Span<UInt32>) -> [Bits] {
        var walk = Walk()
        begin(&walk)
        return (0...sentence.count).map { i in
            let token = next(i < sentence.count ? number(of: sentence[i]) : NGramID.end, &walk)
            return Bits(-PortableMath.log2(token.probability))
        }
    }

    /// Whether the model was trained on an id.
    public func knows(_ id: UInt32) -> Bool {
        id <= NGramID.maximum && trie.unigram(id + NGramID.first) != nil
    }

    /// The last words, and what the contexts that they are leave to shorter ones.
    private struct Walk {
        var history = InlineArray<6, UInt32>(repeating: 0)
        var historyCount = 0
        /// Of the contexts of 1, 2, … words that the model holds.
        var backoffs = InlineArray<6, Double>(repeating: 1)
        var contexts = 0

        mutating func push(_ id: UInt32, keeping count: Int) {
            historyCount = min(historyCount + 1, count)
            for i in stride(from: historyCount - 1, to: 0, by: -1) { history[i] = history[i - 1] }
            if historyCount > 0 { history[0] = id }
        }
    }

    private func number(of id: UInt32) -> UInt32 { id <= NGramID.maximum ? id + NGramID.first : NGramID.unknown }

    private func begin(_ walk: inout Walk) {
        if order > 1 {
            walk.backoffs[0] = tables[0].backoff(Int(NGramID.beginning))
            walk.contexts = 1
        }
        walk.push(NGramID.beginning, keeping: order - 1)
    }

    /// The probability of the next token, known or not; the walk goes on behind it.
    @inline(__always)
    private func next(_ id: UInt32, _ walk: inout Walk) -> (probability: Double, isKnown: Bool) {
        let unigram = id == NGramID.unknown ? nil : trie.unigram(id)
        guard let unigram else {
            var probability = tables[0].probability(Int(NGramID.unknown))
            for context in 0..<walk.contexts { probability *= walk.backoffs[context] }
            walk.contexts = 0
            walk.push(NGramID.unknown, keeping: order - 1)
            return (probability, false)
        }
        var node = unigram
        var level = 0
        let before = walk.backoffs
        let contextsBefore = walk.contexts
        walk.contexts = 0
        while level < order - 1 {
            walk.backoffs[level] = tables[level].backoff(node)
            walk.contexts = level + 1
            guard level < walk.historyCount else { break }
            let range = tables[level].children(of: node)
            let child = tables[level + 1].find(walk.history[level], from: range.first, to: range.end)
            if child < 0 { break }
            node = child
            level += 1
        }
        var probability = tables[level].probability(node)
        for context in level..<max(level, contextsBefore) { probability *= before[context] }
        walk.push(id, keeping: order - 1)
        return (probability, true)
    }
}
