/// Splits text into words by the default word boundaries of UAX #29, which need no dictionary.
///
/// A segment between two boundaries is a word where it holds a character that is Alphabetic (ideographs are), of
/// general category N, or of category Pc: so a run of underscores is a word; spaces, punctuation, symbols and emoji
/// are not. Scripts that are written without spaces and would need a dictionary come out as the standard's default
/// has it: a Han character or a Hiragana letter is a word each, and so is a Thai, Lao or Khmer letter with its marks.
/// A byte of invalid UTF-8 is a segment of its own. The property table is of one Unicode version, named in its file.
public enum WordTokenizer: Sendable {
    /// Calls `body` with every segment, words and others, in order; together they cover the text.
    ///
    /// - Complexity: O(*n*). No bytes, no call.
    public static func forEachSegment(
        in text: UnsafeBufferPointer<UInt8>, _ body: (_ range: Range<Int>, _ isWord: Bool) -> Void
    ) {
        let view = unsafe ByteView(text)
        let classes = WordBreakClasses.shared
        var breaker = WordBreaker()
        var start = 0
        var isWord = false
        var undecided: Int?
        var isUndecidedWord = false
        func breakUndecided() {
            if let position = undecided, position > start {
                body(start..<position, isWord)
                start = position
                isWord = isUndecidedWord
            }
            undecided = nil
        }
        var index = 0
        while index < view.count {
            let (scalar, length) = view.scalar(at: index, end: view.count)
            let value = classes[scalar]
            let step = breaker.advance(value)
            if step.isUndecided {
                undecided = index
                isUndecidedWord = false
            } else if step.breaksUndecided {
                breakUndecided()
            } else if !breaker.hasUndecided, undecided != nil {
                isWord = isWord || isUndecidedWord
                undecided = nil
            }
            if step.breaksHere, index > start {
                body(start..<index, isWord)
                start = index
                isWord = false
            }
            if value & WordBreakClass.wordlike != 0 {
                if undecided != nil { isUndecidedWord = true } else { isWord = true }
            }
            index += length
        }
        if breaker.finish() { breakUndecided() }
        if start < view.count { body(start..<view.count, isWord) }
    }

    /// Calls `body` with the byte range of every word, in order.
    public static func forEachWord(in text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
        unsafe forEachSegment(in: text) { range, isWord in
            if isWord { body(range) }
        }
    }

    /// The number of words of a text, without their places: much faster than counting the calls.
    public static func count(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var counter = WordCounter()
        unsafe counter.update(text)
        return counter.finish()
    }
}
