/// A line and named fields up to an empty line, as web archives and HTTP have them.
struct HeaderBlock {
    /// The first line.
    let line: String
    /// The length of the block in bytes, the empty line included.
    let size: Int

    private let fields: [(name: String, value: String)]

    /// The most bytes that a block may take.
    static let maximumSize = 1 << 16

    /// Reads a block; nil where no empty line is found within the bytes.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var lines: [String] = []
        var start = 0
        while let feed = unsafe bytes[start...].firstIndex(of: 0x0A) {
            var line = unsafe bytes[start..<feed]
            if unsafe line.last == 0x0D { unsafe line.removeLast() }
            start = feed + 1
            if unsafe line.isEmpty {
                size = start
                self.line = lines.first ?? ""
                fields = lines.dropFirst().compactMap(Self.field)
                return
            }
            unsafe lines.append(String(decoding: line, as: UTF8.self))
        }
        return nil
    }

    /// The value of the first field of a name, given in lower case.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The media type that a field names, in lower case and without parameters.
    var mediaType: String? {
        self["content-type"].flatMap { $0.split(separator: ";").first }.map { Self.trimmed($0).lowercased() }
    }

    private static func field(_ line: String) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        return (trimmed(line[..<colon]).lowercased(), trimmed(line[line.index(after: colon)...]))
    }

    private static func trimmed(_ text: Substring) -> String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        var text = text.drop(while: isSpace)
        while let last = text.last, isSpace(last) { text.removeLast() }
        return String(text)
    }
}
