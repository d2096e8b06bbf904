internal import InformationCapacity

/// The Jensen–Shannon divergence of two distributions that are given by counts, and what each symbol adds to it.
///
/// In bits, 0…1: how much a single symbol tells of which of two equally likely corpora it came from (Lin 1991).
struct JensenShannon {
    /// The divergence; nil where a corpus has no symbol.
    let value: Double?

    /// What each symbol adds; none is negative.
    let contributions: [Double]

    /// Compares counts of the same symbols.
    init(_ first: [UInt64], _ second: [UInt64]) {
        let (n, m) = (Self.total(first), Self.total(second))
        guard n > 0, m > 0 else {
            value = nil
            contributions = []
            return
        }
        var sum = CompensatedSum()
        contributions = first.indices.map { symbol in
            let p = Double(first[symbol]) / n
            let q = symbol < second.count ? Double(second[symbol]) / m : 0
            let added = Self.part(p, q) + Self.part(q, p)
            sum.add(added)
            return added
        }
        value = min(max(sum.value, 0), 1)
    }

    private static func total(_ counts: [UInt64]) -> Double { counts.reduce(0) { $0 + Double($1) } }

    /// ½ p log₂(p/m), m = (p + q)/2; p alone can make it negative, both together do not.
    private static func part(_ p: Double, _ q: Double) -> Double {
        p > 0 ? p / 2 * PortableMath.log2(2 * p / (p + q)) : 0
    }
}
