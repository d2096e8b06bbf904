/// A sum of doubles whose error does not grow with the number of terms (Neumaier's variant of Kahan's sum).
///
/// Equal terms in equal order give equal bits; where the order could differ, sort first.
public struct CompensatedSum: Sendable {
    private var sum = 0.0
    private var correction = 0.0

    /// An empty sum.
    public init() {}

    /// The sum so far.
    public var value: Double { sum + correction }

    /// Adds one term.
    public mutating func add(_ term: Double) {
        let next = DoubleDouble(sumOf: sum, term)
        sum = next.high
        correction += next.low
    }
}
