/// A writer of Thrift's compact protocol, as small as the tests need it.
struct ThriftWriter {
    private(set) var bytes: [UInt8] = []
    private var lastField = [0]

    mutating func varint(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(value & 0x7F) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }

    mutating func zigzag(_ value: Int) { varint(UInt64(bitPattern: Int64(value << 1 ^ value >> 63))) }

    private mutating func header(_ id: Int, _ type: UInt8) {
        bytes.append(UInt8(id - lastField[lastField.count - 1]) << 4 | type)
        lastField[lastField.count - 1] = id
    }

    mutating func int32(_ id: Int, _ value: Int) {
        header(id, 5)
        zigzag(value)
    }

    mutating func int64(_ id: Int, _ value: Int) {
        header(id, 6)
        zigzag(value)
    }

    mutating func bool(_ id: Int, _ value: Bool) { header(id, value ? 1 : 2) }

    mutating func string(_ id: Int, _ value: String) {
        header(id, 8)
        string(value)
    }

    mutating func string(_ value: String) {
        varint(UInt64(value.utf8.count))
        bytes += Array(value.utf8)
    }

    mutating func structure(_ id: Int, _ body: (inout ThriftWriter) -> Void) {
        header(id, 12)
        element(body)
    }

    /// A structure without a field header: in a list, or the outermost.
    mutating func element(_ body: (inout ThriftWriter) -> Void) {
        lastField.append(0)
        body(&self)
        lastField.removeLast()
        bytes.append(0)
    }

    mutating func list<Element>(
        _ id: Int, of type: UInt8 = 12, _ elements: [Element], _ body: (inout ThriftWriter, Element) -> Void
    ) {
        header(id, 9)
        bytes.append(0xF0 | type)
        varint(UInt64(elements.count))
        for element in elements { body(&self, element) }
    }
}
