/// The pattern of GPT-2, r50k and p50k, and of the `ByteLevel` pre-tokenizer.
///
/// `'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
struct GPT2Matcher: PieceMatcher {
    let runs = RunScanner()

    @inline(__always)
    func pieceEnd(from start: Int, in text: ByteView, end: Int) -> Int {
        let first = text[start]
        if first == UInt8(ascii: "'") {
            let contraction = runs.contraction(text, start, end, ignoresCase: false)
            if contraction > start { return contraction }
        }
        let body = first == 0x20 ? start + 1 : start
        guard body < end else { return end }
        let (value, length) = runs.classify(text, body, end)
        let next = body + length
        if CharacterClass.isLetter(value) { return runs.letters(text, next, end) }
        if value == CharacterClass.number { return runs.numbers(text, next, end, most: .max) }
        if CharacterClass.isOther(value) { return runs.others(text, next, end) }
        return runs.spaces(text, start, end, .init(takesTrailingRunWhole: true, endsAtNewlines: false))
    }
}
