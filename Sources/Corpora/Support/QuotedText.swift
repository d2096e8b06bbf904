internal import Diagnostics

/// The beginning of a text from a corpus as it may be shown in a message: quoted, escaped and short.
///
/// Control characters and bytes that are not UTF-8 are escaped; at most `limit` characters are shown.
func quoted(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int = 40) -> String {
    let head = unsafe bytes.prefix(4 * limit)
    var text = "\""
    var count = 0
    for scalar in unsafe String(decoding: head, as: UTF8.self).unicodeScalars {
        if count == limit { break }
        count += 1
        text += scalar == "\"" ? "\\\"" : escaped(scalar)
    }
    text += "\""
    let shown = unsafe String(decoding: head, as: UTF8.self).unicodeScalars.count <= limit && head.count == bytes.count
    return shown ? text : text + "…"
}

/// A name from a corpus as it may be shown in a message.
func quoted(_ name: String, limit: Int = 40) -> String {
    var name = name
    return name.withUTF8 { unsafe quoted($0, limit: limit) }
}

/// A name from an archive as it may be shown anywhere: one line, no control over what shows it, and no longer than
/// `limit` characters.
///
/// Different names that are not longer look different: the bytes of one that is not UTF-8 are all shown as they are
/// in ASCII or as `\x` and two hexadecimal digits.
func escapedName(_ bytes: [UInt8], limit: Int) -> String {
    let head = bytes.prefix(limit)
    var text = ""
    if let name = String(validating: bytes, as: UTF8.self) {
        for scalar in name.unicodeScalars.prefix(limit) { text += escaped(scalar) }
        return name.unicodeScalars.count > limit ? text + "…" : text
    }
    for byte in head {
        if byte < 0x80 {
            text += escaped(Unicode.Scalar(byte))
        } else {
            text += "\\x" + String(byte, radix: 16)
        }
    }
    return head.count < bytes.count ? text + "…" : text
}

/// A character as itself, or escaped where it is a backslash, stands for what is not UTF-8, or cannot be shown.
private func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x5C: "\\\\"
    case 0x09: "\\t"
    case 0x0A: "\\n"
    case 0x0D: "\\r"
    case 0xFFFD: "\\u{fffd}"
    default: scalar.isUnshowable ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
}
