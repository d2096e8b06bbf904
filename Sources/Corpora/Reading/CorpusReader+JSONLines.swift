internal import Diagnostics

extension CorpusReader {
    /// Reads the records of a file, or those whose lines begin in the unit's range.
    func readJSONLines<Sink: DocumentSink>(
        _ unit: WorkUnit, _ rule: TextFieldRule, into sink: inout Sink, _ result: inout UnitResult
    ) throws(AssayError) {
        let file = unit.description.file
        let content = unit.description.contentOffset
        let parser = try recordParser()
        let compiled = try CompiledRule(rule)
        // A line that begins where frames end belongs to them.
        let beyond = unit.range.map { unit.frames == nil ? $0.upperBound : $0.upperBound + 1 } ?? .max
        if let range = unit.range, range.lowerBound > 0 {
            if let frames = unit.frames {
                try stream.open(
                    file, compression: unit.description.compression, at: frames.lowerBound, decoded: range.lowerBound)
            } else {
                // The byte before the range tells whether a line begins with it.
                try stream.open(file, range: (range.lowerBound - 1)..<file.size)
            }
            lines.restart()
            try lines.skipLine(before: beyond)
        } else {
            if unit.range == nil || unit.frames != nil {
                try stream.open(
                    file, compression: unit.description.compression, encoding: unit.description.encoding)
            } else {
                try stream.open(file, range: 0..<file.size)
            }
            lines.restart()
            try lines.skipBytes(Int(content))
            result.decodedBytes = content
        }
        while lines.nextOffset < beyond, let line = unsafe try lines.next() {
            let lineIndex = result.lineFeeds
            result.decodedBytes += lines.nextOffset - lines.lineOffset
            result.lineFeeds += lines.lineWasTerminated ? 1 : 0
            let location = { [lines] in
                AssayError.Location(path: file.path, line: lineIndex + 1, byte: lines.lineOffset)
            }
            switch unsafe line {
            case .line(let bytes):
                if unsafe isBlank(bytes) { continue }
                result.records += 1
                let kind = unsafe parser.parse(bytes)
                if kind == .object, let text = unsafe parser.text(compiled) {
                    result.recordBytes += UInt64(bytes.count)
                    unsafe deliver(
                        text, byte: lines.lineOffset, line: lineIndex, identifier: identifier(parser), into: &sink,
                        &result)
                } else {
                    result.failures += 1
                    sink.receive(failure: unsafe RecordFailure.error(kind, bytes, rule: rule, at: location()))
                }
            case .tooLong(let length):
                result.records += 1
                result.failures += 1
                sink.receive(
                    failure: RecordFailure.tooLong(length, limit: options.maximumRecordBytes, at: location()))
            }
        }
    }

    /// Hands a record's text to the sink, and counts it against the bytes of its record.
    ///
    /// - Parameters:
    ///   - byte: Where the record begins, in decoded bytes.
    ///   - line: How many line feeds of the unit precede it.
    func deliver<Sink: DocumentSink>(
        _ text: UnsafeBufferPointer<UInt8>, byte: UInt64, line: UInt64, identifier: RecordIdentifier? = nil,
        into sink: inout Sink, _ result: inout UnitResult
    ) {
        result.recordTextBytes += UInt64(text.count)
        var position = DocumentPosition(byte: byte, lineInUnit: line)
        position.identifier = identifier
        unsafe deliver(text, at: position, into: &sink, &result)
    }

    /// What the record parsed last calls itself, where that is asked for.
    func identifier(_ parser: RecordParser) -> RecordIdentifier? {
        options.identifierField.flatMap { parser.identifier(in: $0) }
    }

    /// Hands a text to the sink, cut on the grid.
    ///
    /// - Parameter position: Where the text was found, as a whole.
    func deliver<Sink: DocumentSink>(
        _ text: UnsafeBufferPointer<UInt8>, at position: DocumentPosition, into sink: inout Sink,
        _ result: inout UnitResult
    ) {
        result.textBytes += UInt64(text.count)
        unsafe DocumentGrid.forEachPiece(of: text) { piece, index, offset in
            result.documents += 1
            var place = position
            place.piece = index
            place.pieceOffset = UInt64(offset)
            unsafe sink.receive(piece, at: place)
        }
    }
}

/// Whether a line holds nothing but spaces, tabs and carriage returns.
func isBlank(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe line.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
}

/// The errors of single records.
enum RecordFailure {
    /// The error for a record that could not be used.
    ///
    /// - Parameter kind: What the parser said; an object that comes here lacks the text field.
    static func error(
        _ kind: RecordKind, _ record: UnsafeBufferPointer<UInt8>, rule: TextFieldRule,
        at location: AssayError.Location
    ) -> AssayError {
        let excerpt = unsafe quoted(record)
        switch kind {
        case .object:
            return AssayError(
                .missingTextField,
                "the record has no text in '\(rule)': \(excerpt); name the field with the text field option",
                at: location)
        case .otherValue:
            return AssayError(
                .jsonNotAnObject, "the record is not a JSON object: \(excerpt); write every record as one object",
                at: location)
        case .invalidUTF8:
            return AssayError(
                .invalidUTF8InJSON, "the record is not valid UTF-8: \(excerpt); write it again as UTF-8", at: location)
        case .tooDeep:
            return AssayError(
                .jsonTooDeep, "the record is nested more than 1024 deep: \(excerpt); flatten it", at: location)
        case .badNumber:
            return AssayError(
                .jsonNumber,
                "the record holds a malformed number or one beyond 64 bits: \(excerpt); write large numbers as strings",
                at: location)
        case .outOfMemory:
            return AssayError(
                .outOfMemory, "memory for the record could not be allocated; lower the limit on record size",
                at: location)
        case .syntaxError:
            return AssayError(
                .jsonSyntax, "the record is not valid JSON: \(excerpt); write it again with a JSON library",
                at: location)
        }
    }

    /// The error for a record that was passed over for its length.
    static func tooLong(_ length: UInt64, limit: Int, at location: AssayError.Location) -> AssayError {
        AssayError(
            .recordTooLarge,
            "the record has \(length) bytes, more than the limit of \(limit); raise --max-record-size or split the record",
            at: location)
    }
}
