/// What it costs to code two corpora with one adaptive order-0 code instead of two.
///
/// [K(A ∪ B) − K(A) − K(B)] / n, about the Jensen–Shannon divergence of the two unigram distributions weighted by size,
/// less the cost of learning one distribution instead of two: two halves of one homogeneous corpus come out slightly
/// below zero.
public struct MixingPenalty: Sendable, Hashable {
    /// The penalty for everything together.
    public let total: Bits

    /// n: the symbols of both corpora; at least 1.
    public let symbols: UInt64

    /// Compares two corpora by their counts.
    ///
    /// - Parameters:
    ///   - first: One count for each symbol of the vocabulary, in a fixed order of symbols.
    ///   - second: The same for the other corpus; the shorter of the two is filled up with zeros.
    ///   - vocabulary: |V|; by default the longer of the two lengths.
    ///   - concentration: a of the code, ½ by default (Krichevsky and Trofimov).
    /// - Returns: nil where both are empty, the counts sum to 2⁶⁴ or more, the vocabulary is too small or a is not
    ///   positive and finite.
    public init?(
        _ first: some Sequence<UInt64>, _ second: some Sequence<UInt64>, vocabulary: UInt64? = nil,
        concentration: Double = 0.5
    ) {
        let (a, b) = (Array(first), Array(second))
        var union = a.count > b.count ? a : b
        for (index, count) in (a.count > b.count ? b : a).enumerated() {
            let (sum, overflow) = union[index].addingReportingOverflow(count)
            guard !overflow else { return nil }
            union[index] = sum
        }
        let size = vocabulary ?? UInt64(union.count)
        guard let both = SymbolCounts(union, vocabulary: size), both.total > 0,
            let together = both.adaptiveCodeLength(concentration: concentration),
            let alone = SymbolCounts(a, vocabulary: size)?.adaptiveCodeLength(concentration: concentration),
            let other = SymbolCounts(b, vocabulary: size)?.adaptiveCodeLength(concentration: concentration)
        else { return nil }
        total = together - (alone + other)
        symbols = both.total
    }

    /// The penalty for each of something of which there were `count`, source bytes for example; nil for none.
    public func rate<Per: Denominator>(over count: UInt64) -> Rate<Bits, Per>? { Rate(total, over: count) }
}
