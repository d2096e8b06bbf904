internal import Diagnostics

extension CorpusReader {
    /// Reads the records of JSON that runs over several lines.
    func readJSON<Sink: DocumentSink>(
        _ unit: WorkUnit, _ layout: JSONLayout, _ rule: TextFieldRule, into sink: inout Sink,
        _ result: inout UnitResult
    ) throws(AssayError) {
        let parser = try recordParser()
        let compiled = try CompiledRule(rule)
        try openRecords(unit.description)
        defer {
            result.decodedBytes = records.offset
            result.lineFeeds = records.lineFeeds
        }
        var walk = JSONRecordWalk(layout, records, limit: options.maximumRecordBytes)
        do {
            while let item = unsafe try walk.next() {
                result.records += 1
                let location = AssayError.Location(
                    path: unit.description.file.path, line: walk.line + 1, byte: walk.offset)
                switch unsafe item {
                case .record(let bytes):
                    let kind = unsafe parser.parse(bytes)
                    if kind == .object, let text = unsafe parser.text(compiled) {
                        result.recordBytes += UInt64(bytes.count)
                        unsafe deliver(
                            text, byte: walk.offset, line: walk.line, identifier: identifier(parser), into: &sink,
                            &result)
                        continue
                    }
                    sink.receive(failure: unsafe RecordFailure.error(kind, bytes, rule: rule, at: location))
                case .tooLong(let length):
                    sink.receive(
                        failure: RecordFailure.tooLong(length, limit: options.maximumRecordBytes, at: location))
                case .misplaced(let expected):
                    sink.receive(
                        failure: AssayError(
                            .jsonSyntax, "\(expected) is expected here; write the file again with a JSON library",
                            at: location))
                }
                result.failures += 1
            }
        } catch {
            var located = error
            located.location.path = unit.description.file.path
            throw located
        }
    }

    /// Opens a whole file for records that lines do not delimit, behind its byte order mark.
    func openRecords(_ description: FileDescription) throws(AssayError) {
        try stream.open(description.file, compression: description.compression, encoding: description.encoding)
        records.restart()
        while records.count < Int(description.contentOffset) {
            guard try records.extend() else { return }
        }
        records.drop(Int(description.contentOffset))
    }
}
