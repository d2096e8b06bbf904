/// An n-gram of up to six ids packed in reverse, the last word in the highest bits, so that sorting is by suffix.
///
/// Ids are those of ``NGramID``; places beyond the n-gram's beginning are zero, which is no id that is counted.
struct NGramKey: Hashable, Comparable, BitwiseCopyable {
    var high: UInt64 = 0
    var middle: UInt64 = 0
    var low: UInt64 = 0

    /// The largest order.
    static let maximumOrder = 6

    /// How many bytes its digits are, for sorting.
    static let digits = 24

    /// The key of a history that holds the beginning of a sentence only.
    static let beginning = NGramKey(high: UInt64(NGramID.beginning) << 32)

    /// The key of the same order that ends in one more id.
    @inline(__always)
    func appending(_ id: UInt32, keeping mask: NGramKey) -> NGramKey {
        NGramKey(
            high: (UInt64(id) << 32 | high >> 32) & mask.high, middle: (high << 32 | middle >> 32) & mask.middle,
            low: (middle << 32 | low >> 32) & mask.low)
    }

    /// The bits that an n-gram of an order occupies.
    static func mask(order: Int) -> NGramKey {
        func bits(_ ids: Int) -> UInt64 { ids <= 0 ? 0 : ids == 1 ? .max << 32 : .max }
        return NGramKey(high: bits(order), middle: bits(order - 2), low: bits(order - 4))
    }

    /// The id at a place counted from the n-gram's end.
    @inline(__always)
    subscript(fromEnd place: Int) -> UInt32 {
        let pair = place < 2 ? high : place < 4 ? middle : low
        return UInt32(truncatingIfNeeded: place & 1 == 0 ? pair >> 32 : pair)
    }

    /// The digit in base 256, the lowest first.
    @inline(__always)
    func digit(_ number: Int) -> Int {
        let word = number < 8 ? low : number < 16 ? middle : high
        return Int(truncatingIfNeeded: (word >> UInt64(8 * (number & 7))) & 0xFF)
    }

    @inline(__always)
    static func < (a: Self, b: Self) -> Bool {
        if a.high != b.high { return a.high < b.high }
        if a.middle != b.middle { return a.middle < b.middle }
        return a.low < b.low
    }
}

/// An n-gram with how often it occurs.
struct CountedNGram: BitwiseCopyable {
    var key: NGramKey
    var count: UInt64
}
