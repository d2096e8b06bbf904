internal import Diagnostics

extension CorpusReader {
    /// Reads the rows of a table.
    func readDelimited<Sink: DocumentSink>(
        _ unit: WorkUnit, _ layout: DelimitedLayout, into sink: inout Sink, _ result: inout UnitResult
    ) throws(AssayError) {
        let path = unit.description.file.path
        try openRecords(unit.description)
        defer {
            result.decodedBytes = records.offset
            result.lineFeeds = records.lineFeeds
        }
        var walk = DelimitedRowWalk(layout, records, limit: options.maximumRecordBytes)
        var text: [UInt8] = []
        var isHeader = layout.hasHeader
        do {
            while let item = unsafe try walk.next() {
                if isHeader {
                    isHeader = false
                    if case .row = unsafe item { continue }
                }
                result.records += 1
                let location = AssayError.Location(path: path, line: walk.line + 1, byte: walk.offset)
                switch unsafe item {
                case .row(let bytes):
                    result.recordBytes += UInt64(bytes.count)
                    if layout.columns.count == 1, case let field = walk.fields[layout.columns[0]], !field.hasEscapes {
                        unsafe deliver(
                            UnsafeBufferPointer(rebasing: bytes[field.range]), byte: walk.offset, line: walk.line,
                            into: &sink, &result)
                        continue
                    }
                    text.removeAll(keepingCapacity: true)
                    for column in layout.columns {
                        let field = walk.fields[column]
                        if field.range.isEmpty { continue }
                        if !text.isEmpty { text.append(0x0A) }
                        unsafe field.append(of: bytes, to: &text)
                    }
                    unsafe text.withUnsafeBufferPointer {
                        unsafe deliver($0, byte: walk.offset, line: walk.line, into: &sink, &result)
                    }
                    continue
                case .tooLong(let length):
                    sink.receive(
                        failure: RecordFailure.tooLong(length, limit: options.maximumRecordBytes, at: location))
                case .ragged(let bytes):
                    sink.receive(
                        failure: AssayError(
                            .raggedRow,
                            "the row has \(walk.fields.count) fields, the table \(layout.fieldCount): "
                                + "\(unsafe quoted(bytes)); put fields with delimiters in quotes",
                            at: location))
                case .unbalanced:
                    sink.receive(
                        failure: AssayError(
                            .unbalancedQuotes,
                            "the row's quotes are not closed before a delimiter or line end; double the quotes in fields",
                            at: location))
                }
                result.failures += 1
            }
        } catch {
            var located = error
            located.location.path = path
            throw located
        }
    }
}

extension DelimitedRowScan.Field {
    /// Appends the field's text, with doubled quotes made single.
    func append(of row: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]) {
        guard hasEscapes else { return unsafe text.append(contentsOf: row[range]) }
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = unsafe row[index]
            text.append(byte)
            index += byte == UInt8(ascii: "\"") ? 2 : 1
        }
    }
}
