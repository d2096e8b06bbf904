internal import Diagnostics

extension CorpusReader {
    /// Reads the rows of an Arrow file or stream.
    func readArrow<Sink: DocumentSink>(
        _ unit: WorkUnit, _ rule: TextFieldRule, into sink: inout Sink, _ result: inout UnitResult
    ) throws(AssayError) {
        let file = unit.description.file
        try stream.open(file, compression: unit.description.compression)
        archive.restart()
        defer { result.decodedBytes = archive.offset }
        do throws(AssayError) {
            let messages = try ArrowMessages(archive)
            let columns = messages.columns
            let wanted = Self.columns(of: rule, in: columns)
            var joined: [UInt8] = []
            while let batch = try messages.nextBatch(wanted) {
                for row in 0..<batch.rows {
                    let line = result.records
                    // Where the batch begins and which of its rows it is: no two records have it in common.
                    let byte = messages.batchOffset + UInt64(row)
                    guard let parts = try batch.parts(row, columns, rule) else {
                        result.records += 1
                        result.failures += 1
                        sink.receive(
                            failure: AssayError(
                                .missingTextField,
                                "the row has no text in '\(rule)'; name the column with the text field option",
                                at: .init(path: file.path, line: line + 1, byte: byte)))
                        continue
                    }
                    result.records += 1
                    let place = DocumentPosition(byte: byte, lineInUnit: line)
                    if parts.count == 1 {
                        unsafe batch.withBytes(of: parts[0]) {
                            unsafe deliver($0, at: place, into: &sink, &result)
                        }
                    } else {
                        joined.removeAll(keepingCapacity: true)
                        for part in parts where !part.range.isEmpty {
                            if !joined.isEmpty { joined.append(0x0A) }
                            unsafe batch.withBytes(of: part) { unsafe joined.append(contentsOf: $0) }
                        }
                        unsafe joined.withUnsafeBufferPointer {
                            unsafe deliver($0, at: place, into: &sink, &result)
                        }
                    }
                }
            }
            // Behind the end of a file lies its index; read to its end, what compresses it is checked as a whole.
            _ = try archive.skip(.max)
        } catch {
            var located = error
            located.location.path = file.path
            if located.location.byte == nil { located.location.byte = archive.offset }
            throw located
        }
    }

    /// Decides how an Arrow file is read; nil where the file is none.
    func describeArrow(
        _ file: CorpusFile, _ compression: [Compression], _ head: UnsafeBufferPointer<UInt8>
    ) throws(AssayError) -> FileDescription? {
        guard unsafe ArrowMessages.detect(head) else { return nil }
        try stream.open(file, compression: compression)
        archive.restart()
        let rule: TextFieldRule
        do throws(AssayError) {
            let messages = try ArrowMessages(archive)
            if let named = options.textField {
                guard !Self.columns(of: named, in: messages.columns).isEmpty else {
                    throw AssayError(
                        .missingTextField,
                        "has no columns of text for '\(named)'; name others with the text field option")
                }
                rule = named
            } else {
                rule = try Self.detectRule(messages)
            }
        } catch {
            var located = error
            located.location.path = file.path
            throw located
        }
        return FileDescription(file: file, compression: compression, format: .arrow(rule), contentOffset: 0)
    }

    /// The rule that reading JSON Lines would find, from the rows of the first batch that has any.
    private static func detectRule(_ messages: ArrowMessages) throws(AssayError) -> TextFieldRule {
        let columns = messages.columns
        let standard = TextFieldRule.standard.filter { !Self.columns(of: $0, in: columns).isEmpty }
        let others = columns.filter(\.isText).map { TextFieldRule(field: $0.name) }
        let wanted = (standard + others).flatMap { Self.columns(of: $0, in: columns) }
        var bytes = [Int](repeating: 0, count: others.count)
        var first: ArrowBatch?
        do throws(AssayError) {
            first = try messages.nextBatch(wanted)
        } catch {
            // Damage is reported when the rows are read; of a member only a beginning is here.
        }
        if let batch = first {
            let rows = min(batch.rows, TextFieldDetection.maximumRecords)
            for rule in standard {
                var matches = 0
                for row in 0..<rows { matches += try batch.parts(row, columns, rule) == nil ? 0 : 1 }
                if 2 * matches >= rows { return rule }
            }
            for (index, rule) in others.enumerated() {
                for row in 0..<rows {
                    bytes[index] += try batch.parts(row, columns, rule)?.reduce(0) { $0 + $1.range.count } ?? 0
                }
            }
        } else if let rule = standard.first {
            return rule
        }
        let longest = others.indices.max { (bytes[$0], others[$1].description) < (bytes[$1], others[$0].description) }
        guard let longest else {
            throw AssayError(
                .missingTextField, "no column of strings was found; name a column of text with the text field option")
        }
        return others[longest]
    }

    /// The columns that a rule's paths begin with; empty where a path that is not optional leads nowhere.
    private static func columns(of rule: TextFieldRule, in columns: [ArrowColumn]) -> [ArrowColumn] {
        var found: [ArrowColumn] = []
        for path in rule.paths {
            if let column = columns.first(where: { $0.name == path.keys[0].name }), !column.textBuffers.isEmpty {
                found.append(column)
            } else if !path.isOptional {
                return []
            }
        }
        return found
    }
}
