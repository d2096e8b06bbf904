internal import Diagnostics

/// What a file's footer says, decoded and checked against the file's size.
struct FileMetadata {
    let columns: [ParquetColumn]
    let rowGroups: [ParquetRowGroup]
    let createdBy: String?

    /// - Parameters:
    ///   - footer: The footer's bytes.
    ///   - dataEnd: The offset at which the footer begins: no page lies beyond it.
    init(_ footer: UnsafeBufferPointer<UInt8>, dataEnd: UInt64) throws(AssayError) {
        var reader = unsafe CompactReader(footer)
        var columns: [ParquetColumn]?
        var groups: [ParquetRowGroup] = []
        var createdBy: String?
        var firstRow: UInt64 = 0
        try reader.fields { reader, field throws(AssayError) in
            switch field.id {
            case 2:
                var elements: [SchemaElement] = []
                try reader.list(field, of: .structure) { reader throws(AssayError) in
                    elements.append(try SchemaElement(&reader))
                    guard elements.count <= ParquetLimits.schemaNames else {
                        throw AssayError(
                            .unsupportedFormat, "has a schema of more than \(ParquetLimits.schemaNames) names; split it"
                        )
                    }
                }
                columns = try SchemaTree.columns(elements)
            case 4:
                guard let columns else { throw .damaged("its schema does not come before its row groups") }
                try reader.list(field, of: .structure) { reader throws(AssayError) in
                    let group = try Self.rowGroup(&reader, columns, firstRow: firstRow, dataEnd: dataEnd)
                    (firstRow, _) = firstRow.addingReportingOverflow(group.rowCount)
                    groups.append(group)
                }
            case 6: createdBy = try reader.string(field)
            default: try reader.skip(field)
            }
        }
        guard let columns else { throw .damaged("it has no schema") }
        self.columns = columns
        self.createdBy = createdBy
        rowGroups = groups
        try checkOverlap(dataEnd)
    }

    private static func rowGroup(
        _ reader: inout CompactReader, _ columns: [ParquetColumn], firstRow: UInt64, dataEnd: UInt64
    ) throws(AssayError) -> ParquetRowGroup {
        var chunks: [ParquetRowGroup.ColumnChunk] = []
        var rowCount: UInt64?
        try reader.fields { reader, field throws(AssayError) in
            switch field.id {
            case 1:
                try reader.list(field, of: .structure) { reader throws(AssayError) in
                    guard chunks.count < columns.count else { throw .damaged("a row group has too many columns") }
                    chunks.append(try columnChunk(&reader, columns[chunks.count], dataEnd: dataEnd))
                }
            case 3: rowCount = UInt64(exactly: try reader.int64(field))
            default: try reader.skip(field)
            }
        }
        guard let rowCount, chunks.count == columns.count, !chunks.isEmpty || rowCount == 0 else {
            throw .damaged("a row group lacks columns or the number of its rows")
        }
        return ParquetRowGroup(rowCount: rowCount, firstRow: firstRow, chunks: chunks)
    }

    private static func columnChunk(
        _ reader: inout CompactReader, _ column: ParquetColumn, dataEnd: UInt64
    ) throws(AssayError) -> ParquetRowGroup.ColumnChunk {
        var fields = ChunkFields()
        var isEncrypted = false
        var isElsewhere = false
        try reader.fields { reader, field throws(AssayError) in
            switch field.id {
            case 1:
                isElsewhere = true
                try reader.skip(field)
            case 3:
                try reader.structure(field) { reader, field throws(AssayError) in try fields.read(&reader, field) }
            case 8, 9:
                isEncrypted = true
                try reader.skip(field)
            default: try reader.skip(field)
            }
        }
        if isEncrypted || isElsewhere {
            // What is said of it is of no use, or encrypted too; it is refused when it is to be read.
            return ParquetRowGroup.ColumnChunk(
                codec: .uncompressed, valueCount: 0, offset: 0, compressedSize: 0, uncompressedSize: 0,
                isEncrypted: isEncrypted, isElsewhere: isElsewhere)
        }
        guard let codec = fields.codec, let valueCount = fields.valueCount, let size = fields.compressedSize,
            let uncompressedSize = fields.uncompressedSize, let data = fields.dataOffset,
            fields.type == column.physicalType.rawValue
        else { throw .damaged("a column lacks metadata or has another type than the schema says") }
        // Writers without a dictionary may write its offset as 0, or after the data.
        let dictionary = fields.dictionaryOffset ?? 0
        let offset = dictionary > 0 && dictionary < data ? dictionary : data
        guard offset <= dataEnd, size <= dataEnd - offset else {
            throw .damaged("a column reaches beyond the file's data")
        }
        return ParquetRowGroup.ColumnChunk(
            codec: ParquetCodec(rawValue: codec), valueCount: valueCount, offset: offset, compressedSize: size,
            uncompressedSize: uncompressedSize, isEncrypted: false, isElsewhere: false)
    }

    /// Groups that share bytes would let a small file come to any size.
    private func checkOverlap(_ dataEnd: UInt64) throws(AssayError) {
        for column in columns.indices {
            var sum: UInt64 = 0
            for group in rowGroups {
                sum += group.chunks[column].compressedSize
                guard sum <= dataEnd else { throw .damaged("its row groups claim the same bytes") }
            }
        }
    }
}

/// The fields of a column's metadata that matter.
private struct ChunkFields {
    var type: Int32?
    var codec: Int32?
    var valueCount: UInt64?
    var uncompressedSize: UInt64?
    var compressedSize: UInt64?
    var dataOffset: UInt64?
    var dictionaryOffset: UInt64?

    mutating func read(
        _ reader: inout CompactReader, _ field: CompactReader.Field
    ) throws(AssayError) {
        switch field.id {
        case 1: type = try reader.int32(field)
        case 4: codec = try reader.int32(field)
        case 5: valueCount = UInt64(exactly: try reader.int64(field))
        case 6: uncompressedSize = UInt64(exactly: try reader.int64(field))
        case 7: compressedSize = UInt64(exactly: try reader.int64(field))
        case 9: dataOffset = UInt64(exactly: try reader.int64(field))
        case 11: dictionaryOffset = UInt64(exactly: try reader.int64(field))
        default: try reader.skip(field)
        }
    }
}
