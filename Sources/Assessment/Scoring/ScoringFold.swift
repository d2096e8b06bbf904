internal import Diagnostics
internal import Estimators

/// An n-gram model of words of one half of a sample, with a code for the words that it lacks.
struct ScoringFold: Sendable {
    let words: WordVocabulary
    let table: NGramTable
    let spelling: SpellingCode

    /// The order of the models: as KenLM's are for filtering.
    static let order = 5

    /// Trains on texts; nil where they have no word.
    init?(_ texts: [[UInt8]]) throws(AssayError) {
        var words = WordVocabulary()
        var counter = NGramCounter(order: Self.order)
        for text in texts {
            try unsafe Self.lend(text) { text throws(AssayError) in
                try unsafe words.forEachLine(of: text, adding: true) { line throws(AssayError) in
                    try counter.add(line)
                }
            }
        }
        guard words.count > 0 else { return nil }
        self.words = words
        table = try NGramTable(NGramModel(counter))
        spelling = SpellingCode(words)
    }

    private static func lend(
        _ text: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) throws(AssayError) -> Void
    ) throws(AssayError) {
        // The closure of an array's method throws any error: this one carries the one that it may.
        var failure: AssayError?
        unsafe text.withUnsafeBufferPointer { text in
            do throws(AssayError) { try unsafe body(text) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
