/// The pattern of o200k: words end where a capital follows a small letter.
///
/// With U = `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`, W = `[\p{Ll}\p{Lm}\p{Lo}\p{M}]` and C = `(?i:'s|'t|'re|'ve|'m|'ll|'d)?`:
/// `[^\r\n\p{L}\p{N}]?U*W+C|[^\r\n\p{L}\p{N}]?U+W*C|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`
struct O200KMatcher: PieceMatcher {
    let runs = RunScanner()

    @inline(__always)
    func pieceEnd(from start: Int, in text: ByteView, end: Int) -> Int {
        let (value, length) = runs.classify(text, start, end)
        let next = start + length
        switch value {
        case CharacterClass.upper, CharacterClass.lower, CharacterClass.caseless:
            return word(text, start, end, allowsCapitalsOnly: true)
        case CharacterClass.number:
            return runs.numbers(text, next, end, most: 2)
        case CharacterClass.newline:
            return spaces(text, start, end)
        case CharacterClass.mark:
            // A mark is both a prefix and a part of a word: as a prefix first, then as the first of U*W+.
            let prefixed = word(text, next, end, allowsCapitalsOnly: false)
            return prefixed > next ? prefixed : word(text, start, end, allowsCapitalsOnly: true)
        default:
            guard next < end else { return end }
            let prefixed = word(text, next, end, allowsCapitalsOnly: true)
            if prefixed > next { return prefixed }
            if value == CharacterClass.other { return others(text, next, end) }
            if text[start] == 0x20, CharacterClass.isOther(runs.classify(text, next, end).value) {
                return others(text, next, end)
            }
            return spaces(text, start, end)
        }
    }

    /// `U*W+C`, else, where capitals alone will do, `U+W*C`; `start` where neither matches.
    @inline(__always)
    private func word(_ text: ByteView, _ start: Int, _ end: Int, allowsCapitalsOnly: Bool) -> Int {
        var index = start
        var afterShared = start  // behind the last character of U that is in W too: where U* backs off to
        while index < end {
            let (value, length) = runs.classify(text, index, end)
            switch value {
            case CharacterClass.upper:
                index += length
            case CharacterClass.caseless, CharacterClass.mark:
                index += length
                afterShared = index
            case CharacterClass.lower:
                return contraction(text, smallLetters(text, index + length, end), end)
            default:
                return backOff(text, start, index, afterShared, end, allowsCapitalsOnly)
            }
        }
        return backOff(text, start, index, afterShared, end, allowsCapitalsOnly)
    }

    @inline(__always)
    private func backOff(
        _ text: ByteView, _ start: Int, _ index: Int, _ afterShared: Int, _ end: Int, _ allowsCapitalsOnly: Bool
    ) -> Int {
        if afterShared > start { return afterShared == index ? contraction(text, index, end) : afterShared }
        return allowsCapitalsOnly && index > start ? contraction(text, index, end) : start
    }

    /// Matches `W*`.
    @inline(__always)
    private func smallLetters(_ text: ByteView, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end {
            let (value, length) = runs.classify(text, index, end)
            guard value &- CharacterClass.lower <= CharacterClass.mark - CharacterClass.lower else { break }
            index += length
        }
        return index
    }

    /// Matches `C`.
    @inline(__always)
    private func contraction(_ text: ByteView, _ start: Int, _ end: Int) -> Int {
        guard start < end, text[start] == UInt8(ascii: "'") else { return start }
        return runs.contraction(text, start, end, ignoresCase: true)
    }

    /// Matches `[^\s\p{L}\p{N}]*[\r\n/]*`.
    @inline(__always)
    private func others(_ text: ByteView, _ start: Int, _ end: Int) -> Int {
        var index = runs.others(text, start, end)
        while index < end, text[index] == 0x0A || text[index] == 0x0D || text[index] == UInt8(ascii: "/") {
            index += 1
        }
        return index
    }

    @inline(__always)
    private func spaces(_ text: ByteView, _ start: Int, _ end: Int) -> Int {
        runs.spaces(text, start, end, .init(takesTrailingRunWhole: false, endsAtNewlines: true))
    }
}
