internal import Diagnostics

/// A column of an Arrow schema: its type, its children, and which buffers of a record batch are its own.
///
/// Source: Apache Arrow, `Schema.fbs` and "Columnar format", buffer listing for each layout.
struct ArrowColumn {
    enum Layout: Equatable {
        /// Text, with offsets of 32 or 64 bits.
        case text(large: Bool)
        /// A list, or a map as a list of its entries, with offsets of 32 or 64 bits.
        case list(large: Bool)
        case structure
        /// A type that holds no text; the number of its own buffers.
        case other(buffers: Int)
    }

    let name: String
    let layout: Layout
    private(set) var children: [ArrowColumn] = []
    /// The numbers of its node and of its first buffer in every record batch.
    let node: Int
    let buffer: Int

    /// How deep types may be nested.
    private static let maximumDepth = 64

    /// Reads the columns of a schema, in their order.
    static func columns(of schema: FlatTable) throws(AssayError) -> [ArrowColumn] {
        guard schema.integer(0, as: Int16.self) ?? 0 == 0 else {
            throw refused("big-endian data")
        }
        var node = 0
        var buffer = 0
        return try columns(schema.tables(1), &node, &buffer, depth: 0)
    }

    private static func columns(
        _ fields: [FlatTable]?, _ node: inout Int, _ buffer: inout Int, depth: Int
    ) throws(AssayError) -> [ArrowColumn] {
        guard let fields, depth < maximumDepth, node < 1 << 16 else {
            throw AssayError(.corruptInput, "the Arrow schema is malformed; write the file again")
        }
        var columns: [ArrowColumn] = []
        for field in fields { columns.append(try ArrowColumn(field, &node, &buffer, depth: depth)) }
        return columns
    }

    private init(_ field: FlatTable, _ node: inout Int, _ buffer: inout Int, depth: Int) throws(AssayError) {
        let layout = try Self.layout(field)
        name = field.string(0) ?? ""
        self.layout = layout
        self.node = node
        self.buffer = buffer
        node += 1
        switch layout {
        case .text: buffer += 3
        case .list: buffer += 2
        case .structure: buffer += 1
        case .other(let count): buffer += count
        }
        // An encoded column has indices alone; its dictionary comes in messages of its own.
        guard field.table(4) == nil else { return }
        children = try Self.columns(field.tables(5), &node, &buffer, depth: depth + 1)
    }

    /// Source: `union Type` in `Schema.fbs`.
    private static func layout(_ field: FlatTable) throws(AssayError) -> Layout {
        if field.table(4) != nil { return .other(buffers: 2) }
        switch field.integer(2, as: UInt8.self) ?? 0 {
        case 1: return .other(buffers: 0)
        case 2, 3, 6...11, 15, 18: return .other(buffers: 2)
        case 4, 19: return .other(buffers: 3)
        case 5: return .text(large: false)
        case 20: return .text(large: true)
        case 12, 17: return .list(large: false)
        case 21: return .list(large: true)
        case 13: return .structure
        case 16: return .other(buffers: 1)
        case 14: return .other(buffers: field.table(3)?.integer(0, as: Int16.self) == 1 ? 2 : 1)
        case let type: throw refused("the column type \(type) (views, run ends or newer)")
        }
    }

    private static func refused(_ what: String) -> AssayError {
        AssayError(
            .unsupportedFormat, "is an Arrow file with \(what), which is not read; convert it to Parquet or JSON Lines")
    }

    /// The numbers of all buffers that its texts need; empty where there can be none.
    var textBuffers: [Int] {
        let inner = children.flatMap(\.textBuffers)
        switch layout {
        case .text: return [buffer, buffer + 1, buffer + 2]
        case .list: return inner.isEmpty ? [] : [buffer, buffer + 1] + inner
        case .structure: return inner.isEmpty ? [] : [buffer] + inner
        case .other: return []
        }
    }

    /// The size of the offsets that delimit its values, in bytes; nil where it has none.
    var offsetSize: Int? {
        switch layout {
        case .text(let large), .list(let large): large ? 8 : 4
        default: nil
        }
    }
}
