/// The root of a monotone function by halving, which needs no derivative and ends on the same double everywhere.
enum Bisection {
    /// Where a function changes from negative to not negative; nil where it does not do so between the ends.
    static func root(from low: Double, to high: Double, of function: (Double) -> Double) -> Double? {
        var (low, high) = (low, high)
        guard function(low) < 0, function(high) >= 0 else { return nil }
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return high }
            if function(middle) < 0 { low = middle } else { high = middle }
        }
    }
}
