/// The rules of word boundaries (UAX #29, WB1–WB999), fed one character's class after the other.
///
/// Some rules look ahead: whether there is a boundary before the full stop of "3.14" is known only at the "1". Such a
/// boundary stays undecided until the character that decides it.
struct WordBreaker: Hashable {
    /// What a character decides.
    struct Step: Hashable {
        /// The boundary that was undecided, if there was one, exists.
        var breaksUndecided = false
        /// There is a boundary before this character.
        var breaksHere = false
        /// Whether there is a boundary before this character is undecided; then the flags above are false.
        var isUndecided = false
    }

    /// The last character that WB4 does not skip, as far as the rules tell such apart.
    private enum Left: Hashable {
        case start, other, letter, hebrew, numeric, katakana, extendNumLet, oddRegionalIndicator
        /// A Hebrew letter with a single quote (WB7a), which a letter may follow (WB7).
        case hebrewQuote
    }

    /// The character just before, for the rules that precede WB4.
    private enum Adjacent: Hashable { case other, carriageReturn, newline, joiner, space }

    /// What must follow for the undecided boundary not to exist.
    private enum Undecided: Hashable { case letter, hebrew, numeric }

    private var left = Left.start
    private var adjacent = Adjacent.other
    private var undecided: Undecided?

    /// Whether a boundary is undecided.
    var hasUndecided: Bool { undecided != nil }

    /// Takes a class with its flags.
    mutating func advance(_ flagged: UInt8) -> Step {
        let value = flagged & WordBreakClass.valueMask
        let before = (left: left, adjacent: adjacent, undecided: undecided)
        adjacent =
            switch value {
            case WordBreakClass.carriageReturn: .carriageReturn
            case WordBreakClass.lineFeed, WordBreakClass.newline: .newline
            case WordBreakClass.zeroWidthJoiner: .joiner
            case WordBreakClass.segmentSpace: .space
            default: .other
            }
        let isSkipped =
            value == WordBreakClass.extend || value == WordBreakClass.format
            || value == WordBreakClass.zeroWidthJoiner
        let isNewline =
            value == WordBreakClass.carriageReturn || value == WordBreakClass.lineFeed
            || value == WordBreakClass.newline

        if before.left == .start {  // WB1
            left = Self.left(value)
            return Step(breaksHere: true)
        }
        if before.adjacent == .carriageReturn, value == WordBreakClass.lineFeed { return Step() }  // WB3
        if before.adjacent == .carriageReturn || before.adjacent == .newline || isNewline {  // WB3a, WB3b
            return restart(value, before.undecided)
        }
        if before.adjacent == .joiner, flagged & WordBreakClass.pictographic != 0 {  // WB3c
            undecided = nil
            left = Self.left(value)
            return Step(breaksUndecided: before.undecided != nil)
        }
        if before.adjacent == .space, value == WordBreakClass.segmentSpace { return Step() }  // WB3d
        if isSkipped { return Step() }  // WB4

        let isLetter = value == WordBreakClass.aLetter || value == WordBreakClass.hebrewLetter
        if let expected = before.undecided {
            let isMet =
                switch expected {
                case .letter: isLetter  // WB6, WB7
                case .hebrew: value == WordBreakClass.hebrewLetter  // WB7b, WB7c
                case .numeric: value == WordBreakClass.numeric  // WB11, WB12
                }
            guard isMet else { return restart(value, expected) }
            undecided = nil
            left = Self.left(value)
            return Step()
        }
        return decide(value, after: before.left, isLetter: isLetter)
    }

    /// The end of the text: whether an undecided boundary exists.
    mutating func finish() -> Bool {
        defer { self = WordBreaker() }
        return undecided != nil
    }

    /// The rules from WB5 on, with nothing undecided.
    private mutating func decide(_ value: UInt8, after before: Left, isLetter: Bool) -> Step {
        let isNumeric = value == WordBreakClass.numeric
        let isQuote = value == WordBreakClass.singleQuote
        let isMidNumLet = value == WordBreakClass.midNumLet || isQuote
        switch before {
        case .letter, .hebrew:
            if before == .hebrew, isQuote {  // WB7a
                left = .hebrewQuote
                return Step()
            }
            if value == WordBreakClass.midLetter || isMidNumLet { return suspend(.letter) }  // WB6, WB7
            if before == .hebrew, value == WordBreakClass.doubleQuote { return suspend(.hebrew) }  // WB7b
            if isLetter || isNumeric || value == WordBreakClass.extendNumLet { return join(value) }  // WB5, 9, 13a
        case .hebrewQuote:
            if isLetter { return join(value) }  // WB7
        case .numeric:
            if value == WordBreakClass.midNum || isMidNumLet { return suspend(.numeric) }  // WB12
            if isLetter || isNumeric || value == WordBreakClass.extendNumLet { return join(value) }  // WB8, 10, 13a
        case .katakana:
            if value == WordBreakClass.katakana || value == WordBreakClass.extendNumLet {  // WB13, WB13a
                return join(value)
            }
        case .extendNumLet:
            if isLetter || isNumeric || value == WordBreakClass.katakana || value == WordBreakClass.extendNumLet {
                return join(value)  // WB13a, WB13b
            }
        case .oddRegionalIndicator:
            if value == WordBreakClass.regionalIndicator {  // WB15, WB16
                left = .other
                return Step()
            }
        case .start, .other: break
        }
        return restart(value, nil)  // WB999
    }

    private mutating func join(_ value: UInt8) -> Step {
        left = Self.left(value)
        return Step()
    }

    private mutating func suspend(_ expected: Undecided) -> Step {
        undecided = expected
        left = .other
        return Step(isUndecided: true)
    }

    private mutating func restart(_ value: UInt8, _ pending: Undecided?) -> Step {
        undecided = nil
        left = Self.left(value)
        return Step(breaksUndecided: pending != nil, breaksHere: true)
    }

    private static func left(_ value: UInt8) -> Left {
        switch value {
        case WordBreakClass.aLetter: .letter
        case WordBreakClass.hebrewLetter: .hebrew
        case WordBreakClass.numeric: .numeric
        case WordBreakClass.katakana: .katakana
        case WordBreakClass.extendNumLet: .extendNumLet
        case WordBreakClass.regionalIndicator: .oddRegionalIndicator
        default: .other
        }
    }
}
