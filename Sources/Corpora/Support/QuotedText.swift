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
        switch scalar.value {
        case 0x22, 0x5C: text += "\\" + String(scalar)
        case 0x09: text += "\\t"
        case 0x0A: text += "\\n"
        case 0x0D: text += "\\r"
        // Controls, line and paragraph separators, and what turns the direction of writing.
        case 0..<0x20, 0x7F..<0xA0, 0x200B..<0x2010, 0x2028..<0x202F, 0x2060..<0x2070, 0xFEFF, 0xFFFD:
            text += "\\u{\(String(scalar.value, radix: 16))}"
        default: text.unicodeScalars.append(scalar)
        }
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
