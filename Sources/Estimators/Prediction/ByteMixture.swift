/// A Bayesian mixture of byte predictors that may change its mind: the mixing network, counters of orders 0 to 2, and
/// the uniform distribution.
///
/// After each byte a share of the weight goes back to the prior (Herbster and Warmuth's fixed share), so that the cost
/// over the best sequence of experts is bounded.
enum ByteMixture {
    static let experts = 5
    static let share = 0x1p-13

    /// The weight that an expert begins with.
    static func prior(_ expert: Int) -> Double { expert == 0 ? 0.5 : 0.125 }

    /// The probability of a byte given each expert's, and the update of the weights.
    @inline(__always)
    static func mix(
        _ weights: UnsafeMutablePointer<Double>, _ network: Double, _ zero: Double, _ one: Double, _ two: Double,
        adapts: Bool
    ) -> Double {
        let a = unsafe weights[0] * network
        let b = unsafe weights[1] * zero
        let c = unsafe weights[2] * one
        let d = unsafe weights[3] * two
        let e = unsafe weights[4] * (1.0 / 256)
        let total = (a + b) + (c + d) + e
        if adapts {
            let scale = (1 - share) / total
            unsafe weights[0] = a * scale + share * 0.5
            unsafe weights[1] = b * scale + share * 0.125
            unsafe weights[2] = c * scale + share * 0.125
            unsafe weights[3] = d * scale + share * 0.125
            unsafe weights[4] = e * scale + share * 0.125
        }
        return total
    }
}
