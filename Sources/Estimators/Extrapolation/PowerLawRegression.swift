internal import InformationCapacity

/// Weighted least squares of y = c + a·x with x = (t/t₀)^(−b), by variable projection: c and a follow from b in closed
/// form (Golub and Pereyra 1973), so that only b is searched.
///
/// Confidence regions are those of the profile likelihood. For a fixed b the residual is a quadratic form about the free
/// regression line; a value of c + a·x is inside the region where some b brings the residual below the threshold. So the
/// region is the union, over all b that pass, of the intervals that the line leaves. Nothing is linearised, which matters
/// because c and b trade off along a bent valley.
struct PowerLawRegression {
    /// The exponents that are searched: 0.01 to 3.
    static let exponents = (0...48).map { 0.01 * PortableMath.pow(300, Double($0) / 48) }

    /// The regression line for one exponent.
    struct Line {
        var exponent: Double
        /// Intercept and slope, with c ≥ 0 where asked for and a ≥ 0.
        var intercept: Double
        var slope: Double
        /// Σ w·(y − c − a·x)².
        var residual: Double
        // The free line: it passes through the means, and its residual is the least.
        var meanX: Double
        var meanY: Double
        var freeSlope: Double
        var freeResidual: Double
        var weight: Double
        var sumXX: Double

        /// The values of c + a·x that leave a residual below a threshold.
        func range(at x: Double, threshold: Double) -> (low: Double, high: Double) {
            let center = meanY + freeSlope * (x - meanX)
            let variance = 1 / weight + (x - meanX) * (x - meanX) / sumXX
            let radius = (variance * max(0, threshold - freeResidual)).squareRoot()
            return (center - radius, center + radius)
        }

        /// The values of a that leave a residual below a threshold.
        func slopeRange(threshold: Double) -> (low: Double, high: Double) {
            let radius = (max(0, threshold - freeResidual) / sumXX).squareRoot()
            return (freeSlope - radius, freeSlope + radius)
        }
    }

    /// ln t₀: the weighted mean of ln t.
    let origin: Double

    /// The line of least residual.
    let best: Line

    /// Lines over the whole interval of b.
    let accepted: [Line]

    /// The residual below which a curve belongs to the 95 % region.
    let threshold: Double

    /// Whether both ends of b's interval lie inside the exponents searched.
    let isExponentBounded: Bool

    /// The standard deviation of a point of weight 1.
    let deviation: Double

    /// Fits a curve.
    ///
    /// - Parameters:
    ///   - logs: ln t.
    ///   - values: y.
    ///   - weights: Reciprocal variances but for one factor, which is estimated.
    ///   - isFloored: Whether c must not be negative.
    /// - Returns: nil with fewer than 5 points, or where all t are equal.
    init?(logs: [Double], values: [Double], weights: [Double], isFloored: Bool) {
        guard logs.count >= 5, logs.count == values.count, logs.count == weights.count else { return nil }
        var weight = CompensatedSum()
        var position = CompensatedSum()
        for index in logs.indices {
            weight.add(weights[index])
            position.add(weights[index] * logs[index])
        }
        let origin = position.value / weight.value
        let data = Data(
            logs: logs.map { $0 - origin }, values: values, weights: weights, totalWeight: weight.value,
            isFloored: isFloored)
        let grid = Self.exponents.compactMap(data.line)
        guard grid.count == Self.exponents.count,
            let start = grid.indices.min(by: { grid[$0].residual < grid[$1].residual })
        else { return nil }
        let best = data.minimum(
            from: Self.exponents[max(0, start - 1)], to: Self.exponents[min(grid.count - 1, start + 1)],
            or: grid[start])

        let degrees = logs.count - 3
        let quantile = StudentQuantile.twoSided95(degreesOfFreedom: degrees)
        let inflation = data.inflation(best)
        let threshold = best.residual * (1 + inflation * quantile * quantile / Double(degrees))

        // The outermost exponents that pass, each refined against its neighbour that does not.
        let passing = grid.indices.filter { grid[$0].residual <= threshold }
        let lowest = min(best.exponent, passing.first.map { grid[$0].exponent } ?? best.exponent)
        let highest = max(best.exponent, passing.last.map { grid[$0].exponent } ?? best.exponent)
        let below = Self.exponents.last { $0 < lowest }
        let above = Self.exponents.first { $0 > highest }
        let low = below.map { data.edge(inside: lowest, outside: $0, threshold: threshold) } ?? lowest
        let high = above.map { data.edge(inside: highest, outside: $0, threshold: threshold) } ?? highest
        let steps = 32
        self.accepted =
            [best]
            + (0...steps).compactMap { data.line(low * PortableMath.pow(high / low, Double($0) / Double(steps))) }
            .filter { $0.residual <= threshold }
        self.origin = origin
        self.best = best
        self.threshold = threshold
        self.isExponentBounded = below != nil && above != nil && best.slope > 0
        self.deviation = (best.residual / Double(degrees)).squareRoot()
    }

    /// The interval of b.
    var exponentRange: (low: Double, high: Double) {
        (accepted.map(\.exponent).min() ?? best.exponent, accepted.map(\.exponent).max() ?? best.exponent)
    }

    /// c + a·x at ln t, or c itself for nil, with its interval.
    func value(at log: Double?) -> (value: Double, low: Double, high: Double) {
        func x(_ line: Line) -> Double { log.map { PortableMath.exp(-line.exponent * ($0 - origin)) } ?? 0 }
        let ranges = accepted.map { $0.range(at: x($0), threshold: threshold) }
        let value = best.intercept + best.slope * x(best)
        return (value, min(value, ranges.map(\.low).min() ?? value), max(value, ranges.map(\.high).max() ?? value))
    }

    /// a·t₀^b, the amplitude at t = 1, with its interval.
    var amplitude: (value: Double, low: Double, high: Double) {
        func scale(_ line: Line) -> Double { PortableMath.exp(line.exponent * origin) }
        let ranges = accepted.map { line in
            let range = line.slopeRange(threshold: threshold)
            return (low: max(0, range.low) * scale(line), high: max(0, range.high) * scale(line))
        }
        let value = best.slope * scale(best)
        return (value, min(value, ranges.map(\.low).min() ?? value), max(value, ranges.map(\.high).max() ?? value))
    }
}

extension PowerLawRegression {
    /// The points, with ln t counted from ln t₀.
    private struct Data {
        var logs: [Double]
        var values: [Double]
        var weights: [Double]
        var totalWeight: Double
        var isFloored: Bool

        /// The line for one exponent; nil where all t are equal.
        func line(_ exponent: Double) -> Line? {
            let x = logs.map { PortableMath.exp(-exponent * $0) }
            var (sumX, sumY) = (0.0, 0.0)
            for index in x.indices {
                sumX += weights[index] * x[index]
                sumY += weights[index] * values[index]
            }
            let (meanX, meanY) = (sumX / totalWeight, sumY / totalWeight)
            var (xx, xy) = (0.0, 0.0)
            for index in x.indices {
                let offset = x[index] - meanX
                xx += weights[index] * offset * offset
                xy += weights[index] * offset * (values[index] - meanY)
            }
            guard xx > 0, xx < .infinity else { return nil }
            func residual(_ intercept: Double, _ slope: Double) -> Double {
                var sum = 0.0
                for index in x.indices {
                    let difference = values[index] - intercept - slope * x[index]
                    sum += weights[index] * difference * difference
                }
                return sum
            }
            let slope = xy / xx
            let free = residual(meanY - slope * meanX, slope)
            var line = Line(
                exponent: exponent, intercept: meanY - slope * meanX, slope: slope, residual: free, meanX: meanX,
                meanY: meanY, freeSlope: slope, freeResidual: free, weight: totalWeight, sumXX: xx)
            if slope < 0 {
                line.slope = 0
                line.intercept = meanY
            } else if isFloored, line.intercept < 0 {
                line.intercept = 0
                line.slope = (xy + totalWeight * meanX * meanY) / (xx + totalWeight * meanX * meanX)
            }
            line.residual = max(free, residual(line.intercept, line.slope))
            return line
        }

        /// The least residual between two exponents, by golden section in ln b.
        func minimum(from low: Double, to high: Double, or start: Line) -> Line {
            let ratio = 0.6180339887498949
            var (a, b) = (PortableMath.log(low), PortableMath.log(high))
            func at(_ log: Double) -> Line { line(PortableMath.exp(log)) ?? start }
            var left = at(b - ratio * (b - a))
            var right = at(a + ratio * (b - a))
            for _ in 0..<32 {
                if left.residual <= right.residual {
                    b = a + ratio * (b - a)
                    right = left
                    left = at(b - ratio * (b - a))
                } else {
                    a = b - ratio * (b - a)
                    left = right
                    right = at(a + ratio * (b - a))
                }
            }
            return [left, right].reduce(start) { $1.residual < $0.residual ? $1 : $0 }
        }

        /// Where the residual crosses the threshold between an exponent that passes and one that does not.
        func edge(inside: Double, outside: Double, threshold: Double) -> Double {
            var (inside, outside) = (inside, outside)
            for _ in 0..<24 {
                let middle = (inside * outside).squareRoot()
                guard let line = line(middle) else { break }
                if line.residual <= threshold { inside = middle } else { outside = middle }
            }
            return inside
        }

        /// How much wider intervals must be because neighbouring residuals agree: (1 + ρ)/(1 − ρ) for a positive lag-1
        /// autocorrelation ρ (an AR(1) process's variance of the mean); 1 for independent noise.
        func inflation(_ line: Line) -> Double {
            let residuals = logs.indices.map { index in
                (values[index] - line.intercept - line.slope * PortableMath.exp(-line.exponent * logs[index]))
                    * weights[index].squareRoot()
            }
            var (squares, products) = (0.0, 0.0)
            for index in residuals.indices {
                squares += residuals[index] * residuals[index]
                if index > 0 { products += residuals[index] * residuals[index - 1] }
            }
            guard squares > 0 else { return 1 }
            // Residuals of a fit agree less than the noise did, by about (1 + 4ρ)/n (Kendall 1954).
            let found = products / squares
            let correlation = found <= 0 ? 0 : min(found + (1 + 4 * found) / Double(logs.count), 0.95)
            return (1 + correlation) / (1 - correlation)
        }
    }
}
