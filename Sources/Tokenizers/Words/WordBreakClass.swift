/// The values of the property Word_Break (UAX #29, table 3), with two flags above them.
enum WordBreakClass {
    static let other: UInt8 = 0
    static let carriageReturn: UInt8 = 1
    static let lineFeed: UInt8 = 2
    static let newline: UInt8 = 3
    static let extend: UInt8 = 4
    static let zeroWidthJoiner: UInt8 = 5
    static let format: UInt8 = 6
    static let regionalIndicator: UInt8 = 7
    static let katakana: UInt8 = 8
    static let hebrewLetter: UInt8 = 9
    static let aLetter: UInt8 = 10
    static let singleQuote: UInt8 = 11
    static let doubleQuote: UInt8 = 12
    static let midNumLet: UInt8 = 13
    static let midLetter: UInt8 = 14
    static let midNum: UInt8 = 15
    static let numeric: UInt8 = 16
    static let extendNumLet: UInt8 = 17
    static let segmentSpace: UInt8 = 18

    /// The bits of the property's value.
    static let valueMask: UInt8 = 0x1F
    /// Extended_Pictographic.
    static let pictographic: UInt8 = 0x20
    /// Alphabetic, or of general category N or Pc: a segment with such a character is a word.
    static let wordlike: UInt8 = 0x40
    /// Classes with their flags are below this.
    static let limit = 0x80
}

/// The class of every code point, a byte each, unpacked once.
@safe
struct WordBreakClasses: @unchecked Sendable {
    /// Planes 0 to 2 and the assigned part of plane 3 lie in a flat table; the few runs beyond are searched.
    private static let flatSize = 0x34000

    static let shared = WordBreakClasses()

    private let flat: UnsafePointer<UInt8>
    private let beyond: [(start: UInt32, value: UInt8)]

    private init() {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.flatSize)
        var beyond: [(start: UInt32, value: UInt8)] = []
        var code = 0
        var run = 0
        var digits = 0
        let runs = WordBreakTable.runs
        for index in 0...runs.utf8CodeUnitCount {
            let byte = index < runs.utf8CodeUnitCount ? unsafe runs.utf8Start[index] : 0x20
            if byte != 0x20 {
                run = run << 4 | Int(byte < 0x3A ? byte - 0x30 : byte - 0x37)
                digits += 1
                continue
            }
            guard digits > 2 else { continue }
            let bits = 4 * (digits - 2)
            let value = UInt8(run >> bits)
            let length = run & (1 << bits - 1)
            for flatCode in code..<max(code, min(code + length, Self.flatSize)) {
                unsafe table[flatCode] = value
            }
            if code + length > Self.flatSize { beyond.append((UInt32(code), value)) }
            code += length
            run = 0
            digits = 0
        }
        unsafe flat = UnsafePointer(table)
        self.beyond = beyond
    }

    /// The class and flags of a scalar; an invalid byte (``ByteView/invalidScalar``) is Other.
    @inline(__always)
    subscript(_ scalar: UInt32) -> UInt8 {
        if scalar < UInt32(Self.flatSize) { return unsafe flat[Int(scalar)] }
        return search(scalar)
    }

    @inline(never)
    private func search(_ scalar: UInt32) -> UInt8 {
        guard scalar < 0x110000 else { return WordBreakClass.other }
        return beyond.last { $0.start <= scalar }?.value ?? WordBreakClass.other
    }
}
