/// A sum of doubles whose error does not grow with the number of terms (Neumaier 1974).
struct CompensatedSum {
    private var sum = 0.0
    private var correction = 0.0

    /// Adds one term.
    mutating func add(_ term: Double) {
        let next = sum + term
        correction += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
        sum = next
    }

    /// The sum so far.
    var value: Double { sum + correction }
}
