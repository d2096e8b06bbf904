public import Diagnostics

extension CorpusReader {
    /// Decides how a file is read, from its beginning.
    ///
    /// Compression and format are recognised by content. A file is JSON Lines where at least half of its first 16
    /// complete lines that are not blank are JSON objects. Where its first lines look like JSON but are broken, or no
    /// line is complete within the first mebibyte, a name with `.jsonl` or `.ndjson` decides; a brace that opens a line
    /// longer than a mebibyte does too. The text field is the first of ``TextFieldRule/standard`` that at least half of
    /// the first 32 good records (within the first mebibyte, or the first of all) match, else the top-level string
    /// field with the most bytes in them; where no record is good it is `text`.
    ///
    /// - Throws: The file's only error, where it cannot be read: it cannot be opened or decoded, is binary, of a
    ///   format that is not read, or has no text field.
    public func describe(_ file: CorpusFile) throws(AssayError) -> FileDescription {
        defer { stream.close() }
        var compression: [Compression] = []
        while true {
            let (head, damage) = try readHead(file, compression)
            if head.isEmpty, let damage { throw damage }
            if let layer = unsafe head.withUnsafeBufferPointer({ unsafe Compression.detect($0) }) {
                guard compression.count < Compression.maximumDepth else {
                    throw AssayError(
                        .unsupportedFormat,
                        "is compressed more than \(Compression.maximumDepth) times over; decompress it once",
                        at: .init(path: file.path))
                }
                compression.append(layer)
                continue
            }
            return try describe(file, compression, head, isWhole: head.count < Self.headLength && damage == nil)
        }
    }

    /// How much of a file's beginning decides about its format.
    private static let headLength = 1 << 20

    /// The first decoded bytes, and the damage that cut them short.
    private func readHead(
        _ file: CorpusFile, _ compression: [Compression]
    ) throws(AssayError) -> (head: [UInt8], damage: AssayError?) {
        try stream.open(file, compression: compression)
        var count = 0
        var damage: AssayError?
        let head = unsafe [UInt8](unsafeUninitializedCapacity: Self.headLength) { buffer, initialized in
            do throws(AssayError) {
                while count < buffer.count {
                    let read = try unsafe stream.read(into: .init(rebasing: buffer[count...]))
                    if read == 0 { break }
                    count += read
                }
            } catch {
                damage = error
            }
            initialized = count
        }
        return (head, damage)
    }

    private func describe(
        _ file: CorpusFile, _ compression: [Compression], _ head: [UInt8], isWhole: Bool
    ) throws(AssayError) -> FileDescription {
        let content: UInt64 = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        func described(_ format: FileFormat) -> FileDescription {
            FileDescription(file: file, compression: compression, format: format, contentOffset: content)
        }
        let parser = try recordParser()
        let name = file.relativePath + (options.inputFormat.map { "." + $0.rawValue } ?? "")
        let verdict: FormatSniffer.Verdict =
            switch options.inputFormat {
            case .text: .plainText
            case .jsonLines: .jsonLines
            case .csv, .tsv, nil:
                unsafe head.withUnsafeBufferPointer { head in
                    unsafe FormatSniffer.verdict(
                        UnsafeBufferPointer(rebasing: head[Int(content)...]), isWhole: isWhole, name: name,
                        parser: parser)
                }
            }
        switch verdict {
        case .plainText: return described(.plainText)
        case .jsonLines:
            if let rule = options.textField { return described(.jsonLines(rule)) }
            return described(.jsonLines(try detectRule(file, compression, content, parser)))
        case .refused(var error):
            error.location.path = file.path
            throw error
        }
    }

    /// Decides on the text field from the first good records.
    private func detectRule(
        _ file: CorpusFile, _ compression: [Compression], _ content: UInt64, _ parser: RecordParser
    ) throws(AssayError) -> TextFieldRule {
        var detection = try TextFieldDetection()
        try stream.open(file, compression: compression)
        lines.restart()
        do {
            try lines.skipBytes(Int(content))
            while detection.records < TextFieldDetection.maximumRecords,
                lines.nextOffset < (detection.records == 0 ? Self.rulePatience : UInt64(Self.headLength)),
                let line = unsafe try lines.next()
            {
                guard case .line(let bytes) = unsafe line else { continue }
                if unsafe parser.parse(bytes) == .object { detection.add(parser) }
            }
        } catch {
            // Damage is reported when the file is read; what came before it decides.
        }
        // Where no record is good, reading reports each of them.
        if detection.records == 0 { return TextFieldRule.standard[0] }
        guard let rule = detection.rule else {
            throw AssayError(
                .missingTextField,
                "no text field was found in the first \(detection.records) good records; "
                    + "name it with the text field option",
                at: .init(path: file.path))
        }
        return rule
    }

    /// How many decoded bytes are searched for a first good record.
    private static let rulePatience: UInt64 = 1 << 28
}
