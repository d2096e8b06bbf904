/// Counts of scalars and of invalid UTF-8 in a text.
public struct UTF8Counts: Sendable, Hashable {
    /// The well-formed scalars.
    public var scalars = 0

    /// The ill-formed sequences, by maximal subparts: each is what one U+FFFD would replace (Unicode 15, section 3.9).
    public var invalidSequences = 0

    /// The bytes of ill-formed sequences.
    public var invalidBytes = 0

    /// Whether all bytes are below 0x80; true for no bytes.
    public var isASCII = true

    /// Creates the counts of an empty text.
    public init() {}

    /// Counts a whole text.
    ///
    /// - Complexity: O(*n*), several GB/s on ASCII.
    public init(_ text: UnsafeBufferPointer<UInt8>) {
        let view = unsafe ByteView(text)
        var index = view.asciiEnd(from: 0, end: view.count)
        isASCII = index == view.count
        scalars = index
        while index < view.count {
            let first = view[index]
            if first < 0x80 {
                let end = view.asciiEnd(from: index, end: view.count)
                scalars += end - index
                index = end
                continue
            }
            let (value, length) = view.longScalar(first, at: index, end: view.count)
            if value == ByteView.invalidScalar {
                let subpart = view.maximalSubpart(at: index)
                invalidSequences += 1
                invalidBytes += subpart
                index += subpart
            } else {
                scalars += 1
                index += length
            }
        }
    }

    /// Adds the counts of another text.
    public static func += (left: inout UTF8Counts, right: UTF8Counts) {
        left.scalars += right.scalars
        left.invalidSequences += right.invalidSequences
        left.invalidBytes += right.invalidBytes
        left.isASCII = left.isASCII && right.isASCII
    }
}

extension ByteView {
    /// The length of the maximal subpart of an ill-formed sequence: the longest beginning of a well-formed one, or 1.
    func maximalSubpart(at index: Int) -> Int {
        let first = self[index]
        let second: ClosedRange<UInt8>
        switch first {
        case 0xC2...0xDF: return 1
        case 0xE0: second = 0xA0...0xBF
        case 0xED: second = 0x80...0x9F
        case 0xE1...0xEF: second = 0x80...0xBF
        case 0xF0: second = 0x90...0xBF
        case 0xF1...0xF3: second = 0x80...0xBF
        case 0xF4: second = 0x80...0x8F
        default: return 1
        }
        guard index + 1 < count, second.contains(self[index + 1]) else { return 1 }
        guard first >= 0xF0, index + 2 < count, self[index + 2] & 0xC0 == 0x80 else { return 2 }
        return 3
    }
}
