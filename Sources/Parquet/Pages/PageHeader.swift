internal import Diagnostics

/// What stands in front of a page.
///
/// Source: the structure `PageHeader` of parquet.thrift.
struct PageHeader {
    enum Kind: Int32 {
        case data = 0
        case index = 1
        case dictionary = 2
        case dataV2 = 3
    }

    /// Nil for a kind that this reader does not know, which is passed over.
    private(set) var kind: Kind?
    private(set) var uncompressedSize: Int
    private(set) var compressedSize: Int
    private(set) var checksum: UInt32?

    /// What the header of the page's kind says; zero or nil where it is of no meaning for the kind.
    private(set) var valueCount = 0
    private(set) var encoding: PageEncoding?
    private(set) var definitionLevelEncoding: PageEncoding?
    private(set) var repetitionLevelEncoding: PageEncoding?
    private(set) var definitionLevelBytes = 0
    private(set) var repetitionLevelBytes = 0
    private(set) var isCompressed = true

    init(_ reader: inout CompactReader) throws(AssayError) {
        var header = Self(uncompressedSize: -1, compressedSize: -1)
        try reader.fields { reader, field throws(AssayError) in
            switch field.id {
            case 1: header.kind = Kind(rawValue: try reader.int32(field))
            case 2: header.uncompressedSize = Int(try reader.int32(field))
            case 3: header.compressedSize = Int(try reader.int32(field))
            case 4: header.checksum = UInt32(bitPattern: try reader.int32(field))
            case 5, 7, 8:
                try reader.structure(field) { reader, member throws(AssayError) in
                    if field.id == 8 {
                        try header.readV2(&reader, member)
                    } else {
                        try header.readV1(&reader, member, isDictionary: field.id == 7)
                    }
                }
            default: try reader.skip(field)
            }
        }
        guard header.uncompressedSize >= 0, header.compressedSize >= 0, header.valueCount >= 0,
            header.definitionLevelBytes >= 0, header.repetitionLevelBytes >= 0
        else { throw .damaged("a page has a negative or missing size or number of values") }
        self = header
    }

    private init(uncompressedSize: Int, compressedSize: Int) {
        self.uncompressedSize = uncompressedSize
        self.compressedSize = compressedSize
    }

    /// A data page of version 1, or a dictionary page.
    private mutating func readV1(
        _ reader: inout CompactReader, _ field: CompactReader.Field, isDictionary: Bool
    ) throws(AssayError) {
        switch field.id {
        case 1: valueCount = Int(try reader.int32(field))
        case 2: encoding = PageEncoding(rawValue: try reader.int32(field))
        case 3 where !isDictionary: definitionLevelEncoding = PageEncoding(rawValue: try reader.int32(field))
        case 4 where !isDictionary: repetitionLevelEncoding = PageEncoding(rawValue: try reader.int32(field))
        default: try reader.skip(field)
        }
    }

    private mutating func readV2(
        _ reader: inout CompactReader, _ field: CompactReader.Field
    ) throws(AssayError) {
        switch field.id {
        case 1: valueCount = Int(try reader.int32(field))
        case 4: encoding = PageEncoding(rawValue: try reader.int32(field))
        case 5: definitionLevelBytes = Int(try reader.int32(field))
        case 6: repetitionLevelBytes = Int(try reader.int32(field))
        case 7: isCompressed = try reader.bool(field)
        default: try reader.skip(field)
        }
    }
}

/// How a page's values or levels are encoded.
///
/// Source: the enumeration `Encoding` of parquet.thrift.
struct PageEncoding: RawRepresentable, Equatable, CustomStringConvertible {
    let rawValue: Int32

    static let plain = Self(rawValue: 0)
    /// Indexes into the dictionary; of a dictionary page, the same as ``plain``.
    static let plainDictionary = Self(rawValue: 2)
    static let runLength = Self(rawValue: 3)
    static let deltaLengthByteArray = Self(rawValue: 6)
    static let deltaByteArray = Self(rawValue: 7)
    static let dictionary = Self(rawValue: 8)
    static let byteStreamSplit = Self(rawValue: 9)

    var description: String {
        let names = [
            "PLAIN", "GROUP_VAR_INT", "PLAIN_DICTIONARY", "RLE", "BIT_PACKED", "DELTA_BINARY_PACKED",
            "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY", "RLE_DICTIONARY", "BYTE_STREAM_SPLIT",
        ]
        return names.indices.contains(Int(rawValue)) ? names[Int(rawValue)] : "unknown encoding \(rawValue)"
    }
}
