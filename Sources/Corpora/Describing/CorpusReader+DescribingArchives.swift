internal import Diagnostics

extension CorpusReader {
    /// Decides how an archive is read; nil where the file is none.
    ///
    /// - Parameter head: The first decoded bytes.
    /// - Throws: Where it is an archive inside an archive, or a document in the guise of one.
    func describeArchive(
        _ file: CorpusFile, _ compression: [Compression], _ head: UnsafeBufferPointer<UInt8>
    ) throws(AssayError) -> FileDescription? {
        guard let kind = unsafe ArchiveKind.detect(head) else { return nil }
        if stream.members != nil {
            throw AssayError(
                .unsupportedFormat, "is an archive (\(kind.rawValue)) inside an archive; unpack the outer one")
        }
        if kind == .zip, let document = unsafe ArchiveKind.zipDocument(head) {
            throw AssayError(
                .unsupportedFormat, "is of the format \(document.name), which is not read; \(document.advice)",
                at: .init(path: file.path))
        }
        var description = FileDescription(
            file: file, compression: compression, format: kind.format, contentOffset: 0)
        if kind == .tar && options.tokenIDs == nil { description = try withLayout(description) }
        return description
    }

    /// Decides on the layout of a tar archive from its first members.
    private func withLayout(_ description: FileDescription) throws(AssayError) -> FileDescription {
        var layout = WebDataset.Detection()
        var fields = try TextFieldDetection()
        let parser = try recordParser()
        do throws(AssayError) {
            let cursor = try archiveCursor(description)
            memberReader.stream.members = MemberBytes(cursor)
            defer { memberReader.stream.members = nil }
            while !layout.isEnough && cursor.archiveOffset < WebDataset.maximumBytes(samples: layout.samples) {
                guard let member = try cursor.next() else {
                    layout.endSample()
                    break
                }
                guard case .file = member.content else { continue }
                let name = WebDataset.Name(member.name)
                layout.add(name)
                guard name.suffix == "json" && options.textField == nil else { continue }
                let file = CorpusFile(
                    size: member.size, pathBytes: description.file.pathBytes, relativePathBytes: member.name,
                    identity: description.file.identity)
                memberReader.stream.members?.begin()
                if let record = try memberReader.memberContent(file, limit: 1 << 20),
                    parser.parse(copyOf: record) == .object
                {
                    fields.add(parser)
                }
            }
        } catch {
            // Damage is reported when the archive is read; what came before it decides.
        }
        func described(_ layout: TarLayout) -> FileDescription {
            FileDescription(
                file: description.file, compression: description.compression, format: .tar(layout), contentOffset: 0)
        }
        switch layout.suffix {
        case nil: return described(.files)
        case .text: return described(.textMembers)
        case .json:
            guard let rule = options.textField ?? (fields.records == 0 ? TextFieldRule.standard[0] : fields.rule) else {
                throw AssayError(
                    .missingTextField,
                    "no text field was found in the first \(fields.records) good records; "
                        + "name it with the text field option",
                    at: .init(path: description.file.path))
            }
            return described(.jsonMembers(rule))
        }
    }
}
