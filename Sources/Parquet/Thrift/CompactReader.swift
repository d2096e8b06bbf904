internal import Diagnostics

/// A reader of Thrift's compact protocol that trusts no length, count or depth.
///
/// Source: the Thrift compact protocol's specification (thrift-compact-protocol.md of Apache Thrift).
@safe
struct CompactReader {
    /// The index of the next byte.
    private(set) var position = 0

    private let bytes: UnsafeBufferPointer<UInt8>
    private var depth = 0

    /// How deep structures may be nested.
    private static let maximumDepth = 32

    /// - Parameter bytes: Must stay valid as long as the reader is used.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe self.bytes = bytes }

    /// A field's number and the type of what follows it.
    struct Field {
        let id: Int
        let type: WireType
    }

    enum WireType: UInt8 {
        case stop = 0
        case boolTrue = 1
        case boolFalse = 2
        case byte = 3
        case int16 = 4
        case int32 = 5
        case int64 = 6
        case double = 7
        case binary = 8
        case list = 9
        case set = 10
        case map = 11
        case structure = 12
        case uuid = 13
    }

    /// Reads a structure, field by field; the body reads or skips each.
    mutating func fields(
        _ body: (inout CompactReader, Field) throws(AssayError) -> Void
    ) throws(AssayError) {
        try descend()
        var id = 0
        while true {
            let header = try byte()
            let type = try wireType(header & 0x0F)
            if type == .stop { break }
            let delta = Int(header >> 4)
            id = delta == 0 ? Int(try integer16()) : id + delta
            try body(&self, Field(id: id, type: type))
        }
        depth -= 1
    }

    /// Reads a structure that is a field's value.
    mutating func structure(
        _ field: Field, _ body: (inout CompactReader, Field) throws(AssayError) -> Void
    ) throws(AssayError) {
        try expect(field.type == .structure)
        try fields(body)
    }

    /// Reads a list, element by element; the body reads each.
    ///
    /// - Returns: Never more elements than bytes, since none is shorter than a byte.
    mutating func list(
        _ field: Field, of type: WireType, _ body: (inout CompactReader) throws(AssayError) -> Void
    ) throws(AssayError) {
        try expect(field.type == .list)
        let (elements, count) = try listHeader()
        try expect(elements == type || count == 0)
        for _ in 0..<count { try body(&self) }
    }

    mutating func bool(_ field: Field) throws(AssayError) -> Bool {
        try expect(field.type == .boolTrue || field.type == .boolFalse)
        return field.type == .boolTrue
    }

    mutating func int32(_ field: Field) throws(AssayError) -> Int32 {
        try expect(field.type == .int32)
        return try integer32()
    }

    mutating func int64(_ field: Field) throws(AssayError) -> Int64 {
        try expect(field.type == .int64)
        return try integer64()
    }

    mutating func string(_ field: Field) throws(AssayError) -> String {
        try expect(field.type == .binary)
        return unsafe try String(decoding: unsafe binary(), as: UTF8.self)
    }

    /// Reads past a field's value.
    mutating func skip(_ field: Field) throws(AssayError) { try skip(field.type, inList: false) }

    private mutating func skip(_ type: WireType, inList: Bool) throws(AssayError) {
        switch type {
        case .stop: throw Self.malformed
        case .boolTrue, .boolFalse: if inList { _ = try byte() }
        case .byte: _ = try byte()
        case .int16, .int32, .int64: _ = try varint()
        case .double: try advance(8)
        case .uuid: try advance(16)
        case .binary: _ = try unsafe binary()
        case .structure:
            try fields { reader, field throws(AssayError) in try reader.skip(field) }
        case .list, .set:
            try descend()
            let (elements, count) = try listHeader()
            for _ in 0..<count { try skip(elements, inList: true) }
            depth -= 1
        case .map:
            try descend()
            let count = try length()
            if count > 0 {
                let types = try byte()
                let (key, value) = (try wireType(types >> 4), try wireType(types & 0x0F))
                for _ in 0..<count {
                    try skip(key, inList: true)
                    try skip(value, inList: true)
                }
            }
            depth -= 1
        }
    }

    private mutating func listHeader() throws(AssayError) -> (WireType, Int) {
        let header = try byte()
        let short = Int(header >> 4)
        return (try wireType(header & 0x0F), short == 15 ? try length() : short)
    }

    private mutating func binary() throws(AssayError) -> UnsafeBufferPointer<UInt8> {
        let count = try length()
        let start = position
        try advance(count)
        return unsafe bytes.slice(start..<position)
    }

    mutating func integer16() throws(AssayError) -> Int16 {
        guard let value = Int16(exactly: try integer64()) else { throw Self.malformed }
        return value
    }

    mutating func integer32() throws(AssayError) -> Int32 {
        guard let value = Int32(exactly: try integer64()) else { throw Self.malformed }
        return value
    }

    mutating func integer64() throws(AssayError) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    private mutating func length() throws(AssayError) -> Int {
        guard let value = Int32(exactly: try varint()) else { throw Self.malformed }
        return Int(value)
    }

    private mutating func varint() throws(AssayError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            let next = try byte()
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
        }
        throw Self.malformed
    }

    private mutating func byte() throws(AssayError) -> UInt8 {
        guard unsafe position < bytes.count else { throw Self.incomplete }
        position += 1
        return unsafe bytes[position - 1]
    }

    private mutating func advance(_ count: Int) throws(AssayError) {
        guard unsafe count <= bytes.count - position else { throw Self.incomplete }
        position += count
    }

    private mutating func descend() throws(AssayError) {
        depth += 1
        try expect(depth <= Self.maximumDepth)
    }

    private func wireType(_ raw: UInt8) throws(AssayError) -> WireType {
        guard let type = WireType(rawValue: raw) else { throw Self.malformed }
        return type
    }

    private func expect(_ condition: Bool) throws(AssayError) {
        if !condition { throw Self.malformed }
    }

    private static var malformed: AssayError { .damaged("its metadata cannot be understood") }
    private static var incomplete: AssayError { .truncated("its metadata reaches beyond its end") }
}
