internal import Diagnostics

/// The header of a file of numpy.save, versions 1 to 3.
///
/// Source: NEP 1 and the documentation of numpy.lib.format: the magic string, the version, the header's length in two
/// bytes (four from version 2 on), and a Python dictionary of `descr`, `fortran_order` and `shape`.
struct NumPyHeader {
    /// Where the array begins.
    let length: Int

    /// How it is stored.
    let layout: TokenIdLayout

    /// Its extent as it is written: "(4,)" for example.
    let shape: String

    static func isPresent(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe head.starts(with: [0x93] + Array("NUMPY".utf8))
    }

    /// Reads a header.
    ///
    /// - Parameter head: The file's first bytes; a header that is longer is refused.
    /// - Throws: Where it is damaged, or the array holds no ids in rows; the place is the caller's to add.
    init(_ head: UnsafeBufferPointer<UInt8>) throws(AssayError) {
        let major = head.count >= 12 ? unsafe head[6] : 0
        guard (1...3).contains(major) else {
            throw head.count < 12
                ? Self.damaged("it ends within its first bytes")
                : AssayError(
                    .unsupportedFormat,
                    "is NumPy's format of version \(major), and 1 to 3 are read; save it with another version")
        }
        let start = major == 1 ? 10 : 12
        var textLength = 0
        for index in (8..<start).reversed() { textLength = textLength << 8 | Int(unsafe head[index]) }
        guard start + textLength <= head.count else {
            throw Self.damaged("its header of \(textLength) bytes is not there")
        }
        length = start + textLength
        var parser = unsafe Parser(Array(head[start..<length]))
        var type: String?
        var isFortran: Bool?
        var extent: [UInt64]?
        guard parser.take("{") else { throw Self.damaged("its header is no dictionary") }
        while !parser.take("}") {
            let key = parser.string()
            guard key != nil, parser.take(":") else { throw Self.damaged("its header cannot be understood") }
            switch key {
            case "descr":
                guard let name = parser.string() else {
                    throw Self.unsupported("of records with several fields", "save the ids alone")
                }
                type = name
            case "fortran_order": isFortran = parser.take("True") ? true : parser.take("False") ? false : nil
            case "shape": extent = parser.tuple()
            default: throw Self.damaged("its header has an unknown key")
            }
            _ = parser.take(",")
        }
        guard let type, let isFortran, let extent else {
            throw Self.damaged("its header lacks type, order or shape")
        }
        shape = "(" + extent.map(String.init).joined(separator: ", ") + (extent.count == 1 ? ",)" : ")")
        guard extent.count == 1 || extent.count == 2 else {
            throw Self.unsupported("of shape \(shape)", "save one row of ids, or one row for each document")
        }
        guard extent.count == 1 || !isFortran || extent.contains(where: { $0 <= 1 }) else {
            throw Self.unsupported("in Fortran's order", "save numpy.ascontiguousarray of it")
        }
        guard let (width, isSigned) = Self.types[String(type.dropFirst())], "<>|=".contains(type.first ?? " ") else {
            throw Self.unsupported(
                "of type \(Self.shown(type))", "save the ids as integers, numpy.uint16 or numpy.uint32 for example")
        }
        let (count, overflow) = extent.reduce((UInt64(1), false)) { product, size in
            let next = product.0.multipliedReportingOverflow(by: size)
            return (next.partialValue, product.1 || next.overflow)
        }
        guard !overflow, count < 1 << 60 else { throw Self.damaged("its shape \(shape) is beyond every memory") }
        layout = TokenIdLayout(
            container: .numPy, width: width, isSigned: isSigned, isBigEndian: type.first == ">", count: count,
            // Rows of nothing are no documents.
            rowLength: extent.count == 2 && count > 0 ? extent[1] : nil)
    }

    private static let types: [String: (width: Int, isSigned: Bool)] = [
        "u1": (1, false), "u2": (2, false), "u4": (4, false), "u8": (8, false),
        "i1": (1, true), "i2": (2, true), "i4": (4, true), "i8": (8, true),
    ]

    private static func damaged(_ what: String) -> AssayError {
        AssayError(.corruptInput, "begins like NumPy's format and is damaged: \(what); save it again")
    }

    private static func unsupported(_ what: String, _ advice: String) -> AssayError {
        AssayError(.unsupportedFormat, "is a NumPy array \(what), which is not read; \(advice)")
    }

    /// A type's name as it can be shown.
    private static func shown(_ type: String) -> String {
        String(type.unicodeScalars.prefix(16).map { (0x20..<0x7F).contains($0.value) ? Character($0) : "?" })
    }

    /// Reads what a header's dictionary may hold.
    private struct Parser {
        private let bytes: [UInt8]
        private var index = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        private mutating func skipBlanks() {
            while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x0A { index += 1 }
        }

        /// Passes over a word where it comes next.
        mutating func take(_ word: String) -> Bool {
            skipBlanks()
            guard bytes[index...].starts(with: word.utf8) else { return false }
            index += word.utf8.count
            return true
        }

        /// A string in single or double quotes, without escapes.
        mutating func string() -> String? {
            skipBlanks()
            guard index < bytes.count, case let quote = bytes[index], quote == 0x27 || quote == 0x22,
                let end = bytes[(index + 1)...].firstIndex(of: quote)
            else { return nil }
            defer { index = end + 1 }
            return String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
        }

        /// A tuple of at most 32 numbers, as many as NumPy has dimensions.
        mutating func tuple() -> [UInt64]? {
            guard take("(") else { return nil }
            var numbers: [UInt64] = []
            while !take(")") {
                skipBlanks()
                let digits = bytes[index...].prefix { (0x30...0x39).contains($0) }
                guard numbers.count < 32, let number = UInt64(String(decoding: digits, as: UTF8.self)) else {
                    return nil
                }
                numbers.append(number)
                index += digits.count
                // Python 2 wrote long integers with a letter.
                _ = take("L")
                _ = take(",")
            }
            return numbers
        }
    }
}
