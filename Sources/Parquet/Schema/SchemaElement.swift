internal import Diagnostics

/// One element of the schema as the footer lists it: in preorder, each group with the number of its children.
struct SchemaElement {
    var name: String?
    var physicalType: ParquetColumn.PhysicalType?
    var typeLength: Int?
    var repetition: ParquetColumn.Repetition?
    var annotation = ParquetColumn.Annotation.none
    var childCount = 0

    init(_ reader: inout CompactReader) throws(AssayError) {
        var element = Self()
        var hasLogicalType = false
        try reader.fields { reader, field throws(AssayError) in
            switch field.id {
            case 1:
                element.physicalType = .init(rawValue: try reader.int32(field))
                if element.physicalType == nil { throw .damaged("a column has an unknown physical type") }
            case 2: element.typeLength = Int(try reader.int32(field))
            case 3:
                element.repetition = .init(rawValue: try reader.int32(field))
                if element.repetition == nil { throw .damaged("a column has an unknown repetition type") }
            case 4: element.name = try reader.string(field)
            case 5: element.childCount = Int(try reader.int32(field))
            case 6:
                let annotation = Self.annotation(convertedType: try reader.int32(field))
                if !hasLogicalType { element.annotation = annotation }
            case 10:
                hasLogicalType = true
                element.annotation = .other
                try reader.structure(field) { reader, member throws(AssayError) in
                    element.annotation = Self.annotation(logicalType: member.id)
                    try reader.skip(member)
                }
            default: try reader.skip(field)
            }
        }
        self = element
        guard name != nil, childCount >= 0 else { throw .damaged("the schema has an element without a name") }
    }

    private init() {}

    /// Source: the enumeration `ConvertedType` of parquet.thrift.
    private static func annotation(convertedType: Int32) -> ParquetColumn.Annotation {
        switch convertedType {
        case 0: .string
        case 1, 2: .map
        case 3: .list
        case 4: .enumeration
        case 19: .json
        default: .other
        }
    }

    /// Source: the union `LogicalType` of parquet.thrift.
    private static func annotation(logicalType: Int) -> ParquetColumn.Annotation {
        switch logicalType {
        case 1: .string
        case 2: .map
        case 3: .list
        case 4: .enumeration
        case 12: .json
        default: .other
        }
    }
}
