import InformationCapacity
import Testing

@Suite("Adaptive order-0 code")
struct AdaptiveCodeTests {
    /// The code as it is defined: one symbol after another.
    static func naive(_ symbols: [Int], vocabulary: Int, concentration a: Double) -> Double {
        var counts = [Int: Int]()
        var bits = 0.0
        for (t, symbol) in symbols.enumerated() {
            let seen = counts[symbol, default: 0]
            bits -= PortableMath.log2((Double(seen) + a) / (Double(t) + Double(vocabulary) * a))
            counts[symbol] = seen + 1
        }
        return bits
    }

    @Test("The closed form is the sequential product", arguments: [1, 2, 3, 7, 256, 50_257, 200_000])
    func sequential(vocabulary: Int) throws {
        let seed = UInt64(vocabulary) + 99
        var generator = SplitMix64(seed: seed)
        for length in [1, 2, 10, 300, 5000] {
            // The square of a uniform number: frequent and rare symbols.
            let symbols = (0..<length).map { _ in
                let u = generator.unit()
                return Int(u * u * Double(vocabulary))
            }
            var counts = [UInt64](repeating: 0, count: vocabulary)
            for symbol in symbols { counts[symbol] += 1 }
            let grouped = try #require(SymbolCounts(counts))
            #expect(grouped.total == UInt64(length))
            for a in AdaptiveCode.concentrations(vocabulary: UInt64(vocabulary)) + [3.5, 40] {
                let expected = Self.naive(symbols, vocabulary: vocabulary, concentration: a)
                let actual = try #require(grouped.adaptiveCodeLength(concentration: a)).value
                #expect(
                    (actual - expected).magnitude <= 1e-11 * max(1, expected),
                    "seed \(seed), \(length) symbols, a = \(a): \(actual), \(expected)")
            }
        }
    }

    struct Large: Sendable {
        let groups: [(count: UInt64, symbols: Int)]
        let vocabulary: UInt64
        /// Bits for a = ½, 0.1, 0.02 and 1/|V|.
        let bits: [Double]
    }

    /// Computed with mpmath's loggamma at 60 digits.
    static let large: [Large] = [
        Large(
            groups: [(999_999_999_999_995, 1), (5, 1)], vocabulary: 200_000,
            bits: [3466424.7497783927, 739929.7576308649, 157482.7607198948, 329.607578651659]),
        Large(
            groups: [(1_000_000_000_000_000, 1)], vocabulary: 200_000,
            bits: [3466180.4893417954, 739682.1668806302, 157232.6169250846, 67.43830858943892]),
        Large(
            groups: [(5_000_000_000, 200_000)], vocabulary: 200_000,
            bits: [1.7609640477802992e+16, 1.760964047813886e+16, 1.7609640478547452e+16, 1.7609640480915512e+16]),
        Large(
            groups: [(1, 3), (2, 1)], vocabulary: 200_000,
            bits: [86.463384138803, 84.58949204697215, 82.37938241603909, 77.3454452798986]),
        Large(
            groups: [(7, 100), (1_000_000, 50), (100_000_000_000_000, 9)], vocabulary: 50_257,
            bits: [2852934061651300.5, 2852934060930227.0, 2852934060776976.5, 2852934060737286.5]),
        Large(
            groups: [(1_000_000_000_000_000, 1)], vocabulary: 2,
            bits: [25.740208776391377, 6.0341101949166385, 2.0118409326901725, 25.740208776391377]),
        Large(
            groups: [(1, 1000)], vocabulary: 1_099_511_627_776,
            bits: [40000.000001310815, 40000.00000655406, 40000.00003277029, 48529.39800420478]),
        Large(
            groups: [(9_007_199_254_740_992, 3)], vocabulary: 5,
            bits: [4.282821916586416e+16, 4.282821916586412e+16, 4.282821916586412e+16, 4.282821916586413e+16]),
    ]

    @Test("Large corpora agree with 60-digit values to 1e-13", arguments: large.indices)
    func largeCorpora(index: Int) throws {
        let row = Self.large[index]
        let counts = row.groups.flatMap { [UInt64](repeating: $0.count, count: $0.symbols) }
        let grouped = try #require(SymbolCounts(counts, vocabulary: row.vocabulary))
        let concentrations = AdaptiveCode.concentrations(vocabulary: row.vocabulary)
        for (a, expected) in zip(concentrations, row.bits) {
            let actual = try #require(grouped.adaptiveCodeLength(concentration: a)).value
            #expect((actual / expected - 1).magnitude < 1e-13, "a = \(a): \(actual), \(expected)")
        }
        let code = AdaptiveCode(grouped)
        let least = try #require(row.bits.min())
        #expect((code.total.value / (least + 2) - 1).magnitude < 1e-13)
        #expect(code.choiceBits == Bits(2))
    }

    @Test("The order of the counts changes no bit, and neither do zeros")
    func orderFree() throws {
        var generator = SplitMix64(seed: 5)
        var counts = (0..<5000).map { _ in generator.next() >> (20 + generator.next() % 44) }
        let first = try #require(SymbolCounts(counts))
        for _ in 0..<5 {
            for index in counts.indices.reversed() {
                counts.swapAt(index, Int(generator.next() % UInt64(index + 1)))
            }
            let again = try #require(SymbolCounts(counts))
            #expect(again == first)
            #expect(AdaptiveCode(again) == AdaptiveCode(first))
            let sparse = try #require(SymbolCounts(counts.filter { $0 > 0 }, vocabulary: 5000))
            #expect(sparse == first)
        }
    }

    @Test("A vocabulary of 200,000 and 10¹⁵ symbols take milliseconds")
    func fast() throws {
        // Zipfian, and every count different: the worst case for grouping.
        let counts = (1...200_000).map { UInt64(8e13 / Double($0)) }
        let clock = ContinuousClock()
        let start = clock.now
        let code = AdaptiveCode(try #require(SymbolCounts(counts)))
        #expect(code.total > .zero)
        // A debug build on a busy machine; release takes about 0.1 s.
        #expect(clock.now - start < .seconds(20))
    }

    @Test("Degenerate counts are refused or cost nothing")
    func degenerate() throws {
        #expect(SymbolCounts([UInt64]()) == nil)
        #expect(SymbolCounts([1, 1, 1], vocabulary: 2) == nil)
        #expect(SymbolCounts([UInt64.max, 1]) == nil)
        let empty = try #require(SymbolCounts([0, 0]))
        #expect(empty.total == 0 && empty.distinct == 0 && empty.groups.isEmpty)
        #expect(AdaptiveCode(empty).total == Bits(2))
        let single = try #require(SymbolCounts([1_000_000]))
        #expect(single.adaptiveCodeLength(concentration: 0.5) == .zero)
        for a in [0, -1, Double.nan, .infinity] {
            #expect(single.adaptiveCodeLength(concentration: a) == nil)
        }
        #expect(SymbolCounts([UInt64.max])?.total == UInt64.max)
    }
}
