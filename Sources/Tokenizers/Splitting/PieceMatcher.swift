/// Finds where the piece (pre-token) that begins at a position ends; never looks before it.
protocol PieceMatcher {
    /// The end of the piece that begins at `start`, in `start + 1 ... end`; the text ends at `end`.
    func pieceEnd(from start: Int, in text: ByteView, end: Int) -> Int
}

/// Runs of one class of characters, which the patterns share.
struct RunScanner {
    let classes = CharacterClasses.shared

    @inline(__always)
    func classify(_ text: ByteView, _ index: Int, _ end: Int) -> (value: UInt8, length: Int) {
        classes.classify(text, at: index, end: end)
    }

    /// Matches `\p{L}*`.
    @inline(__always)
    func letters(_ text: ByteView, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end {
            let (value, length) = classify(text, index, end)
            guard CharacterClass.isLetter(value) else { break }
            index += length
        }
        return index
    }

    /// Matches `\p{N}{0,most}`.
    @inline(__always)
    func numbers(_ text: ByteView, _ start: Int, _ end: Int, most: Int) -> Int {
        var index = start
        var left = most
        while index < end, left > 0 {
            let (value, length) = classify(text, index, end)
            guard value == CharacterClass.number else { break }
            index += length
            left -= 1
        }
        return index
    }

    /// Matches `[^\s\p{L}\p{N}]*`.
    @inline(__always)
    func others(_ text: ByteView, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end {
            let (value, length) = classify(text, index, end)
            guard CharacterClass.isOther(value) else { break }
            index += length
        }
        return index
    }

    /// How the alternatives of white space stand in a pattern.
    struct SpaceRules {
        /// `\s++$` comes first.
        var takesTrailingRunWhole: Bool
        /// `\s*[\r\n]+` comes before `\s+(?!\S)`.
        var endsAtNewlines: Bool
    }

    /// `\s++$|\s*[\r\n]+|\s+(?!\S)|\s+`, of which the rules choose, at a character of white space.
    @inline(__always)
    func spaces(_ text: ByteView, _ start: Int, _ end: Int, _ rules: SpaceRules) -> Int {
        var index = start
        var last = start
        var afterNewline = start
        while index < end {
            let (value, length) = classify(text, index, end)
            guard CharacterClass.isSpace(value) else { break }
            last = index
            index += length
            if value == CharacterClass.newline { afterNewline = index }
        }
        if rules.takesTrailingRunWhole, index == end { return index }
        if rules.endsAtNewlines, afterNewline > start { return afterNewline }
        if index == end || last == start { return index }
        return last
    }

    /// The end of `'(?i:[sdmt]|ll|ve|re)` at an apostrophe, or `start` where none stands there.
    ///
    /// Without regard to case, "s" is also U+017F, the long s.
    @inline(__always)
    func contraction(_ text: ByteView, _ start: Int, _ end: Int, ignoresCase: Bool) -> Int {
        guard start + 1 < end else { return start }
        let fold: UInt8 = ignoresCase ? 0x20 : 0
        let first = text[start + 1]
        switch first | (first < 0x80 ? fold : 0) {
        case 0x73, 0x64, 0x6D, 0x74: return start + 2  // s d m t
        case 0x6C: return start + 2 < end && text[start + 2] | fold == 0x6C ? start + 3 : start  // ll
        case 0x76, 0x72: return start + 2 < end && text[start + 2] | fold == 0x65 ? start + 3 : start  // ve re
        case 0xC5: return ignoresCase && start + 2 < end && text[start + 2] == 0xBF ? start + 3 : start
        default: return start
        }
    }
}
