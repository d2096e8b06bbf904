/// Counts words over a text that arrives in buffers of any size; holds a state and at most three bytes.
///
/// The count is that of ``WordTokenizer``'s words over the whole text. Stretches of ASCII between white space are
/// counted with vectors, everything else with a finite automaton.
public struct WordCounter: Sendable {
    private var state = WordCountAutomaton.start
    private var words = 0
    private var carry: [UInt8] = []

    /// Creates a counter at the beginning of a text.
    public init() {}

    /// Takes the next bytes of the text.
    ///
    /// - Complexity: O(*n*), above 1 GB/s on ASCII text.
    public mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
        var start = 0
        while !carry.isEmpty, start < bytes.count {  // a UTF-8 sequence that the last buffer cut
            carry.append(unsafe bytes[start])
            start += 1
            countCarry(isComplete: false)
        }
        let text = unsafe ByteView(bytes)
        let end = max(start, text.count - Self.cutSequenceLength(text, from: start))
        count(text, start, end)
        for index in end..<text.count { carry.append(text[index]) }
    }

    /// Ends the text, returns its words, and makes the counter ready for the next text.
    public mutating func finish() -> Int {
        countCarry(isComplete: true)
        defer { self = WordCounter() }
        return words + WordCountAutomaton.shared.ending(state)
    }

    /// Counts the carried bytes as far as they are whole characters.
    private mutating func countCarry(isComplete: Bool) {
        let bytes = carry
        carry = []
        unsafe bytes.withUnsafeBufferPointer { bytes in
            let text = unsafe ByteView(bytes)
            let left = isComplete ? 0 : Self.cutSequenceLength(text, from: 0)
            count(text, 0, text.count - left)
            for index in (text.count - left)..<text.count { carry.append(text[index]) }
        }
    }

    /// The length of a UTF-8 sequence that more bytes may complete, at the end of the text; 0 to 3.
    private static func cutSequenceLength(_ text: ByteView, from start: Int) -> Int {
        for length in 1..<4 where text.count - length >= start {
            let byte = text[text.count - length]
            if byte & 0xC0 == 0x80 { continue }
            let needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return needed > length ? length : 0
        }
        return 0
    }

    private mutating func count(_ text: ByteView, _ start: Int, _ end: Int) {
        let automaton = WordCountAutomaton.shared
        let classes = WordBreakClasses.shared
        var state = state
        var words = words
        var index = start
        var asciiEnd = start  // up to here the search for a stretch of ASCII is done
        while index < end {
            let (scalar, length) = text.scalar(at: index, end: end)
            words += automaton.advance(&state, classes[scalar])
            if Self.resets(text[index]), index >= asciiEnd {
                asciiEnd = text.asciiEnd(from: index, end: end)
                var last = asciiEnd - 1
                while !Self.resets(text[last]) { last -= 1 }
                if last - index >= ASCIIWords.shortest {
                    words += ASCIIWords.count(text, between: index, and: last)
                    // What precedes white space does not influence what follows it.
                    state = WordCountAutomaton.start
                    index = last
                    continue
                }
            }
            index += length
        }
        self.state = state
        self.words = words
    }

    /// Whether a byte is white space, behind which the rules begin anew as far as words are concerned.
    @inline(__always)
    private static func resets(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }
}
