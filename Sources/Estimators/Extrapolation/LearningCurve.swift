public import InformationCapacity

/// Losses of a learner against how much it had read.
public struct LearningCurve<Per: Denominator>: Sendable, Hashable {
    /// One measured loss.
    public struct Point: Sendable, Hashable {
        /// t: how many symbols had been read; positive.
        public let symbols: Double

        /// The loss there.
        public let loss: Rate<Bits, Per>

        /// How many equally noisy measurements the loss is the mean of; positive.
        public let weight: Double

        /// Creates a point; by default of a single measurement.
        public init(symbols: Double, loss: Rate<Bits, Per>, weight: Double = 1) {
            self.symbols = symbols
            self.loss = loss
            self.weight = weight
        }
    }

    /// The points, by ascending symbols; at least one.
    public let points: [Point]

    /// Creates a curve.
    ///
    /// - Returns: nil without points, where symbols do not ascend strictly from above zero, where a loss is not finite,
    ///   or where a weight is not positive and finite.
    public init?(_ points: [Point]) {
        guard !points.isEmpty else { return nil }
        var last = 0.0
        for point in points {
            guard point.symbols > last, point.symbols < .infinity, point.loss.value.isFinite, point.weight > 0,
                point.weight < .infinity
            else { return nil }
            last = point.symbols
        }
        self.points = points
    }

    init(known points: [Point]) { self.points = points }

    /// The part beyond a number of symbols; nil where nothing lies there.
    public func from(_ symbols: Double) -> Self? {
        let rest = points.filter { $0.symbols >= symbols }
        return rest.isEmpty ? nil : Self(known: rest)
    }

    /// The half of the curve that lies beyond its middle on a logarithmic axis.
    var lastHalf: Self {
        let middle = (points[0].symbols * points[points.count - 1].symbols).squareRoot()
        return from(middle) ?? self
    }
}
