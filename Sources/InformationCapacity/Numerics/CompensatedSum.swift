/// A sum of doubles whose error does not grow with the number of terms (Neumaier's variant of Kahan's sum).
///
/// The result depends on the order of the terms only in its last bit, and equal terms in equal order give equal bits.
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
