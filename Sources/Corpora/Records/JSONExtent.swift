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

    /// Goes on with the value's bytes from an index.
    ///
    /// - Parameter bytes: The value's first byte is that at which the first scan begins; it is no white space.
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

    /// Skips the rest of a string and its closing quote.
    private mutating func skipString(_ bytes: UnsafeBufferPointer<UInt8>, from first: Int) -> Int {
        var index = first
        if isEscaped {
            isEscaped = false
            index += 1
        }
        let quote = SIMD32<UInt8>(repeating: UInt8(ascii: "\""))
        let backslash = SIMD32<UInt8>(repeating: UInt8(ascii: "\\"))
        while index < bytes.count {
            while index + 32 <= bytes.count {
                let block = unsafe UnsafeRawPointer(bytes.baseAddress! + index).loadUnaligned(as: SIMD32<UInt8>.self)
                if any((block .== quote) .| (block .== backslash)) { break }
                index += 32
            }
            guard index < bytes.count else { break }
            let byte = unsafe bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                isInString = false
                return index
            }
            if byte == UInt8(ascii: "\\") {
                if index == bytes.count { isEscaped = true }
                index += 1
            }
        }
        return bytes.count
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
