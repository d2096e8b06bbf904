/// The discounts of modified Kneser–Ney smoothing for one order (Chen & Goodman 1998, equation 26).
public struct KneserNeyDiscounts: Sendable, Hashable {
    /// What is taken from an adjusted count of 1, of 2, and of 3 or more.
    public let one: Double, two: Double, threeOrMore: Double

    /// Whether the counts of counts gave no discounts, so that fixed ones stand in their place.
    ///
    /// That happens to small and to artificial data, such as text whose duplicates were not removed.
    public let areFallback: Bool

    /// What KenLM's `--discount_fallback` puts in place of discounts that do not exist.
    public static let fallback = KneserNeyDiscounts(one: 0.5, two: 1, threeOrMore: 1.5, areFallback: true)

    init(one: Double, two: Double, threeOrMore: Double, areFallback: Bool) {
        (self.one, self.two, self.threeOrMore, self.areFallback) = (one, two, threeOrMore, areFallback)
    }

    /// Y = n₁/(n₁ + 2n₂), D_j = j − (j + 1) Y n_{j+1}/n_j; the fallback where an n_j is zero or a D_j not in 0…j.
    ///
    /// A discount of exactly zero, which KenLM takes, is refused too: contexts would leave nothing to what was not seen.
    ///
    /// - Parameter n: How many n-grams have an adjusted count of 1, 2, 3 and 4; four numbers.
    init(countsOfCounts n: [UInt64]) {
        precondition(n.count == 4)
        guard n[0] > 0, n[1] > 0, n[2] > 0 else {
            self = .fallback
            return
        }
        let y = Double(n[0]) / (Double(n[0]) + 2 * Double(n[1]))
        func discount(_ count: Int) -> Double {
            let ratio = Double(n[count]) / Double(n[count - 1])
            return Double(count) - Double(count + 1) * y * ratio
        }
        let (one, two, threeOrMore) = (discount(1), discount(2), discount(3))
        guard one > 0, one <= 1, two > 0, two <= 2, threeOrMore > 0, threeOrMore <= 3 else {
            self = .fallback
            return
        }
        self.init(one: one, two: two, threeOrMore: threeOrMore, areFallback: false)
    }

    /// What is taken from an adjusted count.
    @inline(__always)
    subscript(_ count: UInt32) -> Double {
        switch count {
        case 0: 0
        case 1: one
        case 2: two
        default: threeOrMore
        }
    }
}
