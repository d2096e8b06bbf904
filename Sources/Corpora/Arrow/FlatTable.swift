/// A table of a FlatBuffers message, read with every offset checked.
///
/// Source: the FlatBuffers documentation, "FlatBuffers internals". A field that is absent, or lies outside of the
/// message, is nil.
struct FlatTable {
    private let bytes: [UInt8]
    private let position: Int
    private let fieldTable: Int
    private let fieldTableSize: Int

    /// The table that the message begins with.
    init?(root bytes: [UInt8]) {
        guard let offset = Self.integer(bytes, 0, as: UInt32.self) else { return nil }
        self.init(bytes, at: Int(offset))
    }

    private init?(_ bytes: [UInt8], at position: Int) {
        guard let distance = Self.integer(bytes, position, as: Int32.self) else { return nil }
        let fieldTable = position - Int(distance)
        guard let size = Self.integer(bytes, fieldTable, as: UInt16.self), size >= 4,
            fieldTable + Int(size) <= bytes.count
        else { return nil }
        self.bytes = bytes
        self.position = position
        self.fieldTable = fieldTable
        fieldTableSize = Int(size)
    }

    /// The integer in a field; nil where the field is absent and has its default.
    func integer<Value: FixedWidthInteger>(_ field: Int, as type: Value.Type) -> Value? {
        place(of: field).flatMap { Self.integer(bytes, $0, as: type) }
    }

    func table(_ field: Int) -> FlatTable? { target(of: field).flatMap { FlatTable(bytes, at: $0) } }

    func string(_ field: Int) -> String? {
        guard let (start, count) = vector(field, elementSize: 1) else { return nil }
        return String(decoding: bytes[start..<(start + count)], as: UTF8.self)
    }

    /// The tables of a vector of offsets; nil where one is malformed or there are more than 65,536.
    func tables(_ field: Int) -> [FlatTable]? {
        guard let (start, count) = vector(field, elementSize: 4) else { return [] }
        guard count <= 1 << 16 else { return nil }
        var tables: [FlatTable] = []
        for index in 0..<count {
            let place = start + 4 * index
            guard let offset = Self.integer(bytes, place, as: UInt32.self),
                let table = FlatTable(bytes, at: place + Int(offset))
            else { return nil }
            tables.append(table)
        }
        return tables
    }

    /// The pairs of 64-bit integers in a vector of structures.
    func pairs(_ field: Int) -> [(Int64, Int64)] {
        guard let (start, count) = vector(field, elementSize: 16) else { return [] }
        return (0..<count).map { index in
            let place = start + 16 * index
            return (
                Self.integer(bytes, place, as: Int64.self) ?? -1, Self.integer(bytes, place + 8, as: Int64.self) ?? -1
            )
        }
    }

    /// Where a vector's elements begin and how many there are; nil where they are not all there.
    private func vector(_ field: Int, elementSize: Int) -> (start: Int, count: Int)? {
        guard let place = target(of: field), let count = Self.integer(bytes, place, as: UInt32.self),
            Int(count) <= (bytes.count - place - 4) / elementSize
        else { return nil }
        return (place + 4, Int(count))
    }

    private func place(of field: Int) -> Int? {
        let entry = 4 + 2 * field
        guard entry + 2 <= fieldTableSize,
            let offset = Self.integer(bytes, fieldTable + entry, as: UInt16.self), offset > 0
        else { return nil }
        return position + Int(offset)
    }

    private func target(of field: Int) -> Int? {
        guard let place = place(of: field), let offset = Self.integer(bytes, place, as: UInt32.self) else { return nil }
        return place + Int(offset)
    }

    /// The little-endian integer at an index; nil where it is not all there.
    private static func integer<Value: FixedWidthInteger>(_ bytes: [UInt8], _ index: Int, as type: Value.Type) -> Value?
    {
        let size = MemoryLayout<Value>.size
        guard index >= 0 && index <= bytes.count - size else { return nil }
        var value: Value = 0
        for byte in bytes[index..<(index + size)].reversed() { value = value << 8 | Value(truncatingIfNeeded: byte) }
        return value
    }
}
