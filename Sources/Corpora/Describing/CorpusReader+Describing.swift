public import Diagnostics

extension CorpusReader {
    /// Decides how a file is read, from its beginning.
    ///
    /// Compression, encoding and format are recognised by content, in the first mebibyte. A file is JSON Lines where at
    /// least half of its first 16 complete lines that are not blank are JSON objects. Where its first lines look like
    /// JSON but are broken, or no line is complete, a name with `.jsonl` or `.ndjson` decides; a brace that opens a line
    /// longer than a mebibyte does too. What else begins like JSON throughout, or is named `.json`, is an array of
    /// records, an object with one (see ``JSONLayout``), or objects over several lines. A name with `.csv` or `.tsv` and
    /// regular rows make a table, as do rows below a header that names a text field (see ``DelimitedLayout``).
    ///
    /// The text field is the first of ``TextFieldRule/standard`` that at least half of the first 32 good records (within
    /// the first mebibyte, or the first of all) match, else the top-level string field with the most bytes in them;
    /// where no record is good it is `text`. In a table and in Parquet it is the columns with the names of such a rule,
    /// else the column of text with the most bytes.
    ///
    /// - Throws: The file's only error, where it cannot be read: it cannot be opened or decoded, is binary, of a
    ///   format that is not read, or has no text field.
    public func describe(_ file: CorpusFile) throws(AssayError) -> FileDescription {
        defer { stream.close() }
        var compression: [Compression] = []
        while true {
            let (head, damage) = try readHead(file, compression, .utf8)
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
        _ file: CorpusFile, _ compression: [Compression], _ encoding: TextEncoding
    ) throws(AssayError) -> (head: [UInt8], damage: AssayError?) {
        try stream.open(file, compression: compression, encoding: encoding)
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

    private func binary(_ file: CorpusFile) -> AssayError {
        AssayError(
            .binaryFile, "begins with a byte order mark and is no text; leave it out", at: .init(path: file.path))
    }

    private func describe(
        _ file: CorpusFile, _ compression: [Compression], _ head: [UInt8], isWhole: Bool
    ) throws(AssayError) -> FileDescription {
        if let container = unsafe try head.withUnsafeBufferPointer({ head throws(AssayError) in
            if let ids = unsafe try describeTokenIDs(file, compression, head) { return ids }
            if let arrow = unsafe try describeArrow(file, compression, head) { return arrow }
            return unsafe try describeArchive(file, compression, head)
        }) {
            return container
        }
        let encoding = unsafe head.withUnsafeBufferPointer { head in
            unsafe FormatSniffer.isParquet(head, isBinary: TextCheck.isBinary(head)) ? .utf8 : TextEncoding.detect(head)
        }
        if encoding == .utf8 { return try describe(file, compression, encoding, head, isWhole: isWhole) }
        let (converted, damage) = try readHead(file, compression, encoding)
        // What is not text in a wide encoding shows by what encodes no character.
        if stream.replacements > 2 && stream.replacements * 100 > converted.count { throw binary(file) }
        return try describe(
            file, compression, encoding, converted, isWhole: converted.count < Self.headLength && damage == nil)
    }

    private func describe(
        _ file: CorpusFile, _ compression: [Compression], _ encoding: TextEncoding, _ head: [UInt8], isWhole: Bool
    ) throws(AssayError) -> FileDescription {
        let content: UInt64 = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        func described(_ format: FileFormat) -> FileDescription {
            FileDescription(
                file: file, compression: compression, format: format, contentOffset: content, encoding: encoding)
        }
        let parser = try recordParser()
        let name = file.relativePath + (options.inputFormat.map { "." + $0.rawValue } ?? "")
        let verdict: FormatSniffer.Verdict =
            switch options.inputFormat {
            case .text: .plainText
            case .jsonLines: .jsonLines
            case .csv, .tsv, .ids16, .ids32, nil:
                unsafe head.withUnsafeBufferPointer { head in
                    unsafe FormatSniffer.verdict(
                        UnsafeBufferPointer(rebasing: head[Int(content)...]), isWhole: isWhole, name: name,
                        parser: parser, textField: options.textField)
                }
            }
        switch verdict {
        case .plainText: return described(.plainText)
        case .delimited(let layout): return described(.delimited(layout))
        case .jsonLines:
            return described(.jsonLines(try rule(described(.plainText), parser)))
        case .json(let layout):
            return described(.json(layout, try rule(described(.plainText), layout, parser)))
        case .parquet:
            if stream.members != nil {
                throw AssayError(
                    .unsupportedFormat,
                    "is Parquet inside an archive, which is not read; unpack it and give the directory",
                    at: .init(path: file.path))
            }
            return described(.parquet(try parquetRule(file, compression)))
        case .refused(var error):
            error.location.path = file.path
            throw error
        }
    }

    /// The text field that was asked for, or else what the first good lines have.
    private func rule(_ description: FileDescription, _ parser: RecordParser) throws(AssayError) -> TextFieldRule {
        if let rule = options.textField { return rule }
        var detection = try TextFieldDetection()
        try stream.open(description.file, compression: description.compression, encoding: description.encoding)
        lines.restart()
        do {
            try lines.skipBytes(Int(description.contentOffset))
            while wants(detection, at: lines.nextOffset), let line = unsafe try lines.next() {
                guard case .line(let bytes) = unsafe line else { continue }
                if unsafe parser.parse(bytes) == .object { detection.add(parser) }
            }
        } catch {
            // Damage is reported when the file is read; what came before it decides.
        }
        return try conclude(detection, description)
    }

    /// The text field that was asked for, or else what the first good records of JSON over several lines have.
    private func rule(
        _ description: FileDescription, _ layout: JSONLayout, _ parser: RecordParser
    ) throws(AssayError) -> TextFieldRule {
        if let rule = options.textField { return rule }
        var detection = try TextFieldDetection()
        try openRecords(description)
        var walk = JSONRecordWalk(layout, records, limit: options.maximumRecordBytes)
        do {
            while wants(detection, at: records.offset), let item = unsafe try walk.next() {
                guard case .record(let bytes) = unsafe item else { continue }
                if unsafe parser.parse(bytes) == .object { detection.add(parser) }
            }
        } catch {
            // As above.
        }
        return try conclude(detection, description)
    }

    private func wants(_ detection: TextFieldDetection, at offset: UInt64) -> Bool {
        detection.records < TextFieldDetection.maximumRecords
            && offset < (detection.records == 0 ? Self.rulePatience : UInt64(Self.headLength))
    }

    private func conclude(
        _ detection: TextFieldDetection, _ description: FileDescription
    ) throws(AssayError) -> TextFieldRule {
        // Where no record is good, reading reports each of them.
        if detection.records == 0 { return TextFieldRule.standard[0] }
        guard let rule = detection.rule else {
            throw AssayError(
                .missingTextField,
                "no text field was found in the first \(detection.records) good records; "
                    + "name it with the text field option",
                at: .init(path: description.file.path))
        }
        return rule
    }

    /// How many decoded bytes are searched for a first good record.
    private static let rulePatience: UInt64 = 1 << 28
}
