/// An alphabet that hides text or bytes behind letters and digits.
///
/// Recognised from the histogram of bytes alone, so that it costs nothing; text that is only partly encoded, a field of
/// base64 in a record for example, is not recognised.
public enum HiddenAlphabet: String, Sendable, Hashable, CaseIterable {
    /// Four bits a character (RFC 4648, section 8), in one case.
    case hexadecimal
    /// Five bits a character (RFC 4648, section 6), in upper case.
    case base32
    /// Six bits a character (RFC 4648, sections 4 and 5).
    case base64

    /// The fewest bytes from which an alphabet is recognised.
    public static let minimumBytes: UInt64 = 256

    /// The alphabet of an encoded text, or nil where the bytes are not encoded or fewer than 256.
    ///
    /// At least 99 % of the bytes besides white space must be of the alphabet and its padding. What tells it from words and
    /// numbers in the same characters is how evenly the kinds of characters occur, which base64 and its like spread widely even
    /// for plain text:
    /// - hexadecimal: 9 or more digits and 4 or more of a–f in one case, letters from 8 to 60 %, digits at least 30 %;
    ///   white space up to a third, as in dumps;
    /// - base32: at least 28 of 32 characters, digits 3 % or more, no lower case; lines, but no blanks;
    /// - base64: at least 32 of 64 characters (a short text in Chinese has 40), upper case and lower case 15 % or more, digits 3 % or more; lines, but
    ///   no blanks.
    ///
    /// - Parameter histogram: How often each of the 256 byte values occurs.
    public static func recognised(in histogram: [UInt64]) -> HiddenAlphabet? {
        guard histogram.count == 256 else { return nil }
        func count(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 + histogram[Int($1)] } }
        func kinds(_ bytes: some Sequence<UInt8>) -> Int { bytes.count { histogram[Int($0)] > 0 } }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let upper = UInt8(ascii: "A")...UInt8(ascii: "Z")
        let lower = UInt8(ascii: "a")...UInt8(ascii: "z")
        let symbols = Array("+/-_".utf8)
        let padding = Array("=".utf8)

        let total = histogram.reduce(0, +)
        let blanks = count(Array(" \t".utf8))
        let white = blanks + count(Array("\r\n".utf8))
        guard total >= minimumBytes, total > white else { return nil }
        let written = Double(total - white)
        func share(_ bytes: some Sequence<UInt8>) -> Double { Double(count(bytes)) / written }

        for letters in [UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F")]
        where share(letters) + share(digits) >= 0.99 && Double(white) * 3 <= Double(total) {
            if kinds(letters) >= 4, kinds(digits) >= 9, (0.08...0.6).contains(share(letters)), share(digits) >= 0.3 {
                return .hexadecimal
            }
        }
        guard blanks * 200 <= total else { return nil }
        let five = Array(upper) + Array(UInt8(ascii: "2")...UInt8(ascii: "7"))
        if share(five) + share(padding) >= 0.99, kinds(five) >= 28, share(digits) >= 0.03 { return .base32 }
        let six = Array(upper) + Array(lower) + Array(digits) + symbols
        if share(six) + share(padding) >= 0.99, kinds(six) >= 32, share(upper) >= 0.15, share(lower) >= 0.15,
            share(digits) >= 0.03
        {
            return .base64
        }
        return nil
    }
}
