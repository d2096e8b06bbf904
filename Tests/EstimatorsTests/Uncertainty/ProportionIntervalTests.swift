import SharedData
import Testing

@testable import Estimators

@Suite("Intervals of proportions")
struct ProportionIntervalTests {
    /// Quantiles of the beta distribution from SciPy 1.17.1: beta.ppf(.025, x, n − x + 1), beta.ppf(.975, x + 1, n − x).
    @Test(arguments: [
        (0, 10, 0, 0.308497107819), (1, 10, 0.00252857854446, 0.445016117028), (10, 10, 0.691502892181, 1),
        (5, 10, 0.187086028447, 0.812913971553), (3, 934, 0.000662880301082, 0.0093578601628),
        (0, 934, 0, 0.00394176052318), (65000, 131_072, 0.493200192507, 0.498621277492),
        (0.7, 12.5, 0.000355487961726, 0.340016940295), (2.25, 40.5, 0.00811063709778, 0.176031848966),
    ])
    func `Clopper and Pearson's interval is SciPy's`(found: Double, drawn: Double, lower: Double, upper: Double) {
        let interval = ProportionInterval.binomial(found: found, of: drawn)
        #expect(abs(interval.lowerBound - lower) < 1e-9 && abs(interval.upperBound - upper) < 1e-9, "\(interval)")
    }

    /// The same by inverting scipy.stats.hypergeom one number of marked members after the other.
    @Test(arguments: [
        (0, 10, 100, 0...29), (3, 50, 100, 3...13), (1, 934, 7473, 1...42), (8, 934, 7473, 30...121),
        (93, 934, 7473, 615...891), (0, 50, 100, 0...5), (10, 10, 100, 71...100), (4, 9, 9, 4...4), (0, 0, 7, 0...7),
    ])
    func `a hypergeometric interval is SciPy's`(found: Int, drawn: Int, population: Int, expected: ClosedRange<Int>) {
        #expect(ProportionInterval.hypergeometric(found: found, of: drawn, population: population) == expected)
    }

    /// The naive twin counts ways to draw with Pascal's triangle.
    @Test func `the hypergeometric distribution function counts ways`() {
        var ways: [[Double]] = [[1]]
        for n in 1...40 {
            ways.append((0...n).map { ($0 > 0 ? ways[n - 1][$0 - 1] : 0) + ($0 < n ? ways[n - 1][$0] : 0) })
        }
        func choose(_ n: Int, _ k: Int) -> Double { (0...n).contains(k) ? ways[n][k] : 0 }
        for population in [1, 7, 40] {
            for marked in 0...population {
                for drawn in 0...population {
                    var sum = 0.0
                    for x in 0...drawn {
                        sum += choose(marked, x) * choose(population - marked, drawn - x) / choose(population, drawn)
                        let made = ProportionInterval.cumulative(
                            x, marked: marked, drawn: drawn, population: population)
                        if abs(made - sum) > 1e-11 {
                            Issue.record("P(X ≤ \(x) | \(marked), \(drawn), \(population)) = \(made), counted \(sum)")
                        }
                    }
                }
            }
        }
    }

    /// Coverage is exact by construction: summed over all outcomes, never below 95 %.
    @Test(arguments: [(20, 200, 1), (20, 200, 10), (100, 400, 3), (100, 400, 200)])
    func `a hypergeometric interval covers`(drawn: Int, population: Int, marked: Int) {
        var covered = 0.0
        var before = 0.0
        for found in 0...min(drawn, marked) {
            let to = ProportionInterval.cumulative(found, marked: marked, drawn: drawn, population: population)
            if ProportionInterval.hypergeometric(found: found, of: drawn, population: population).contains(marked) {
                covered += to - before
            }
            before = to
        }
        #expect(covered >= 0.95 - 1e-9, "\(covered)")
    }
}
