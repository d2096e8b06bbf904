import InformationCapacity
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite("Portable elementary functions")
struct PortableMathTests {
    /// How many units in the last place of `expected` lie between two numbers.
    static func ulps(_ actual: Double, _ expected: Double) -> Double {
        if actual == expected || (actual.isNaN && expected.isNaN) { return 0 }
        return (actual - expected).magnitude / max(expected.ulp, .leastNonzeroMagnitude)
    }

    /// Positive doubles: every exponent, and a dense sweep around 1.
    static let sweep: [Double] = {
        var generator = SplitMix64(seed: 20_241_100_660)
        let anyExponent = (0..<20_000).map { _ in
            Double(bitPattern: generator.next() & 0x7FFF_FFFF_FFFF_FFFF)
        }
        let near1 = (0..<20_000).map { _ in 0.4 + 2 * generator.unit() }
        return anyExponent.filter(\.isFinite) + near1
    }()

    @Test("log, log2 and log1p agree with the C library to 2 ulp")
    func logarithms() {
        var worst = (0.0, 0.0, 0.0)
        for x in Self.sweep where x > 0 {
            worst.0 = max(worst.0, Self.ulps(PortableMath.log(x), log(x)))
            worst.1 = max(worst.1, Self.ulps(PortableMath.log2(x), log2(x)))
            worst.2 = max(worst.2, Self.ulps(PortableMath.log1p(x - 1), log1p(x - 1)))
        }
        #expect(worst.0 <= 2 && worst.1 <= 2 && worst.2 <= 2, "\(worst)")
        for k in -1074...1023 {
            #expect(PortableMath.log2(scalbn(1.0, Int32(k))) == Double(k))
        }
    }

    @Test("exp agrees with the C library to 2 ulp, subnormal results included")
    func exponential() {
        var generator = SplitMix64(seed: 7)
        var worst = 0.0
        for _ in 0..<20_000 {
            let x = 1460 * generator.unit() - 750
            let small = 2 * generator.unit() - 1
            worst = max(worst, Self.ulps(PortableMath.exp(x), exp(x)))
            worst = max(worst, Self.ulps(PortableMath.exp(small), exp(small)))
        }
        #expect(worst <= 2, "\(worst)")
    }

    @Test("pow agrees with the C library to 2 ulp over its whole range")
    func power() {
        var generator = SplitMix64(seed: 11)
        var worst = 0.0
        for _ in 0..<20_000 {
            let base = exp(60 * generator.unit() - 30)
            let exponent = 40 * generator.unit() - 20
            worst = max(worst, Self.ulps(PortableMath.pow(base, exponent), pow(base, exponent)))
        }
        #expect(worst <= 2, "\(worst)")
        #expect(PortableMath.pow(2, 10) == 1024)
        #expect(PortableMath.pow(10, 15) == 1e15)
    }

    @Test("Special arguments follow the C library")
    func specials() {
        for x in [0.0, -1, -0.0, .infinity, -.infinity, .nan, 1] {
            #expect(Self.ulps(PortableMath.log(x), log(x)) == 0, "log \(x)")
            #expect(Self.ulps(PortableMath.log2(x), log2(x)) == 0, "log2 \(x)")
            #expect(Self.ulps(PortableMath.log1p(x), log1p(x)) <= 1, "log1p \(x)")
            #expect(Self.ulps(PortableMath.exp(x), exp(x)) <= 1, "exp \(x)")
            for y in [0.0, 2, -2, .infinity, -.infinity] where x >= 0 {
                #expect(Self.ulps(PortableMath.pow(x, y), pow(x.magnitude, y)) == 0, "pow \(x) \(y)")
            }
        }
        #expect(PortableMath.pow(-2, 2).isNaN)
        #expect(PortableMath.lgamma(0) == .infinity && PortableMath.lgamma(-1).isNaN)
        #expect(PortableMath.digamma(0) == -.infinity && PortableMath.digamma(-1).isNaN)
        #expect(PortableMath.trigamma(0) == .infinity && PortableMath.trigamma(-1).isNaN)
        #expect(PortableMath.trigamma(.infinity) == 0 && PortableMath.digamma(.infinity) == .infinity)
    }

    @Test("lgamma, digamma and trigamma agree with 60-digit values to 3 ulp", arguments: GammaVectors.rows)
    func gammaFamily(_ row: GammaVectors.Row) {
        let lgamma = Self.ulps(PortableMath.lgamma(row.x), row.lgamma)
        let atRoot = (PortableMath.digamma(row.x) - row.digamma).magnitude < 1e-18
        let digamma = atRoot ? 0 : Self.ulps(PortableMath.digamma(row.x), row.digamma)
        let trigamma = Self.ulps(PortableMath.trigamma(row.x), row.trigamma)
        #expect(lgamma <= 3 && digamma <= 3 && trigamma <= 3, "\(row.x): \(lgamma), \(digamma), \(trigamma)")
    }

    @Test("lgamma and digamma obey their recurrences")
    func recurrences() {
        var generator = SplitMix64(seed: 13)
        for _ in 0..<2000 {
            let x = 40 * generator.unit() + 1e-6
            let step = PortableMath.lgamma(x + 1) - PortableMath.lgamma(x)
            #expect((step - PortableMath.log(x)).magnitude < 1e-13, "\(x)")
            let rise = PortableMath.digamma(x + 1) - PortableMath.digamma(x)
            #expect((rise - 1 / x).magnitude <= 1e-14 * max(1, 1 / x), "\(x)")
        }
    }

    @Test("The last bits are these on every machine")
    func frozenBits() {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for x in Self.sweep where x > 1e-300 && x < 1e300 {
            for value in [
                PortableMath.log(x), PortableMath.log2(x), PortableMath.exp(PortableMath.log(x) / 3),
                PortableMath.pow(x, 0.095), PortableMath.lgamma(x), PortableMath.log1p(x),
                PortableMath.digamma(x), PortableMath.trigamma(x),
            ] {
                hash = (hash ^ value.bitPattern) &* 0x100_0000_01b3
            }
        }
        #expect(hash == 9_864_866_253_608_581_698)
    }
}

/// A small seeded generator (Steele, Lea and Flood 2014).
struct SplitMix64 {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
