internal import Diagnostics

extension CorpusReader {
    /// Reads the members of an archive, in order.
    ///
    /// A member that cannot be read is one error, and reading goes on behind it.
    ///
    /// - Returns: Whether the archive's end was reached; where a member was cut off by damage to the archive, that has
    ///   been handed to the sink.
    /// - Throws: Damage to the archive outside of its members.
    func readArchive<Sink: DocumentSink>(
        _ unit: WorkUnit, into sink: inout Sink, _ result: inout UnitResult
    ) throws(AssayError) -> Bool {
        let description = unit.description
        let cursor = try archiveCursor(description)
        memberReader.stream.members = MemberBytes(cursor)
        defer {
            memberReader.stream.members = nil
            result.storedBytes = cursor.storedBytesRead
            result.decodedBytes = cursor.archiveOffset
        }
        do throws(AssayError) {
            return unsafe try withUnsafeMutablePointer(to: &sink) { sink throws(AssayError) in
                unsafe try readMembers(cursor, of: description, into: sink, &result)
            }
        } catch {
            var located = error
            located.location.path = description.file.path
            if located.location.byte == nil { located.location.byte = cursor.archiveOffset }
            throw located
        }
    }

    /// Opens an archive at its first member.
    func archiveCursor(_ description: FileDescription) throws(AssayError) -> any ArchiveCursor {
        if description.format == .zip, description.compression.isEmpty,
            let end = try ZipDirectoryEnd(description.file, stream: stream)
        {
            return try ZipCursor(description.file, end, stream: stream)
        }
        try stream.open(description.file, compression: description.compression)
        archive.restart()
        switch description.format {
        case .zip: return ZipSequence(archive, endsEarly: description.compression.isEmpty)
        case .warc: return WARCCursor(archive)
        default: return TarCursor(archive)
        }
    }

    private func readMembers<Sink: DocumentSink>(
        _ cursor: any ArchiveCursor, of archive: FileDescription, into sink: UnsafeMutablePointer<Sink>,
        _ result: inout UnitResult
    ) throws(AssayError) -> Bool {
        var samples = WebDataset.Progress(archive.format)
        func lacks(_ sample: String?) {
            guard let sample else { return }
            result.records += 1
            result.failures += 1
            var sink = unsafe MemberSink(base: sink, path: archive.file.path, member: sample)
            sink.receive(failure: WebDataset.noText)
        }
        while let member = try cursor.next() {
            if case .omitted(let reason) = member.content {
                result.omissions[reason, default: 0] += 1
                continue
            }
            let name = member.shownName
            if samples != nil {
                lacks(samples?.begin(member.name, shown: name))
                guard samples?.isText == true else {
                    result.omissions[.besideText, default: 0] += 1
                    continue
                }
            }
            var sink = unsafe MemberSink(base: sink, path: archive.file.path, member: name)
            var part = UnitResult()
            do throws(AssayError) {
                try memberReader.readMember(member, of: archive, into: &sink, &part)
            } catch {
                part.failures += 1
                // Damage explains why a beginning is like no text.
                sink.receive(failure: memberReader.stream.members?.failure ?? error)
                result.unreadBytes += member.size
            }
            memberReader.stream.close()
            result.add(part)
            if cursor.isBroken { return false }
        }
        lacks(samples?.end())
        return true
    }

    /// Reads the archive's present member, as the archive's layout has it.
    private func readMember<Sink: DocumentSink>(
        _ member: ArchiveMember, of archive: FileDescription, into sink: inout Sink, _ result: inout UnitResult
    ) throws(AssayError) {
        let file = CorpusFile(
            size: member.size, pathBytes: archive.file.pathBytes, relativePathBytes: member.name,
            identity: archive.file.identity)
        stream.members?.begin()
        var description = FileDescription(file: file, compression: [], format: .plainText, contentOffset: 0)
        switch (member.content, archive.format) {
        case (.refused(let error), _): throw error
        case (.omitted, _): return
        case (.file, .tar(.jsonMembers(let rule))): return try readRecord(file, rule, into: &sink, &result)
        case (.file, .tar(.textMembers)), (.plainText, _): result.records += 1
        case (.file, _): description = try describe(file)
        }
        stream.members?.stopRecording()
        try readContent(WorkUnit(description: description, range: nil), into: &sink, &result)
    }

    /// Reads a member that is one JSON record.
    private func readRecord<Sink: DocumentSink>(
        _ file: CorpusFile, _ rule: TextFieldRule, into sink: inout Sink, _ result: inout UnitResult
    ) throws(AssayError) {
        result.records += 1
        let parser = try recordParser()
        let kind: RecordKind
        let bytes = try memberContent(file, limit: options.maximumRecordBytes)
        guard let bytes else {
            throw RecordFailure.tooLong(file.size, limit: options.maximumRecordBytes, at: .init(byte: 0))
        }
        kind = parser.parse(copyOf: bytes)
        guard kind == .object, let text = unsafe parser.text(try CompiledRule(rule)) else {
            throw unsafe bytes.withUnsafeBufferPointer {
                unsafe RecordFailure.error(kind, $0, rule: rule, at: .init(byte: 0))
            }
        }
        var position = DocumentPosition(byte: 0, lineInUnit: 0)
        position.identifier = identifier(parser)
        unsafe deliver(text, at: position, into: &sink, &result)
    }

    /// All bytes of the archive's present member; nil where they are more than the limit.
    func memberContent(_ file: CorpusFile, limit: Int) throws(AssayError) -> [UInt8]? {
        guard file.size <= UInt64(limit) else { return nil }
        stream.members?.stopRecording()
        try stream.open(file, compression: [])
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: Int(file.size))
        while true {
            let count = unsafe try chunk.withUnsafeMutableBufferPointer { buffer throws(AssayError) in
                unsafe try stream.read(into: buffer)
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }
}
