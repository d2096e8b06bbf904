internal import Estimators
internal import InformationCapacity
internal import Summaries

/// The scores of groups of documents, from which intervals are made.
struct NGramGroups {
    /// How many tokens were scored.
    private(set) var scoredTokens = 0

    /// How many of them the model was not trained on.
    private(set) var unknownTokens = 0

    // In units of 2⁻²⁴ bits, so that the order of documents changes nothing.
    private var knownCost: Int64 = 0
    private var costs = [Int64](repeating: 0, count: DocumentGroups.count)
    private var unknown = [Double](repeating: 0, count: DocumentGroups.count)
    private var tokens = [Double](repeating: 0, count: DocumentGroups.count)
    private var bytes = [Double](repeating: 0, count: DocumentGroups.count)
    private var documents = 0

    /// Adds a document.
    mutating func add(_ score: NGramScore, bytes count: Int, of hash: ContentHash) {
        let group = Int(hash.low % UInt64(DocumentGroups.count))
        scoredTokens += score.tokens
        unknownTokens += score.unknownTokens
        documents += 1
        knownCost += Self.fixedPoint(score.known)
        costs[group] += Self.fixedPoint(score.total)
        unknown[group] += Double(score.unknownTokens)
        tokens[group] += Double(score.tokens)
        bytes[group] += Double(count)
    }

    private static func fixedPoint(_ bits: Bits) -> Int64 { Int64((bits.value * 0x1p24).rounded()) }

    /// The perplexity of the tokens that the model knows; nil without any.
    var perplexityOfKnown: Double? {
        let known = scoredTokens - unknownTokens
        return known > 0 ? PortableMath.pow(2, Double(knownCost) * 0x1p-24 / Double(known)) : nil
    }

    /// Bits by token.
    ///
    /// - Parameter naming: What each unknown token costs on top, to say which it is.
    func perToken(naming: Bits?) -> Figure { figure(over: tokens, unit: Rate<Bits, Token>.unitName, naming: naming) }

    /// Bits by byte of text.
    func perByte(naming: Bits) -> Figure { figure(over: bytes, unit: Rate<Bits, Byte>.unitName, naming: naming) }

    private func figure(over sizes: [Double], unit: String, naming: Bits?) -> Figure {
        let costs = self.costs.indices.map { Double(self.costs[$0]) * 0x1p-24 + unknown[$0] * (naming?.value ?? 0) }
        let rate = costs.reduce(0, +) / sizes.reduce(0, +)
        let interval =
            documents < DocumentGroups.count
            ? nil : GroupInterval.ofRatio(around: rate, totals: costs, sizes: sizes)
        return Figure(
            rate, unit: unit, kind: naming == nil ? .diagnostic : .bound, interval: interval,
            intervalAbsence: interval == nil ? GroupInterval.absence(documents: documents) : nil)
    }
}
