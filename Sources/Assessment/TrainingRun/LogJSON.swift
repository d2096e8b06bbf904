internal import Diagnostics

/// A JSON value of a log, with the line that it began on.
indirect enum LogJSON {
    case object(Object)
    case array([LogJSON])
    case number(Double)
    case string(String)
    case literal

    struct Object {
        var line: Int
        var members: [(name: String, value: LogJSON)] = []

        var names: [String] { members.map(\.name) }

        /// The members that hold numbers; a string that spells one counts, for "nan" is logged so.
        var numbers: [String: Double] {
            var numbers: [String: Double] = [:]
            for (name, value) in members {
                switch value {
                case .number(let number): numbers[name] = number
                case .string(let text): numbers[name] = LogNumber.parse(text)
                default: break
                }
            }
            return numbers
        }

        subscript(name: String) -> LogJSON? { members.last { $0.name == name }?.value }
    }

    var object: Object? {
        if case .object(let object) = self { return object }
        return nil
    }
}

/// Reads JSON values one after the other, as Python writes them: NaN and Infinity are numbers.
///
/// A strict parser would refuse a whole log for the one step that overflowed; this one also knows the line of each object.
struct LogJSONParser {
    private let bytes: ArraySlice<UInt8>
    private let path: String
    private var index: Int
    private(set) var line = 1

    init(_ bytes: ArraySlice<UInt8>, path: String) {
        self.bytes = bytes
        self.path = path
        self.index = bytes.startIndex
    }

    /// The next value at the top level, after blanks and commas; nil at the end.
    mutating func nextValue() throws(AssayError) -> LogJSON? {
        skipBlanks()
        return index == bytes.endIndex ? nil : try value(depth: 0)
    }

    private mutating func value(depth: Int) throws(AssayError) -> LogJSON {
        guard depth < 64 else { throw failure("is nested deeper than 64 levels") }
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"):
            var object = LogJSON.Object(line: line)
            try elements(until: UInt8(ascii: "}")) { parser throws(AssayError) in
                guard parser.peek == UInt8(ascii: "\"") else { throw parser.failure("has a name without quotes") }
                let name = try parser.string()
                parser.skipBlanks()
                guard parser.take(UInt8(ascii: ":")) else { throw parser.failure("lacks a colon after a name") }
                object.members.append((name, try parser.value(depth: depth + 1)))
            }
            return .object(object)
        case UInt8(ascii: "["):
            var array: [LogJSON] = []
            try elements(until: UInt8(ascii: "]")) { parser throws(AssayError) in
                array.append(try parser.value(depth: depth + 1))
            }
            return .array(array)
        case UInt8(ascii: "\""): return .string(try string())
        default: return try word()
        }
    }

    /// Elements with commas between them; the opening bracket comes next.
    private mutating func elements(
        until end: UInt8, _ element: (inout Self) throws(AssayError) -> Void
    ) throws(AssayError) {
        index += 1
        skipBlanks()
        if take(end) { return }
        while true {
            skipBlanks()
            try element(&self)
            skipBlanks()
            if take(end) { return }
            guard take(UInt8(ascii: ",")) else { throw failure("lacks a comma or ends too early") }
        }
    }

    /// A string whose escapes, but for quotes and backslashes, are kept as they are: only names and numbers matter here.
    private mutating func string() throws(AssayError) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = peek {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = peek else { throw failure("ends inside a string") }
                if ![UInt8(ascii: "\""), byte, UInt8(ascii: "/")].contains(escaped) { text.append(byte) }
                text.append(escaped)
                index += 1
            case 0x0A: throw failure("has a string that does not end")
            default: text.append(byte)
            }
        }
        throw failure("ends inside a string")
    }

    /// A number or one of true, false, null.
    private mutating func word() throws(AssayError) -> LogJSON {
        let start = index
        while let byte = peek, ![0x20, 0x09, 0x0A, 0x0D].contains(byte), !",]}:\"[{".utf8.contains(byte) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if ["true", "false", "null"].contains(text) { return .literal }
        guard let number = LogNumber.parse(text) else {
            throw failure("holds “\(text.prefix(20).printableBeginning)”, which is no value")
        }
        return .number(number)
    }

    private var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            if byte == 0x0A { line += 1 }
            index += 1
        }
    }

    private func failure(_ what: String) -> AssayError {
        AssayError(
            .logSyntax, "the JSON \(what); mend the line or cut it off", at: .init(path: path, line: UInt64(line)))
    }
}
