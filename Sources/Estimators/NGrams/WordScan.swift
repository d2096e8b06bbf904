/// Finds the words of a text and the ends of its lines.
///
/// White space is what Python's `str.split` takes for it, and NUL.
@safe
struct WordScan {
    private let text: UnsafeBufferPointer<UInt8>
    private var place = 0
    private var lineHasWords = false
    /// Whether a line's end is to be told next.
    private var lineEnds = false

    @inline(__always)
    init(_ text: UnsafeBufferPointer<UInt8>) { unsafe self.text = text }

    /// The place of the next word; an empty range at the end of a line that has words; nil at the end of the text.
    @inline(__always)
    mutating func next() -> Range<Int>? {
        let count = unsafe text.count
        while true {
            if lineEnds {
                lineEnds = false
                lineHasWords = false
                return place..<place
            }
            // White space before a word.
            while place < count {
                let gap = unsafe WhiteSpace.length(in: text, at: place)
                if gap == 0 { break }
                let isLineFeed = unsafe text[place] == 0x0A
                place += gap
                if isLineFeed && lineHasWords {
                    lineEnds = true
                    break
                }
            }
            if lineEnds { continue }
            guard place < count else {
                if !lineHasWords { return nil }
                lineEnds = true
                continue
            }
            let start = place
            place = unsafe WhiteSpace.wordEnd(in: text, from: place + 1)
            lineHasWords = true
            return unsafe Range(uncheckedBounds: (start, place))
        }
    }
}

/// What separates words.
enum WhiteSpace {
    /// How many bytes the white space at a place takes; 0 where there is none.
    @inline(__always)
    static func length(in text: UnsafeBufferPointer<UInt8>, at i: Int) -> Int {
        let byte = unsafe text[i]
        if byte < 0x80 { return byte <= 0x20 && isSpace(byte) ? 1 : 0 }
        return byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 ? unsafe wideLength(in: text, at: i) : 0
    }

    /// Where the white space behind a word begins, or the text ends.
    @inline(__always)
    static func wordEnd(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = text.baseAddress else { return start }
        var i = start
        while i < text.count {
            if i + 8 <= text.count {
                let bytes = unsafe UnsafeRawPointer(base).loadUnaligned(fromByteOffset: i, as: UInt64.self)
                // The high bit of each byte below 0x21 or above 0x7F, exact up to the first of them.
                let marks = ((bytes &- 0x2121_2121_2121_2121) | bytes) & 0x8080_8080_8080_8080
                if marks == 0 {
                    i += 8
                    continue
                }
                i += marks.trailingZeroBitCount / 8
            }
            if unsafe length(in: text, at: i) > 0 { return i }
            i += 1
        }
        return i
    }

    /// Tab to carriage return, the four separators, space and NUL.
    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool {
        (UInt64(0x1_F000_3E01) >> UInt64(byte)) & 1 == 1
    }

    /// U+0085, U+00A0, U+1680, U+2000…U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
    private static func wideLength(in text: UnsafeBufferPointer<UInt8>, at i: Int) -> Int {
        func byte(_ offset: Int) -> UInt8 { i + offset < text.count ? unsafe text[i + offset] : 0 }
        switch (unsafe text[i], byte(1), byte(2)) {
        case (0xC2, 0x85, _), (0xC2, 0xA0, _): return 2
        case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF),
            (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
            return 3
        default: return 0
        }
    }
}
