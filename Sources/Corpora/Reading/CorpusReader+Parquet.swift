internal import Diagnostics
internal import Parquet

extension CorpusReader {
    /// Reads the rows of a file, or those of the row groups that begin in the unit's range.
    ///
    /// A damaged row group ends at the damage; the groups behind it are read.
    func readParquet<Sink: DocumentSink>(
        _ unit: WorkUnit, _ rule: TextFieldRule, into sink: inout Sink, _ result: inout UnitResult
    ) throws(AssayError) {
        let file = unit.description.file
        let range = unit.range ?? 0..<file.size
        result.decodedBytes = UInt64(range.count)
        let content = try parquet(file)
        guard let chosen = TextFieldColumns(rule, content, textOnly: options.textField == nil) else {
            throw AssayError(
                .missingTextField, "has no column of text '\(rule)'; scan it again when it rests",
                at: .init(path: file.path))
        }
        var damage: AssayError?
        for index in content.rowGroups.indices where range.contains(content.rowGroups[index].offset) {
            do throws(AssayError) {
                try readRowGroup(index, of: content, chosen, rule, into: &sink, &result)
            } catch {
                if let damage {
                    result.failures += 1
                    sink.receive(failure: damage)
                }
                damage = error
            }
        }
        if let damage { throw damage }
    }

    private func readRowGroup<Sink: DocumentSink>(
        _ index: Int, of content: ParquetFile, _ chosen: TextFieldColumns, _ rule: TextFieldRule,
        into sink: inout Sink, _ result: inout UnitResult
    ) throws(AssayError) {
        let group = content.rowGroups[index]
        let rows = try content.rows(ofGroup: index, columns: chosen.columns.map(\.index))
        defer { result.storedBytes += rows.bytesRead }
        while true {
            let row = group.firstRow &+ rows.rowsRead
            do throws(AssayError) {
                guard try rows.next() else { break }
            } catch {
                var located = error
                located.location.row = row
                throw located
            }
            result.records += 1
            let place = AssayError.Location(path: content.path, byte: group.offset, row: row)
            let failure = unsafe withText(of: rows, chosen, limit: options.maximumRecordBytes) { text in
                unsafe deliver(
                    text, at: DocumentPosition(byte: group.offset, row: row), into: &sink, &result)
            }
            switch failure {
            case nil: continue
            case .noText:
                sink.receive(
                    failure: AssayError(
                        .missingTextField,
                        "the row has no text in '\(rule)'; leave such rows out or name the field with the text field "
                            + "option",
                        at: place))
            case .tooLong(let length):
                sink.receive(failure: RecordFailure.tooLong(length, limit: options.maximumRecordBytes, at: place))
            }
            result.failures += 1
        }
    }

    private enum RowFailure {
        case noText
        case tooLong(UInt64)
    }

    /// Lends the row's text: its one value that is not null, or those that are not empty joined by line feeds.
    ///
    /// - Returns: Why the row has no text, where it has none.
    private func withText(
        of rows: ParquetRows, _ chosen: TextFieldColumns, limit: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) -> RowFailure? {
        var count = 0
        var length = 0
        var only = unsafe UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        for (number, column) in chosen.columns.enumerated() {
            let before = count
            for index in 0..<rows.entryCount(number) {
                guard let bytes = unsafe rows.entry(number, index).bytes else { continue }
                count += 1
                length += bytes.count
                unsafe only = bytes
            }
            if count == before && !column.isOptional { return .noText }
        }
        if count == 0 { return .noText }
        if length > limit { return .tooLong(UInt64(length)) }
        if count == 1 {
            unsafe body(only)
            return nil
        }
        joinedText.removeAll(keepingCapacity: true)
        for number in chosen.columns.indices {
            for index in 0..<rows.entryCount(number) {
                guard let bytes = unsafe rows.entry(number, index).bytes, !bytes.isEmpty else { continue }
                if !joinedText.isEmpty { joinedText.append(0x0A) }
                unsafe joinedText.append(contentsOf: bytes)
            }
        }
        unsafe joinedText.withUnsafeBufferPointer { unsafe body($0) }
        return nil
    }
}
