import Diagnostics
import Estimators
import Foundation
import InformationCapacity
import SharedData
import Testing

@Suite("Block entropies")
struct BlockEntropiesTests {
    /// A first-order Markov source with its entropy rate in bits.
    struct MarkovSource {
        let rows: [Sampler]
        let stationary: [Double]
        let rate: Double

        init(states: Int, seed: UInt64) {
            var random = SplitMix(seed: seed)
            let matrix = (0..<states).map { _ in
                let row = (0..<states).map { _ in -log(1 - random.unit()) * (random.unit() < 0.4 ? 6 : 1) }
                let sum = row.reduce(0, +)
                return row.map { $0 / sum }
            }
            var stationary = [Double](repeating: 1 / Double(states), count: states)
            for _ in 0..<1000 {
                stationary = (0..<states).map { j in (0..<states).reduce(0) { $0 + stationary[$1] * matrix[$1][j] } }
            }
            var rate = 0.0
            for i in 0..<states { for p in matrix[i] { rate -= stationary[i] * p * log2(p) } }
            rows = matrix.map(Sampler.init)
            self.stationary = stationary
            self.rate = rate
        }

        func document(_ length: Int, _ random: inout SplitMix) -> [UInt8] {
            var state = Sampler(stationary).draw(&random)
            return (0..<length).map { _ in
                defer { state = rows[state].draw(&random) }
                return UInt8(97 + state)
            }
        }
    }

    /// Documents one after the other, dealt out to the groups in turn.
    static func joined<Symbol>(_ documents: [[Symbol]]) -> (symbols: [Symbol], ranges: [DocumentRange]) {
        var symbols: [Symbol] = []
        var ranges: [DocumentRange] = []
        for (i, document) in documents.enumerated() {
            ranges.append(DocumentRange(symbols.count..<symbols.count + document.count, group: i % 20))
            symbols += document
        }
        return (symbols, ranges)
    }

    /// The counts of all blocks by a dictionary.
    static func naive<Symbol: Hashable>(_ documents: [[Symbol]], order: Int) -> [UInt64] {
        var counts: [[Symbol]: UInt64] = [:]
        for document in documents where document.count >= order {
            for i in 0...document.count - order { counts[Array(document[i..<i + order]), default: 0] += 1 }
        }
        return Array(counts.values)
    }

    @Test("A Markov source: the rate lies in the interval at order 2")
    func markov() throws {
        let source = MarkovSource(states: 6, seed: 5)
        var covered = 0
        for seed in 0..<10 as Range<UInt64> {
            var random = SplitMix(seed: seed)
            let (bytes, documents) = Self.joined((0..<40).map { _ in source.document(500, &random) })
            let entropies = try BlockEntropies<Byte>(bytes: bytes.span, documents: documents, maximumOrder: 3)
            try #require(entropies.orders.count == 3)
            let second = entropies.orders[1]
            #expect(second.isUsable)
            #expect(abs(second.conditionalEntropy.value - source.rate) < 0.03, "seed \(seed)")
            #expect(abs(entropies.orders[2].conditionalEntropy.value - source.rate) < 0.03, "seed \(seed)")
            if try #require(second.interval).contains(Rate(source.rate)) { covered += 1 }
        }
        // 95 % of the intervals: 8 or more of 10 with a probability of 0.99.
        #expect(covered >= 8)
    }

    @Test("Independent uniform symbols")
    func uniform() throws {
        let seed: UInt64 = 17
        var random = SplitMix(seed: seed)
        let (bytes, documents) = Self.joined(
            (0..<20).map { _ in (0..<2000).map { _ in UInt8.random(in: 0..<16, using: &random) } })
        let entropies = try BlockEntropies<Byte>(bytes: bytes.span, documents: documents)
        // 16³ blocks are seen ten times each, 16⁴ less than once.
        try #require(entropies.orders.map(\.isUsable) == [true, true, true, false])
        for order in entropies.orders.prefix(3) {
            #expect(abs(order.conditionalEntropy.value - 4) < 0.02, "seed \(seed)")
            #expect(try #require(order.interval).contains(Rate(4)), "seed \(seed)")
        }
        #expect(entropies.orders[3].singletonShare > 0.3)
    }

    @Test("A constant text has no entropy at any order")
    func constant() throws {
        let (bytes, documents) = Self.joined((0..<25).map { _ in [UInt8](repeating: 7, count: 100) })
        let entropies = try BlockEntropies<Byte>(bytes: bytes.span, documents: documents)
        try #require(entropies.orders.count == 8)
        for (i, order) in entropies.orders.enumerated() {
            #expect(order.order == i + 1)
            #expect(order.observations == UInt64(25 * (100 - i)))
            #expect(order.distinct == 1)
            #expect(order.blockEntropy == .zero)
            #expect(order.conditionalEntropy == Rate(0))
            #expect(order.interval == Rate(0)...Rate(0))
            #expect(order.coverage == 1)
        }
    }

    @Test(
        "Every figure equals that of a dictionary of blocks, groups left out and all", arguments: 0..<6 as Range<UInt64>
    )
    func naiveTwin(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let source = MarkovSource(states: 4, seed: seed)
        // Some documents are empty or shorter than a block, and every third is a copy.
        var texts: [[UInt8]] = []
        for i in 0..<60 {
            if i % 3 == 2 {
                texts.append(texts[i / 2])
            } else {
                texts.append(source.document(Int.random(in: 0...120, using: &random), &random))
            }
        }
        let (bytes, documents) = Self.joined(texts)
        let entropies = try BlockEntropies<Byte>(bytes: bytes.span, documents: documents, maximumOrder: 5)
        #expect(entropies.orders.count >= 4)
        var previous = 0.0
        var previousWithout = [Double](repeating: 0, count: 20)
        for order in entropies.orders {
            let counts = try CountOfCounts(Self.naive(texts, order: order.order))
            #expect(order.observations == counts.total)
            #expect(order.distinct == counts.observedSymbols)
            #expect(order.coverage == counts.coverage)
            let entropy = try #require(EntropyEstimator.chaoWangJost.estimate(counts)).value / log(2)
            #expect(abs(order.blockEntropy.value - entropy) < 1e-12)
            #expect(abs(order.conditionalEntropy.value - (entropy - previous)) < 1e-12)
            previous = entropy
            var values: [Double] = []
            for group in 0..<20 {
                let others = texts.indices.filter { $0 % 20 != group }.map { texts[$0] }
                let counts = try CountOfCounts(Self.naive(others, order: order.order))
                let without = try #require(EntropyEstimator.chaoWangJost.estimate(counts)).value / log(2)
                values.append(without - previousWithout[group])
                previousWithout[group] = without
            }
            let mean = values.reduce(0, +) / 20
            let variance = 19.0 / 20 * values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let interval = try #require(order.interval)
            let radius = (interval.upperBound.value - interval.lowerBound.value) / 2
            #expect(abs(radius - 2.093024 * variance.squareRoot()) < 1e-12, "seed \(seed), order \(order.order)")
        }
    }

    @Test("The order of the documents changes no bit, and tokens count as bytes do")
    func orderFree() throws {
        var random = SplitMix(seed: 3)
        let source = MarkovSource(states: 5, seed: 9)
        let (bytes, documents) = Self.joined(
            (0..<30).map { _ in source.document(Int.random(in: 1...300, using: &random), &random) })
        let first = try BlockEntropies<Byte>(bytes: bytes.span, documents: documents, maximumOrder: 3)
        let second = try BlockEntropies<Byte>(
            bytes: bytes.span, documents: documents.shuffled(using: &random), maximumOrder: 3)
        #expect(first == second)
        let tokens = bytes.map { UInt32($0) * 977 }
        let third = try BlockEntropies<Token>(tokens: tokens.span, documents: documents)
        #expect(first.orders.map(\.conditionalEntropy.value) == third.orders.map(\.conditionalEntropy.value))
        #expect(first.orders.map(\.interval?.lowerBound.value) == third.orders.map(\.interval?.lowerBound.value))
    }

    @Test("Blocks do not span documents")
    func boundaries() throws {
        let (bytes, documents) = Self.joined((0..<50).map { _ in Array("ab".utf8) })
        let entropies = try BlockEntropies<Byte>(bytes: bytes.span, documents: documents, maximumOrder: 4)
        #expect(entropies.orders.map(\.observations) == [100, 50])
        #expect(entropies.orders.map(\.distinct) == [2, 1])
    }

    @Test("Few documents have no interval, no documents no orders")
    func fewDocuments() throws {
        let texts = (0..<20).map { [UInt8](repeating: UInt8($0 % 3), count: 50) }
        let (bytes, documents) = Self.joined(texts)
        let many = try BlockEntropies<Byte>(bytes: bytes.span, documents: documents, maximumOrder: 2)
        #expect(many.orders.allSatisfy { $0.interval != nil })
        let few = try BlockEntropies<Byte>(bytes: bytes.span, documents: Array(documents.dropLast()), maximumOrder: 2)
        #expect(few.orders.count == 2 && few.orders.allSatisfy { $0.interval == nil })
        let together = documents.map { DocumentRange($0.range, group: 4) }
        let one = try BlockEntropies<Byte>(bytes: bytes.span, documents: together, maximumOrder: 2)
        #expect(one.orders.count == 2 && one.orders.allSatisfy { $0.interval == nil })
        #expect(try BlockEntropies<Byte>(bytes: bytes.span, documents: []).orders.isEmpty)
        #expect(
            try BlockEntropies<Byte>(bytes: [UInt8]().span, documents: [DocumentRange(0..<0, group: 0)]).orders.isEmpty)
    }

    @Test("Token ids beyond any vocabulary are refused")
    func tokenOutOfRange() {
        let tokens: [UInt32] = [1, 1 << 24]
        #expect {
            try BlockEntropies<Token>(tokens: tokens.span, documents: [DocumentRange(0..<2, group: 0)])
        } throws: {
            ($0 as? AssayError)?.code == .tokenOutOfRange
        }
    }

    /// Known without a sample: n-gram plug-ins fall below the truth where singletons abound.
    @Test("A plug-in beyond the usable orders falls below the true rate, and is marked")
    func plugInFalls() throws {
        let source = MarkovSource(states: 20, seed: 1)
        var random = SplitMix(seed: 1)
        let (bytes, documents) = Self.joined((0..<20).map { _ in source.document(1000, &random) })
        let entropies = try BlockEntropies<Byte>(bytes: bytes.span, documents: documents)
        let last = try #require(entropies.orders.last)
        #expect(!last.isUsable)
        #expect(last.plugInConditionalEntropy.value < source.rate - 0.1)
    }
}
