/// How an n-gram model numbers what stands in a sentence: three marks, then the caller's ids.
enum NGramID {
    /// `<unk>`: any id that was not trained on.
    static let unknown: UInt32 = 0

    /// `<s>`: before the first token of a sentence; given, never predicted.
    static let beginning: UInt32 = 1

    /// `</s>`: behind the last token; predicted.
    static let end: UInt32 = 2

    /// The number of the caller's id 0.
    static let first: UInt32 = 3

    /// The largest id that a caller may use.
    static let maximum = UInt32.max - first
}
