/// Whether bytes that are not UTF-8 are text in Windows-1252, by their first mebibyte.
///
/// Bytes from 0x80 on are *high*. A text is Windows-1252 where
/// - it has at least four invalid UTF-8 sequences, and ten for each valid sequence of several bytes;
/// - at most a third of its letters are high, and two thirds of the high bytes stand alone between ASCII: other
///   alphabets and encodings of several bytes have runs of them;
/// - at most one high byte in twenty is out of place: not assigned, a control or a rare symbol, or a capital between
///   two small letters. Of random bytes spread in English prose, about a third are.
///
/// So damaged UTF-8, noise, KOI8, Windows-1251, GB 2312 and Shift JIS stay as they are, and their invalid sequences are
/// counted. Windows-1250 and other alphabets of western letters cannot be told from Windows-1252.
struct Windows1252Check {
    private var validSequences = 0
    private var invalidSequences = 0
    private var high = 0
    private var alone = 0
    private var outOfPlace = 0
    private var letters = 0

    var matches: Bool {
        invalidSequences >= 4 && invalidSequences >= 10 * validSequences && 3 * high <= high + letters
            && 3 * alone >= 2 * high && 20 * outOfPlace <= high
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count {
            let byte = unsafe bytes[index]
            if byte < 0x80 {
                if Self.isSmall(byte | 0x20) { letters += 1 }
                index += 1
                continue
            }
            let length = unsafe Self.sequenceLength(bytes, at: index)
            if length > 1 { validSequences += 1 } else { invalidSequences += 1 }
            for at in index..<(index + length) { unsafe countHigh(bytes, at) }
            index += length
        }
    }

    private mutating func countHigh(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) {
        high += 1
        let byte = unsafe bytes[index]
        let before: UInt8 = unsafe index > 0 ? bytes[index - 1] : 0x20
        let behind: UInt8 = unsafe index + 1 < bytes.count ? bytes[index + 1] : 0x20
        if before < 0x80 && behind < 0x80 { alone += 1 }
        let isCapital = (0xC0...0xDE).contains(byte) && byte != 0xD7
        if !Self.isUsual(byte) || isCapital && Self.isSmall(before) && Self.isSmall(behind) { outOfPlace += 1 }
    }

    private static func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    /// Letters, quotation marks, dashes, currencies and the symbols that prose has.
    private static func isUsual(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x80, 0x82, 0x84, 0x85, 0x8A, 0x8C, 0x8E, 0x91...0x97, 0x99, 0x9A, 0x9C, 0x9E, 0x9F: true
        case 0xA0, 0xA1, 0xA3, 0xA7, 0xA9, 0xAA, 0xAB, 0xAE, 0xB0, 0xB2, 0xB3, 0xB4, 0xB7, 0xB9, 0xBA, 0xBB: true
        case 0xBC...0xD6, 0xD8...0xF6, 0xF8...0xFF: true
        default: false
        }
    }

    /// The length of the valid UTF-8 sequence that begins here, 1 where it is invalid (RFC 3629, section 4).
    ///
    /// A sequence that the end cuts off counts as invalid.
    private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let first = unsafe bytes[index]
        let second: UInt8 = unsafe index + 1 < bytes.count ? bytes[index + 1] : 0
        let (length, range): (Int, ClosedRange<UInt8>) =
            switch first {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (1, 0...0xFF)
            }
        guard length > 1 && range.contains(second) && index + length <= bytes.count else { return 1 }
        for at in (index + 1)..<(index + length) where unsafe bytes[at] & 0xC0 != 0x80 { return 1 }
        return length
    }
}
