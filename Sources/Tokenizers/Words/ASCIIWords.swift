/// Counts words in ASCII between two bytes of white space, sixteen at a time.
///
/// Words begin where a letter, digit or underscore follows none of these; WB6/WB7 and WB11/WB12 take back the
/// beginnings behind a mark between two letters (`: . '`) or two digits (`, ; . '`).
enum ASCIIWords {
    /// Below this distance, in bytes, the automaton is as fast.
    static let shortest = 32

    private typealias Vector = SIMD16<UInt8>

    /// The words between two positions of white space.
    static func count(_ text: ByteView, between first: Int, and last: Int) -> Int {
        var index = first + 1
        var words = 0
        while index + 16 <= last {
            // Lanes hold up to 255, joins lower them but never below the beginnings already counted.
            var begins = Vector(repeating: 0)
            var joins = Vector(repeating: 0)
            let stop = min(last - 16, index + 254 * 16)
            while index <= stop {
                count(text, index, &begins, &joins)
                index += 16
            }
            for lane in 0..<16 { words += Int(begins[lane]) - Int(joins[lane]) }
        }
        while index < last {
            words += scalarCount(text, index)
            index += 1
        }
        return words
    }

    @inline(__always)
    private static func count(_ text: ByteView, _ index: Int, _ begins: inout Vector, _ joins: inout Vector) {
        let before = text.vector(at: index - 1)
        let here = text.vector(at: index)
        let after = text.vector(at: index + 1)
        let lettersBefore = letters(before)
        let digitsBefore = digits(before)
        let wordsBefore = lettersBefore .| digitsBefore .| (before .== 0x5F)
        let wordsHere = letters(here) .| digits(here) .| (here .== 0x5F)
        begins &-= bits(wordsHere .& .!wordsBefore)
        let both = (here .== 0x2E) .| (here .== 0x27)  // . '
        let betweenLetters = (both .| (here .== 0x3A)) .& lettersBefore .& letters(after)  // :
        let betweenDigits = (both .| (here .== 0x2C) .| (here .== 0x3B)) .& digitsBefore .& digits(after)  // , ;
        joins &-= bits(betweenLetters .| betweenDigits)
    }

    @inline(__always)
    private static func letters(_ bytes: Vector) -> SIMDMask<SIMD16<Int8>> { ((bytes | 0x20) &- 0x61) .< 26 }

    @inline(__always)
    private static func digits(_ bytes: Vector) -> SIMDMask<SIMD16<Int8>> { (bytes &- 0x30) .< 10 }

    /// All ones, which is minus one, where the mask is set.
    @inline(__always)
    private static func bits(_ mask: SIMDMask<SIMD16<Int8>>) -> Vector {
        unsafe unsafeBitCast(mask, to: Vector.self)
    }

    private static func scalarCount(_ text: ByteView, _ index: Int) -> Int {
        let here = text[index]
        if isWord(here) { return isWord(text[index - 1]) ? 0 : 1 }
        let before = text[index - 1]
        let after = text[index + 1]
        switch here {
        case 0x2E, 0x27: return isLetter(before) && isLetter(after) || isDigit(before) && isDigit(after) ? -1 : 0
        case 0x3A: return isLetter(before) && isLetter(after) ? -1 : 0
        case 0x2C, 0x3B: return isDigit(before) && isDigit(after) ? -1 : 0
        default: return 0
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == 0x5F }
}

extension ByteView {
    /// Sixteen bytes.
    @inline(__always)
    func vector(at index: Int) -> SIMD16<UInt8> {
        assert(index >= 0 && index + 16 <= count)
        return unsafe UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<UInt8>.self)
    }

    /// The first position from `start` on of a byte that is not ASCII, or `end`.
    @inline(__always)
    func asciiEnd(from start: Int, end: Int) -> Int {
        var index = start
        while index + 64 <= end {
            let all = vector(at: index) | vector(at: index + 16) | vector(at: index + 32) | vector(at: index + 48)
            let halves = unsafe unsafeBitCast(all, to: SIMD2<UInt64>.self)
            if (halves[0] | halves[1]) & 0x8080_8080_8080_8080 != 0 { break }
            index += 64
        }
        while index < end, self[index] < 0x80 { index += 1 }
        return index
    }
}
