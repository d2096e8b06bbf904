/// The pattern of cl100k, and its variants in Llama 3 and Qwen 2.
///
/// `'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s++$|\s*[\r\n]|\s+(?!\S)|\s`
struct CL100KMatcher: PieceMatcher {
    /// The longest piece of digits: 3, in Qwen 2 1.
    var digits: Int

    /// Whether `\s++$` stands in the pattern: it does in tiktoken, not in the files of Hugging Face.
    var takesTrailingSpaceWhole: Bool

    let runs = RunScanner()

    @inline(__always)
    func pieceEnd(from start: Int, in text: ByteView, end: Int) -> Int {
        let (value, length) = runs.classify(text, start, end)
        let next = start + length
        if CharacterClass.isLetter(value) { return runs.letters(text, next, end) }
        if value == CharacterClass.number { return runs.numbers(text, next, end, most: digits - 1) }
        if value == CharacterClass.newline { return spaces(text, start, end) }
        let first = text[start]
        if first == UInt8(ascii: "'") {
            let contraction = runs.contraction(text, start, end, ignoresCase: true)
            if contraction > start { return contraction }
        }
        guard next < end else { return end }
        let (second, secondLength) = runs.classify(text, next, end)
        if CharacterClass.isLetter(second) { return runs.letters(text, next + secondLength, end) }
        if CharacterClass.isOther(value) || (first == 0x20 && CharacterClass.isOther(second)) {
            var index = runs.others(text, next, end)
            while index < end, text[index] == 0x0A || text[index] == 0x0D { index += 1 }
            return index
        }
        return spaces(text, start, end)
    }

    @inline(__always)
    private func spaces(_ text: ByteView, _ start: Int, _ end: Int) -> Int {
        runs.spaces(
            text, start, end, .init(takesTrailingRunWhole: takesTrailingSpaceWhole, endsAtNewlines: true))
    }
}
