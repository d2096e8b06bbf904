internal import InformationCapacity

/// Exact 95 % intervals of proportions, which cover at least as often as they say also where next to nothing was found.
public enum ProportionInterval: Sendable {
    /// What is left on either side.
    private static let tail = 0.025

    /// The interval of a binomial proportion (Clopper & Pearson 1934).
    ///
    /// Numbers need not be whole: a sample of unequal weights has an effective size (Korn & Graubard 1998).
    ///
    /// - Parameters:
    ///   - found: 0…drawn.
    ///   - drawn: The size of the sample; without any the interval is 0…1.
    /// - Complexity: O(√drawn).
    public static func binomial(found: Double, of drawn: Double) -> ClosedRange<Double> {
        guard drawn > 0 else { return 0...1 }
        let found = min(max(found, 0), drawn)
        let missed = drawn - found
        let lower = found > 0 ? IncompleteBeta.quantile(tail, a: found, b: missed + 1) : 0
        let upper = missed > 0 ? IncompleteBeta.quantile(1 - tail, a: found + 1, b: missed) : 1
        return lower...max(lower, upper)
    }

    /// The interval of the marked members of a population from a sample without replacement (hypergeometric).
    ///
    /// - Parameters:
    ///   - found: The marked ones in the sample.
    ///   - drawn: The size of the sample.
    ///   - population: The size of the population, at least that of the sample.
    /// - Returns: How many of the population are marked; exactly `found` where all of it was drawn.
    /// - Complexity: O(√drawn · log population).
    public static func hypergeometric(found: Int, of drawn: Int, population: Int) -> ClosedRange<Int> {
        let least = found
        let most = population - (drawn - found)
        guard drawn > 0, least < most else { return min(least, most)...max(least, most) }
        // Both tails are monotone in the number of marked ones.
        let lower = first(in: least...most) {
            1 - cumulative(found - 1, marked: $0, drawn: drawn, population: population) > tail
        }
        let beyond = first(in: least...most + 1) {
            $0 > most || cumulative(found, marked: $0, drawn: drawn, population: population) <= tail
        }
        return lower...max(lower, beyond - 1)
    }

    /// The first number from which on a monotone condition holds; the last number where it holds nowhere before.
    private static func first(in range: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// P(X ≤ x) of the hypergeometric distribution.
    ///
    /// Terms are added from x outwards on the side away from the mean, where they fall.
    static func cumulative(_ x: Int, marked: Int, drawn: Int, population: Int) -> Double {
        let least = max(0, drawn - (population - marked))
        let most = min(drawn, marked)
        if x < least { return 0 }
        if x >= most { return 1 }
        let (marked, drawn, population) = (Double(marked), Double(drawn), Double(population))
        /// P(X = i + 1) / P(X = i).
        func ratio(_ i: Int) -> Double {
            let i = Double(i)
            return (marked - i) * (drawn - i) / ((i + 1) * (population - marked - drawn + i + 1))
        }
        func probability(_ i: Int) -> Double {
            let i = Double(i)
            return PortableMath.exp(
                logChoose(marked, i) + logChoose(population - marked, drawn - i) - logChoose(population, drawn))
        }
        if Double(x) < drawn * marked / population {
            var (term, sum, i) = (probability(x), 0.0, x)
            while i >= least, term > sum * 1e-17 {
                sum += term
                i -= 1
                if i >= least { term /= ratio(i) }
            }
            return min(sum, 1)
        }
        var (term, sum, i) = (probability(x + 1), 0.0, x + 1)
        while i <= most, term > sum * 1e-17 {
            sum += term
            term *= ratio(i)
            i += 1
        }
        return max(0, 1 - sum)
    }

    private static func logChoose(_ n: Double, _ k: Double) -> Double {
        PortableMath.lgamma(n + 1) - PortableMath.lgamma(k + 1) - PortableMath.lgamma(n - k + 1)
    }
}
