internal import Estimators
internal import InformationCapacity
internal import Summaries

/// The scores of groups of documents, from which intervals are made.
struct NGramGroups {
    /// The score of all.
    private(set) var total = NGramScore()

    private var bits = [Double](repeating: 0, count: DocumentGroups.count)
    private var unknown = [Double](repeating: 0, count: DocumentGroups.count)
    private var tokens = [Double](repeating: 0, count: DocumentGroups.count)
    private var bytes = [Double](repeating: 0, count: DocumentGroups.count)
    private var documents = 0

    /// Adds a document.
    mutating func add(_ score: NGramScore, bytes count: Int, of hash: ContentHash) {
        let group = Int(hash.low % UInt64(DocumentGroups.count))
        total += score
        documents += 1
        bits[group] += score.total.value
        unknown[group] += Double(score.unknownTokens)
        tokens[group] += Double(score.tokens)
        bytes[group] += Double(count)
    }

    /// Bits by token.
    ///
    /// - Parameter naming: What each unknown token costs on top, to say which it is.
    func perToken(naming: Bits?) -> Figure { figure(over: tokens, unit: Rate<Bits, Token>.unitName, naming: naming) }

    /// Bits by byte of text.
    func perByte(naming: Bits) -> Figure { figure(over: bytes, unit: Rate<Bits, Byte>.unitName, naming: naming) }

    private func figure(over sizes: [Double], unit: String, naming: Bits?) -> Figure {
        let costs = bits.indices.map { bits[$0] + unknown[$0] * (naming?.value ?? 0) }
        let rate = costs.reduce(0, +) / sizes.reduce(0, +)
        let interval =
            documents < DocumentGroups.count
            ? nil : GroupInterval.ofRatio(around: rate, totals: costs, sizes: sizes)
        return Figure(
            rate, unit: unit, kind: naming == nil ? .diagnostic : .bound, interval: interval,
            intervalAbsence: interval == nil ? GroupInterval.absence(documents: documents) : nil)
    }
}
