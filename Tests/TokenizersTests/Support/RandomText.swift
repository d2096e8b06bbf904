import Testing
import Tokenizers

/// SplitMix64, so that a test that fails can be repeated from the seed that it prints.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SeededGenerator {
    /// Characters chosen to meet every branch of the patterns and word rules, in runs, so that long ones occur.
    mutating func text(_ length: Int, from alphabet: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < length {
            let piece = Array(alphabet.randomElement(using: &self)!.utf8)
            for _ in 0..<(Int.random(in: 0..<4, using: &self) == 0 ? Int.random(in: 1...6, using: &self) : 1) {
                bytes.append(contentsOf: piece)
            }
        }
        return bytes
    }

    /// Text with arbitrary bytes strewn into it.
    mutating func damagedText(_ length: Int, from alphabet: [String]) -> [UInt8] {
        var bytes = text(length, from: alphabet)
        for index in bytes.indices where Int.random(in: 0..<16, using: &self) == 0 {
            bytes[index] = UInt8.random(in: 0...255, using: &self)
        }
        return bytes
    }

    /// Cuts into consecutive buffers of random lengths, empty ones among them.
    mutating func cuts(_ bytes: [UInt8], longest: Int) -> [ArraySlice<UInt8>] {
        var cuts: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + Int.random(in: 0...longest, using: &self))
            cuts.append(bytes[start..<end])
            start = end
        }
        return cuts
    }
}

/// For the split patterns: cases, marks, numbers of all kinds, white space of all kinds, apostrophes, long s.
let splitAlphabet = [
    "a", "b", "s", "S", "T", "l", "L", "v", "re", "LL", "E", "D", "m", "ſ", "é", "É", "ß", "Ж", "ж", "Dž", "ª", "ʰ",
    "あ", "漢",
    "ا", "ก", "ั", "\u{0301}", "\u{0903}", "\u{20DD}", "1", "2", "0", "٣", "½", "Ⅷ", "一", " ", " ", "\t", "\n", "\r",
    "\u{0B}",
    "\u{85}", "\u{A0}", "\u{3000}", "\u{2028}", "'", "'", "’", ".", "!", "/", "-", "_", "€", "😀", "\u{200D}", "\u{0}",
    "\u{10FFFD}",
    "\u{E0101}", "\u{1D400}", "\u{16E40}",
]

/// For the word rules: every class, and the flags.
let wordAlphabet = [
    "a", "B", "z", "é", "ß", "1", "9", "٣", "_", "‿", ".", ",", ":", ";", "'", "\"", "\u{B7}", "’", "．", "\u{037E}",
    "א", "ב", "カ",
    "ア", "あ", "漢", "ก", "า", " ", " ", "\u{3000}", "\n", "\r", "\r\n", "\u{0B}", "\u{85}", "\u{0301}", "\u{093E}",
    "\u{200D}", "\u{AD}",
    "\u{1F1E6}", "\u{1F1E7}", "😀", "👩", "\u{2764}", "Ⓜ", "-", "!", "%", "\u{202F}", "\u{02C2}", "\u{E0101}",
    "\u{E0020}",
]

extension [UInt8] {
    /// A failing input as code to paste.
    var asCode: String { "[" + map { String($0) }.joined(separator: ", ") + "]" }
}

/// The segments of a text as strings of bytes, and which are words.
func segments(_ text: [UInt8]) -> [(range: Range<Int>, isWord: Bool)] {
    var found: [(Range<Int>, Bool)] = []
    unsafe text.withUnsafeBufferPointer {
        unsafe WordTokenizer.forEachSegment(in: $0) { found.append(($0, $1)) }
    }
    return found
}
