#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Finds where a JSON value ends, in parts: a scan of strings, escapes and depth that checks nothing else.
///
/// Brackets of both kinds count alike, so that whatever a broken value holds, its end is found without memory.
struct JSONExtent {
    /// How many containers are open.
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// Whether the value is a number or a word, which ends in front of what follows it.
    private var isBare = false
    private var hasBegun = false

    /// Goes on with the value's bytes from an index; the first scan begins with its first byte, no white space.
    ///
    /// - Returns: The index behind the value's last byte; nil where the bytes end first.
    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, from first: Int) -> Int? {
        var index = first
        while index < bytes.count {
            if isInString {
                index = unsafe skipString(bytes, from: index)
                if isInString { return nil }
                if depth == 0 { return index }
                continue
            }
            let byte = unsafe bytes[index]
            if isBare {
                if Self.endsBareValue(byte) { return index }
                index += 1
                continue
            }
            index += 1
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth <= 0 { return index }
            default: isBare = !hasBegun
            }
            hasBegun = true
        }
        return nil
    }

    /// Whether the stream's end ends the value too: a number or a word at top level.
    var mayEndHere: Bool { isBare }

    /// Skips the rest of a string and its closing quote: the first before which backslashes stand in pairs.
    private mutating func skipString(_ bytes: UnsafeBufferPointer<UInt8>, from first: Int) -> Int {
        let begin = isEscaped ? first + 1 : first
        var index = begin
        while index < bytes.count, let hit = unsafe Self.quote(in: bytes, from: index) {
            index = hit + 1
            if unsafe Self.backslashes(in: bytes, before: hit, downTo: begin).isMultiple(of: 2) {
                isInString = false
                isEscaped = false
                return index
            }
        }
        isEscaped = unsafe !Self.backslashes(in: bytes, before: bytes.count, downTo: begin).isMultiple(of: 2)
        return bytes.count
    }

    private static func quote(in bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Int? {
        guard let base = bytes.baseAddress,
            let hit = unsafe memchr(base + index, Int32(UInt8(ascii: "\"")), bytes.count - index)
        else { return nil }
        return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }

    private static func backslashes(
        in bytes: UnsafeBufferPointer<UInt8>, before end: Int, downTo begin: Int
    ) -> Int {
        var index = end
        while unsafe index > begin && bytes[index - 1] == UInt8(ascii: "\\") { index -= 1 }
        return end - index
    }

    private static func endsBareValue(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "["),
            UInt8(ascii: "{"), UInt8(ascii: "\""), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
