/// Counts words in ASCII between two bytes of white space, eight at a time in one register.
///
/// Words begin where a letter, digit or underscore follows none of these; WB6/WB7 and WB11/WB12 take back the
/// beginnings behind a mark between two letters (`: . '`) or two digits (`, ; . '`).
/// Plain integers rather than `SIMD16`: the masks of the latter ran at 0.02 GB/s, unspecialised.
enum ASCIIWords {
    /// Below this distance, in bytes, the automaton is as fast.
    static let shortest = 32

    /// What the bytes of a word are: the upper bit of each byte says so.
    private struct Masks {
        var letters: UInt64 = 0
        var digits: UInt64 = 0
        var words: UInt64 = 0
        var letterMarks: UInt64 = 0
        var digitMarks: UInt64 = 0

        init() {}

        @inline(__always)
        init(_ bytes: UInt64) {
            letters = Self.range(bytes | Self.each(0x20), 0x61, 0x7A)
            digits = Self.range(bytes, 0x30, 0x39)
            words = letters | digits | Self.equal(bytes, 0x5F)
            let both = Self.equal(bytes, 0x2E) | Self.equal(bytes, 0x27)  // . '
            letterMarks = both | Self.equal(bytes, 0x3A)  // :
            digitMarks = both | Self.equal(bytes, 0x2C) | Self.equal(bytes, 0x3B)  // , ;
        }

        @inline(__always)
        private static func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

        /// Bytes are below 0x80, so that no sum carries into the next byte.
        @inline(__always)
        private static func range(_ bytes: UInt64, _ first: UInt64, _ last: UInt64) -> UInt64 {
            (bytes &+ each(0x80 - first)) & ~(bytes &+ each(0x7F - last)) & each(0x80)
        }

        @inline(__always)
        private static func equal(_ bytes: UInt64, _ byte: UInt64) -> UInt64 {
            ~((bytes ^ each(byte)) &+ each(0x7F)) & each(0x80)
        }
    }

    /// The words between two positions of white space.
    static func count(_ text: ByteView, between first: Int, and last: Int) -> Int {
        var index = first + 1
        var words = 0
        var before = Masks()
        while index + 8 <= last {
            // A byte of the sums holds up to 255.
            var begins: UInt64 = 0
            var joins: UInt64 = 0
            let stop = min(last - 8, index + 254 * 8)
            while index <= stop {
                add(Masks(text.word(at: index)), &before, &begins, &joins)
                index += 8
            }
            words += sum(begins) - sum(joins)
        }
        var rest: UInt64 = 0x2020_2020_2020_2020
        for offset in 0..<(last - index) {
            rest = rest & ~(0xFF << UInt64(8 * offset)) | UInt64(text[index + offset]) << UInt64(8 * offset)
        }
        var begins: UInt64 = 0
        var joins: UInt64 = 0
        add(Masks(rest), &before, &begins, &joins)
        return words + sum(begins) - sum(joins)
    }

    /// Adds the beginnings at each byte, and the joins that a byte completes with the two before it.
    @inline(__always)
    private static func add(_ here: Masks, _ before: inout Masks, _ begins: inout UInt64, _ joins: inout UInt64) {
        begins &+= (here.words & ~shift(here.words, before.words, 8)) >> 7
        let letters =
            here.letters & shift(here.letterMarks, before.letterMarks, 8) & shift(here.letters, before.letters, 16)
        let digits =
            here.digits & shift(here.digitMarks, before.digitMarks, 8) & shift(here.digits, before.digits, 16)
        joins &+= (letters | digits) >> 7
        before = here
    }

    /// The masks of the bytes that lie before, by 8 bits a byte.
    @inline(__always)
    private static func shift(_ here: UInt64, _ before: UInt64, _ bits: UInt64) -> UInt64 {
        here << bits | before >> (64 - bits)
    }

    /// The sum of eight bytes.
    private static func sum(_ bytes: UInt64) -> Int {
        let pairs = (bytes & 0x00FF_00FF_00FF_00FF) &+ (bytes >> 8 & 0x00FF_00FF_00FF_00FF)
        return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
    }
}

extension ByteView {
    /// The first position from `start` on of a byte that is not ASCII, or `end`.
    @inline(__always)
    func asciiEnd(from start: Int, end: Int) -> Int {
        var index = start
        while index + 32 <= end {
            let all = word(at: index) | word(at: index + 8) | word(at: index + 16) | word(at: index + 24)
            if all & 0x8080_8080_8080_8080 != 0 { break }
            index += 32
        }
        while index < end, self[index] < 0x80 { index += 1 }
        return index
    }
}
