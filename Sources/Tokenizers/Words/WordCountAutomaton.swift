/// The finite automaton that counts words: ``WordBreaker`` and what it needs to know of the segments, tabulated.
///
/// A word is counted at its first wordlike character, so that nothing is held back but what the rules leave undecided.
@safe
struct WordCountAutomaton: @unchecked Sendable {
    static let shared = WordCountAutomaton()

    /// The state before a text.
    static let start: UInt16 = 0

    /// Transitions by state and class: the next state's row, with the number of words (0 to 2) in the lowest bits.
    private let transitions: UnsafePointer<UInt16>
    /// The words that the end of the text adds, by state.
    private let endings: [UInt8]

    /// The next state and the words counted on the way.
    @inline(__always)
    func advance(_ state: inout UInt16, _ value: UInt8) -> Int {
        let transition = unsafe transitions[Int(state) << 7 | Int(value)]
        state = transition >> 2
        return Int(transition & 3)
    }

    /// The words that the end of the text adds: 0 or 1.
    func ending(_ state: UInt16) -> Int { Int(endings[Int(state)]) }

    private struct State: Hashable {
        var breaker = WordBreaker()
        var isCounted = false
        var isUndecidedWordlike = false

        /// Takes a class; returns the words counted.
        mutating func advance(_ value: UInt8) -> Int {
            let step = breaker.advance(value)
            var words = 0
            if step.isUndecided {
                isUndecidedWordlike = false
            } else if step.breaksUndecided {
                isCounted = isUndecidedWordlike
                words += isUndecidedWordlike ? 1 : 0
                isUndecidedWordlike = false
            } else if !breaker.hasUndecided, isUndecidedWordlike {
                words += isCounted ? 0 : 1
                isCounted = true
                isUndecidedWordlike = false
            }
            if step.breaksHere { isCounted = false }
            if value & WordBreakClass.wordlike != 0 {
                if breaker.hasUndecided {
                    isUndecidedWordlike = true
                } else {
                    words += isCounted ? 0 : 1
                    isCounted = true
                }
            }
            return words
        }

        /// An undecided boundary exists at the end: a wordlike part behind it is a word of its own.
        var ending: Int { breaker.hasUndecided && isUndecidedWordlike ? 1 : 0 }
    }

    /// Visits every state that can be reached, in the order of discovery.
    private init() {
        var numbers: [State: UInt16] = [State(): Self.start]
        var states = [State()]
        var table: [UInt16] = []
        var next = 0
        while next < states.count {
            for value in 0..<UInt8(WordBreakClass.limit) {
                var state = states[next]
                let words = state.advance(value)
                let number: UInt16
                if let known = numbers[state] {
                    number = known
                } else {
                    number = UInt16(states.count)
                    numbers[state] = number
                    states.append(state)
                }
                table.append(number << 2 | UInt16(words))
            }
            next += 1
        }
        let memory = UnsafeMutablePointer<UInt16>.allocate(capacity: table.count)
        for (index, transition) in table.enumerated() { unsafe memory[index] = transition }
        unsafe transitions = UnsafePointer(memory)
        endings = states.map { UInt8($0.ending) }
    }
}
