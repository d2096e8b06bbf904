import InformationCapacity
import SharedData

/// A Markov source over a few letters whose rows are drawn once, some likely and some rare.
struct MarkovSource: Sendable {
    static let order0 = MarkovSource(order: 0, symbols: 24, seed: 1)
    static let order1 = MarkovSource(order: 1, symbols: 16, seed: 2)
    static let order2 = MarkovSource(order: 2, symbols: 8, seed: 3)
    static let order3 = MarkovSource(order: 3, symbols: 6, seed: 4)

    /// Σ π(context) H(row), in bits per byte, with the stationary π by power iteration.
    let rate: Double

    private let symbols: Int
    private let shares: [[Double]]
    private let rows: [Sampler]
    private let stationary: Sampler

    init(order: Int, symbols: Int, seed: UInt64) {
        var random = SplitMix(seed: seed)
        let contexts = (0..<order).reduce(1) { product, _ in product * symbols }
        let rows = (0..<contexts).map { _ in
            let weights = (0..<symbols).map { _ in
                let u = random.unit()
                return u * u * u * u + 0.001
            }
            let sum = weights.reduce(0, +)
            return weights.map { $0 / sum }
        }
        var share = [Double](repeating: 1 / Double(contexts), count: contexts)
        for _ in 0..<2000 {
            var next = [Double](repeating: 0, count: contexts)
            for context in 0..<contexts {
                for symbol in 0..<symbols {
                    next[(context * symbols + symbol) % contexts] += share[context] * rows[context][symbol]
                }
            }
            share = next
        }
        rate = zip(share, rows).reduce(0) { sum, pair in
            sum - pair.0 * pair.1.reduce(0) { $0 + $1 * PortableMath.log2($1) }
        }
        self.symbols = symbols
        shares = rows
        self.rows = rows.map(Sampler.init)
        stationary = Sampler(share)
    }

    /// Letters from a stationary start, and −log₂ of their probability given the first context.
    func document(length: Int, _ random: inout SplitMix) -> KnownSource.Document {
        var text = KnownSource.Document()
        var context = stationary.draw(&random)
        for _ in 0..<length {
            let symbol = rows[context].draw(&random)
            text.bytes.append(UInt8(97 + symbol))
            text.bits -= PortableMath.log2(shares[context][symbol])
            context = (context * symbols + symbol) % rows.count
        }
        return text
    }
}
