import Estimators
import InformationCapacity
import SharedData
import Testing

/// A curve E + A·t^(−b) with normal noise, at points evenly spread in ln t or in t.
func syntheticCurve(
    limit: Double, amplitude: Double, exponent: Double, noise: Double = 0, from first: Double = 100,
    to last: Double = 1e6, count: Int = 60, isLinear: Bool = false, seed: UInt64 = 1
) -> LearningCurve<Token>? {
    var random = SplitMix(seed: seed)
    return LearningCurve(
        (0..<count).map { index in
            let share = Double(index) / Double(count - 1)
            let t =
                isLinear
                ? first + (last - first) * share : first * PortableMath.pow(last / first, share)
            let loss = limit + amplitude * PortableMath.pow(t, -exponent) + noise * random.normal()
            return LearningCurve.Point(symbols: t, loss: Rate(loss))
        })
}

/// A curve through given places.
func tabulatedCurve(at places: [Double], _ loss: (Double) -> Double) -> LearningCurve<Token>? {
    var points: [LearningCurve<Token>.Point] = []
    for place in places { points.append(LearningCurve.Point(symbols: place, loss: Rate(loss(place)))) }
    return LearningCurve(points)
}

/// 1, 2, … n.
func firstPlaces(_ count: Int) -> [Double] { (1...count).map { Double($0) } }

extension SplitMix {
    /// A standard normal number: twelve uniform ones, less 6, would have no tails, so Marsaglia's polar method.
    mutating func normal() -> Double {
        while true {
            let (u, v) = (2 * unit() - 1, 2 * unit() - 1)
            let s = u * u + v * v
            if s > 0, s < 1 { return u * (-2 * PortableMath.log(s) / s).squareRoot() }
        }
    }
}

@Suite("Learning curves")
struct LearningCurveTests {
    @Test(arguments: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [0.0, 2.0])
    func `structure is within 2 % of the closed form`(exponent: Double, limit: Double) throws {
        for (count, isLinear) in [(200, false), (30, false), (2000, true)] {
            let curve = try #require(
                syntheticCurve(
                    limit: limit, amplitude: 10, exponent: exponent, count: count, isLinear: isLinear))
            let law = try #require(PowerLaw<Token>(limit: Rate(limit), amplitude: Rate(10), exponent: exponent))
            let closed = law.structure(at: 1e6).value
            let measured = try #require(curve.structures().last).structure.value
            #expect(abs(measured / closed - 1) < 0.02, "\(count) points, linear \(isLinear): \(measured / closed)")
        }
    }

    @Test(arguments: [0.2, 0.35, 0.5])
    func `structure of a noisy curve is within 2 % of the closed form after smoothing`(exponent: Double) throws {
        // Noise of 0.5 % of the part above E at the first point; the mean over seeds is to be unbiased too.
        let amplitude = 8 * PortableMath.pow(100, exponent)
        let law = try #require(PowerLaw<Token>(limit: Rate(2), amplitude: Rate(amplitude), exponent: exponent))
        var ratios: [Double] = []
        for seed in 0..<20 as Range<UInt64> {
            let curve = try #require(
                syntheticCurve(
                    limit: 2, amplitude: amplitude, exponent: exponent, noise: 0.01, from: 100, to: 1e5, count: 1000,
                    isLinear: true, seed: seed))
            let measured = try #require(curve.smoothed().structures().last).structure.value
            ratios.append(measured / law.structure(at: 1e5).value)
        }
        let mean = ratios.reduce(0, +) / Double(ratios.count)
        let worst = ratios.map { abs($0 - 1) }.max() ?? 1
        #expect(abs(mean - 1) < 0.01, "mean \(mean)")
        #expect(worst < 0.02, "worst \(worst)")
    }

    @Test func `the closed form has the shape of the issue's formula`() throws {
        // β/(1 − β)·t₀^β·n^(1−β) with t₀ = 50, β = ¼, n = 10⁴: ⅓ · 50^¼ · 10³.
        let law = try #require(
            PowerLaw<Byte>(limit: Rate(1), amplitude: Rate(PortableMath.pow(50, 0.25)), exponent: 0.25))
        #expect(abs(law.structure(at: 1e4).value / 886.3826494908 - 1) < 1e-5)
        #expect(PowerLaw<Byte>(limit: Rate(1), amplitude: Rate(1), exponent: 1) == nil)
    }

    @Test func `a curve that learns nothing has no structure`() throws {
        let flat = try #require(syntheticCurve(limit: 3, amplitude: 0, exponent: 0.5))
        #expect(flat.structures().allSatisfy { $0.structure == .zero })
        // A rise is no structure either: the running minimum stays.
        let rising = try #require(tabulatedCurve(at: firstPlaces(20)) { 3 + $0 / 10 })
        #expect(rising.structures().allSatisfy { $0.structure == .zero && $0.leastLoss == Rate(3.1) })
    }

    @Test func `a known beginning bounds the head`() throws {
        // f(u) = min(6, 2·(u/100)^(−½)) from 0 to 100, over a loss that ends at zero above its least.
        let curve = try #require(
            tabulatedCurve(at: [100, 400, 1e300]) { $0 > 1e6 ? 1 : 1 + 20 / $0.squareRoot() })
        let bounded = curve.structures(initial: Rate(7))[0].structure.value
        // The knee lies at 100/9; ∫ = 6·100/9 + 2·100·(1 − ⅓)/½ = 66.667 + 266.667, less 2·100 of the first point.
        #expect(abs(bounded - (1000.0 / 3 - 200)) < 1e-9)
        let free = curve.structures()[0].structure.value
        #expect(abs(free - 200) < 1e-9)
    }

    @Test func `merging keeps total weight and the mean loss`() throws {
        let curve = try #require(
            syntheticCurve(limit: 2, amplitude: 30, exponent: 0.4, count: 5000, isLinear: true))
        let merged = curve.merged(perDoubling: 8)
        #expect(merged.points.count < 110)
        let weight = merged.points.map(\.weight).reduce(0, +)
        #expect(weight == 5000)
        let mean = merged.points.map { $0.weight * $0.loss.value }.reduce(0, +) / weight
        let expected = curve.points.map(\.loss.value).reduce(0, +) / 5000
        #expect(abs(mean - expected) < 1e-12)
        for (a, b) in zip(merged.points, merged.points.dropFirst()) { #expect(a.symbols < b.symbols) }
    }

    @Test func `smoothing leaves a line in ln t as it is and keeps its end`() throws {
        let line = try #require(tabulatedCurve(at: firstPlaces(300)) { 9 - PortableMath.log($0) })
        let smooth = line.smoothed()
        #expect(smooth.points.last?.symbols == 300)
        for point in smooth.points {
            #expect(abs(point.loss.value - (9 - PortableMath.log(point.symbols))) < 1e-9)
        }
    }

    @Test func `points that are no curve are refused`() {
        func curve(_ points: [(Double, Double)]) -> LearningCurve<Token>? {
            LearningCurve(points.map { .init(symbols: $0, loss: Rate($1)) })
        }
        #expect(curve([]) == nil)
        #expect(curve([(0, 1)]) == nil)
        #expect(curve([(1, 1), (1, 1)]) == nil)
        #expect(curve([(2, 1), (1, 1)]) == nil)
        #expect(curve([(1, .nan)]) == nil)
        #expect(curve([(.infinity, 1)]) == nil)
        #expect(curve([(1, 1)])?.structures().map(\.structure.value) == [0])
    }
}
