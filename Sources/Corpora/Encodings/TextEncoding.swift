/// How a file's characters are stored; all text is handed on as UTF-8.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    /// The encoding that is read as it is: invalid sequences are kept, and counted by whoever takes the text.
    case utf8 = "UTF-8"
    /// By its byte order mark.
    case utf16LittleEndian = "UTF-16LE"
    /// By its byte order mark.
    case utf16BigEndian = "UTF-16BE"
    /// By its byte order mark.
    case utf32LittleEndian = "UTF-32LE"
    /// By its byte order mark.
    case utf32BigEndian = "UTF-32BE"
    /// Recognised by how its high bytes stand among letters; the graphic characters of ISO 8859-1 (Latin-1) are a part of it.
    case windows1252 = "Windows-1252"

    /// Decides on an encoding by the first decoded bytes of a file.
    static func detect(_ head: UnsafeBufferPointer<UInt8>) -> TextEncoding {
        if let marked = unsafe marked(head) { return marked }
        let isBinary = unsafe TextCheck.isBinary(head)
        if unsafe isBinary || ContainerSignature.detect(head, isBinary: isBinary) != nil { return .utf8 }
        return unsafe Windows1252Check(head).matches ? .windows1252 : .utf8
    }

    /// The encoding that a byte order mark other than that of UTF-8 names.
    private static func marked(_ head: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
        if unsafe head.starts(with: [0xFF, 0xFE, 0x00, 0x00]) { return .utf32LittleEndian }
        if unsafe head.starts(with: [0x00, 0x00, 0xFE, 0xFF]) { return .utf32BigEndian }
        if unsafe head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if unsafe head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        return nil
    }
}
