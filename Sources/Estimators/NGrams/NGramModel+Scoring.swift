public import InformationCapacity

extension NGramModel {
    /// What a sentence costs: every token given those before it, and the end.
    ///
    /// - Parameter sentence: Ids as in training; any that was not trained on is `<unk>`.
    /// - Complexity: O(*n* · order · log *b*), where *b* is how many words stand before a word.
    public func score(_ sentence: Span<UInt32>) -> NGramScore {
        var score = NGramScore()
        var walk = Walk()
        begin(&walk)
        for i in sentence.indices { add(number(of: sentence[i]), &walk, &score) }
        add(NGramID.end, &walk, &score)
        return score
    }

    /// The cost of every token of a sentence, and of the end behind them.
    ///
    /// - Complexity: as of ``score(_:)``.
    public func tokenCosts(_ sentence: Span<UInt32>) -> [Bits] {
        var costs: [Bits] = []
        var sum = NGramScore()
        var walk = Walk()
        begin(&walk)
        for i in 0...sentence.count {
            sum.total = .zero
            add(i < sentence.count ? number(of: sentence[i]) : NGramID.end, &walk, &sum)
            costs.append(sum.total)
        }
        return costs
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
            walk.backoffs[0] = Double(backoffs[0][Int(NGramID.beginning)])
            walk.contexts = 1
        }
        walk.push(NGramID.beginning, keeping: order - 1)
    }

    @inline(__always)
    private func add(_ id: UInt32, _ walk: inout Walk, _ score: inout NGramScore) {
        let unigram = id == NGramID.unknown ? nil : trie.unigram(id)
        var node = unigram ?? Int(NGramID.unknown)
        var level = 0
        let before = walk.backoffs
        let contextsBefore = walk.contexts
        walk.contexts = 0
        if unigram != nil {
            while true {
                if level < order - 1 {
                    walk.backoffs[level] = Double(backoffs[level][node])
                    walk.contexts = level + 1
                }
                guard level < walk.historyCount,
                    let next = NGramTrie.find(
                        walk.history[level], in: trie.levels[level + 1].words, trie.children(of: node, level: level))
                else { break }
                node = next
                level += 1
            }
        }
        var probability = Double(probabilities[level][node])
        for context in level..<max(level, contextsBefore) { probability *= before[context] }
        walk.push(unigram == nil ? NGramID.unknown : id, keeping: order - 1)
        let bits = Bits(-PortableMath.log2(probability))
        score.tokens += 1
        score.total += bits
        if unigram == nil { score.unknownTokens += 1 } else { score.known += bits }
    }
}
