internal import Diagnostics

/// The layer that turns another encoding into UTF-8, a block at a time.
///
/// A leading byte order mark is dropped. What encodes no character becomes U+FFFD: an unpaired surrogate, a value
/// beyond U+10FFFF, a unit cut off at the end, and the five bytes that Windows-1252 does not assign.
@safe
final class Transcoder {
    let encoding: TextEncoding

    /// How many U+FFFD were put in place of what encodes no character.
    private(set) var replacements: UInt64 = 0

    private let input: UnsafeMutableBufferPointer<UInt8>
    private let output: UnsafeMutableBufferPointer<UInt8>
    /// How many bytes at the front of the input were not converted yet: an incomplete unit or half a pair.
    private var carried = 0
    /// Where in the output are bytes that were not handed over yet.
    private var waiting = 0..<0
    private var inputEnded = false
    private var atStart = true

    /// A value that no character has.
    private static let notACharacter = UInt32.max

    /// The characters of the 256 bytes; source: Microsoft's table of code page 1252.
    private static let windows1252: [UInt32] = (0..<256).map { byte in
        (0x80..<0xA0).contains(byte) ? assigned[Int(byte) - 0x80] : byte
    }

    /// The characters of 0x80 to 0x9F, by eights.
    private static let assigned: [UInt32] = [
        0x20AC, notACharacter, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, notACharacter, 0x017D, notACharacter,
        notACharacter, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, notACharacter, 0x017E, 0x0178,
    ]

    /// How many bytes are converted at a time; every one of them makes at most three.
    private static let blockSize = 1 << 16

    /// - Parameter encoding: Any but UTF-8.
    init(_ encoding: TextEncoding) {
        self.encoding = encoding
        unsafe input = .allocate(capacity: Self.blockSize)
        unsafe output = .allocate(capacity: 3 * Self.blockSize + 4)
    }

    deinit {
        unsafe input.deallocate()
        unsafe output.deallocate()
    }

    /// Converts into the buffer, fetching input as it is needed; 0 at the end.
    func read(
        into buffer: UnsafeMutableBufferPointer<UInt8>,
        refill: (UnsafeMutableBufferPointer<UInt8>) throws(AssayError) -> Int
    ) throws(AssayError) -> Int {
        while waiting.isEmpty && !inputEnded {
            let count = try unsafe refill(.init(rebasing: input[carried...]))
            inputEnded = count == 0
            let used = convert(carried + count)
            let rest = carried + count - used
            for index in 0..<rest { unsafe input[index] = input[used + index] }
            carried = rest
        }
        let count = min(waiting.count, buffer.count)
        for index in 0..<count { unsafe buffer[index] = output[waiting.lowerBound + index] }
        waiting = (waiting.lowerBound + count)..<waiting.upperBound
        return count
    }

    /// Converts what it can of the input's first bytes, and says how many that were.
    private func convert(_ count: Int) -> Int {
        waiting = 0..<0
        let used: Int
        switch encoding {
        case .utf8: preconditionFailure("UTF-8 is read as it is")
        case .windows1252:
            for index in 0..<count { put(Self.windows1252[Int(unsafe input[index])]) }
            return count
        case .utf16LittleEndian, .utf16BigEndian: used = convertUTF16(count)
        case .utf32LittleEndian, .utf32BigEndian:
            used = count / 4 * 4
            for index in stride(from: 0, to: used, by: 4) {
                let (first, second) = (UInt32(unit(index)), UInt32(unit(index + 2)))
                put(isBigEndian ? first << 16 | second : second << 16 | first)
            }
        }
        guard inputEnded && used < count else { return used }
        put(Self.notACharacter)
        return count
    }

    private func convertUTF16(_ count: Int) -> Int {
        var index = 0
        while index + 2 <= count {
            let first = unit(index)
            guard first & 0xFC00 == 0xD800 else {
                put(UInt32(first))
                index += 2
                continue
            }
            if index + 4 > count && !inputEnded { break }
            let second = index + 4 <= count ? unit(index + 2) : 0
            if second & 0xFC00 == 0xDC00 {
                put(0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF)))
                index += 4
            } else {
                put(Self.notACharacter)
                index += 2
            }
        }
        return index
    }

    private var isBigEndian: Bool { encoding == .utf16BigEndian || encoding == .utf32BigEndian }

    /// Two bytes of the input as a number.
    private func unit(_ index: Int) -> UInt16 {
        let (first, second) = unsafe (UInt16(input[index]), UInt16(input[index + 1]))
        return isBigEndian ? first << 8 | second : second << 8 | first
    }

    /// Appends a scalar, or U+FFFD for what is none; drops a byte order mark at the start.
    private func put(_ value: UInt32) {
        defer { atStart = false }
        if atStart && value == 0xFEFF { return }
        var scalar = value
        if value > 0x10FFFF || value & 0xFFFF_F800 == 0xD800 {
            scalar = 0xFFFD
            replacements += 1
        }
        var end = waiting.upperBound
        func append(_ byte: UInt32) {
            unsafe output[end] = UInt8(truncatingIfNeeded: byte)
            end += 1
        }
        switch scalar {
        case 0..<0x80: append(scalar)
        case 0x80..<0x800:
            append(0xC0 | scalar >> 6)
            append(0x80 | scalar & 0x3F)
        case 0x800..<0x10000:
            append(0xE0 | scalar >> 12)
            append(0x80 | scalar >> 6 & 0x3F)
            append(0x80 | scalar & 0x3F)
        default:
            append(0xF0 | scalar >> 18)
            append(0x80 | scalar >> 12 & 0x3F)
            append(0x80 | scalar >> 6 & 0x3F)
            append(0x80 | scalar & 0x3F)
        }
        waiting = waiting.lowerBound..<end
    }
}
