import InformationCapacity
import SharedData
import Testing

@testable import Estimators

@Suite("Vocabularies")
struct VocabularyTests {
    /// A Poisson sample of a Zipf law r^(−s) over so many ranks, scaled to a number of tokens.
    ///
    /// Counts of types in a Poisson sample are independent, which makes it quick; conditional on its size it is a sample.
    static func sample(
        seed: UInt64, exponent: Double, tokens: Double, ranks: Int, cutAt: Int? = nil
    ) throws -> CountOfCounts {
        var random = SplitMix(seed: seed)
        let weights = (1...(cutAt ?? ranks)).map { PortableMath.exp(-exponent * PortableMath.log(Double($0))) }
        let scale = tokens / weights.reduce(0, +)
        return try CountOfCounts(weights.map { poisson(scale * $0, &random) })
    }

    /// A Poisson number: by multiplication of uniforms below 30, rounded from a normal number above.
    private static func poisson(_ mean: Double, _ random: inout SplitMix) -> UInt64 {
        if mean < 30 {
            let limit = PortableMath.exp(-mean)
            var product = random.unit()
            var count: UInt64 = 0
            while product > limit {
                product *= random.unit()
                count += 1
            }
            return count
        }
        var normal = -6.0
        for _ in 0..<12 { normal += random.unit() }
        return UInt64(max(0, (mean + normal * mean.squareRoot()).rounded()))
    }

    /// Zipf laws with ranks to spare: the least frequent is expected less than 0.15 times.
    static let laws: [(exponent: Double, tokens: Double, ranks: Int)] = [
        (1.0, 5e4, 50_000), (1.2, 5e4, 20_000), (1.6, 3e5, 20_000),
    ]

    @Test("An uncut Zipf tail alarms in at most 5 % of 50 seeds", arguments: laws.indices)
    func uncut(law: Int) throws {
        let law = Self.laws[law]
        var alarms: [UInt64] = []
        for seed in 0..<50 as Range<UInt64> {
            let counts = try Self.sample(seed: seed, exponent: law.exponent, tokens: law.tokens, ranks: law.ranks)
            if try #require(TailTest.test(counts).value).isCut { alarms.append(seed) }
        }
        #expect(alarms.count <= 2, "\(law): \(alarms)")
    }

    @Test("A tail cut where types are expected twice or more is found in 95 % of 50 seeds", arguments: laws.indices)
    func cut(law: Int) throws {
        let law = Self.laws[law]
        let cut = law.ranks / [20, 20, 40][Self.laws.firstIndex { $0.exponent == law.exponent } ?? 0]
        var missed: [UInt64] = []
        for seed in 0..<50 as Range<UInt64> {
            let counts = try Self.sample(
                seed: seed, exponent: law.exponent, tokens: law.tokens, ranks: law.ranks, cutAt: cut)
            if try !#require(TailTest.test(counts).value).isCut { missed.append(seed) }
        }
        #expect(missed.count <= 2, "\(law): \(missed)")
    }

    @Test("A vocabulary seen a thousand times over is found by thinning")
    func saturated() throws {
        let counts = try Self.sample(seed: 1, exponent: 1, tokens: 1e7, ranks: 1000)
        let test = try #require(TailTest.test(counts).value)
        // The least frequent is expected 1e7 / (1000 · 7.485) = 1,336 times.
        #expect(test.isCut)
        #expect(abs(test.leastExpectedCount / 1336 - 1) < 0.5, "\(test.leastExpectedCount)")
        #expect(test.types == 1000 && test.expectedTypes > 10_000)
    }

    @Test(
        "The exponent of a Zipf law is found within 5 % and in its interval, and the law is plausible",
        arguments: [1.1, 1.5])
    func zipf(exponent: Double) throws {
        let counts = try Self.sample(seed: 3, exponent: exponent, tokens: 1e5, ranks: 100_000)
        let law = try #require(ZipfLaw.fit(counts).value)
        #expect(abs(law.exponent.value / exponent - 1) < 0.05, "\(law)")
        #expect(law.exponent.interval?.contains(exponent) == true, "\(law)")
        #expect(law.goodnessOfFit > 0.05, "\(law)")
        #expect(law == ZipfLaw.fit(counts).value)
    }

    @Test("Counts that are no power law are not plausible as one")
    func implausible() throws {
        var random = SplitMix(seed: 8)
        let counts = try CountOfCounts((0..<3000).map { _ in 20 + random.next() % 40 })
        let law = ZipfLaw.fit(counts).value
        #expect(law == nil || (law?.goodnessOfFit ?? 1) < 0.1 || (law?.types ?? 0) < 1500, "\(String(describing: law))")
    }

    @Test("Growth by rarefaction is the exponent of the law, and what a naive sum gives")
    func growth() throws {
        let counts = try Self.sample(seed: 4, exponent: 2, tokens: 1e6, ranks: 50_000)
        let growth = try #require(VocabularyGrowth.measure(counts).value)
        #expect(abs(growth.exponent - 0.5) < 0.03 && abs(growth.finalExponent - 0.5) < 0.05, "\(growth)")
        #expect(growth.points[0].types == Double(counts.observedSymbols))
        var naive = 0.0
        for group in counts.groups {
            var lost = 1.0
            for _ in 0..<min(group.count, 5000) { lost *= 0.75 }
            naive += Double(group.symbols) * (1 - lost)
        }
        #expect(abs(growth.points[2].types / naive - 1) < 1e-9)
    }

    @Test("Too few types: absent, with the reason")
    func degenerate() throws {
        for counts in [
            try CountOfCounts([UInt64]()), try CountOfCounts([1000]),
            try CountOfCounts([UInt64](repeating: 9, count: 50)),
        ] {
            #expect(TailTest.test(counts).absence?.contains("needs 100") == true)
            #expect(ZipfLaw.fit(counts).absence?.contains("needs 100") == true)
            #expect(VocabularyGrowth.measure(counts).absence?.contains("needs 100") == true)
        }
        let ones = try CountOfCounts([UInt64](repeating: 1, count: 5000))
        #expect(TailTest.test(ones).value?.isCut == false)
        #expect(VocabularyGrowth.measure(ones).value.map { abs($0.exponent - 1) < 1e-9 } == true)
    }

    @Test("Natural text is not called cut", .enabled(if: SharedData.has("data/corpora/prose")))
    func naturalText() throws {
        for name in ["moby-dick", "shakespeare"] {
            let data = try #require(SharedData.data("data/corpora/prose/\(name).txt")).prefix(400_000)
            var counts: [[UInt8]: UInt64] = [:]
            for word in data.split(whereSeparator: { !(($0 | 32) >= 97 && ($0 | 32) <= 122) }) {
                counts[word.map { $0 | 32 }, default: 0] += 1
            }
            let test = try #require(TailTest.test(CountOfCounts(counts.values)).value)
            #expect(!test.isCut && test.leastExpectedCount < 0.3, "\(name): \(test)")
        }
    }
}
