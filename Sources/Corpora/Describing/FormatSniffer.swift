internal import Diagnostics

/// Decides on a format from the first decoded bytes of a file.
enum FormatSniffer {
    enum Verdict {
        case plainText
        case jsonLines
        case json(JSONLayout)
        case delimited(DelimitedLayout)
        case parquet
        case refused(AssayError)
    }

    private static let maximumLines = 16

    /// - Parameters:
    ///   - head: The first bytes, behind a byte order mark.
    ///   - isWhole: Whether they are all of the file.
    ///   - name: The file's name, which decides where the content does not.
    ///   - textField: Where the text is said to lie in a record.
    static func verdict(
        _ head: UnsafeBufferPointer<UInt8>, isWhole: Bool, name: String, parser: RecordParser,
        textField: TextFieldRule? = nil
    ) -> Verdict {
        let isBinary = unsafe TextCheck.isBinary(head)
        if unsafe isParquet(head, isBinary: isBinary) { return .parquet }
        if let container = unsafe ContainerSignature.detect(head, isBinary: isBinary) {
            return refuse(
                .unsupportedFormat, "is of the format \(container.name), which is not read; \(container.advice)")
        }
        let lines = unsafe LineCounts(head, isWhole: isWhole, parser: parser)
        let saysLines = FileName.says(["jsonl", "ndjson", "jsonlines"], name)
        let isLines = lines.complete > 0 && 2 * lines.objects >= lines.complete
        // One line may be all of a document.
        if isLines && (lines.complete > 1 || saysLines) { return .jsonLines }
        if isBinary {
            return refuse(
                .binaryFile,
                "holds NUL bytes or control characters as binary files and UTF-16 do; "
                    + "leave it out or convert it to UTF-8 text")
        }
        if let verdict = unsafe json(head, lines: lines, name: name, parser: parser, textField: textField) {
            return verdict
        }
        if saysLines && (lines.complete == 0 || 2 * lines.jsonLike >= lines.complete) { return .jsonLines }
        do throws(AssayError) {
            let layout = try unsafe DelimitedSniffer.layout(head, isWhole: isWhole, name: name, textField: textField)
            return layout.map { .delimited($0) } ?? .plainText
        } catch {
            return .refused(error)
        }
    }

    /// Whether a file begins as Parquet does, which a text could too: behind the letters stands a page's header, whose
    /// first byte is a control character.
    static func isParquet(_ head: UnsafeBufferPointer<UInt8>, isBinary: @autoclosure () -> Bool) -> Bool {
        guard unsafe head.starts(with: "PAR1".utf8) || head.starts(with: "PARE".utf8) else { return false }
        let isBinary = isBinary()
        guard !isBinary, let next = unsafe head.dropFirst(4).first else { return isBinary }
        return next < 0x20 && ![0x09, 0x0A, 0x0D].contains(next)
    }

    static func refuse(_ code: AssayError.Code, _ message: String) -> Verdict {
        .refused(AssayError(code, message))
    }

    /// What the first complete lines are that are not blank.
    struct LineCounts {
        var complete = 0
        var objects = 0
        /// Lines that begin as JSON containers do.
        var jsonLike = 0

        init(_ head: UnsafeBufferPointer<UInt8>, isWhole: Bool, parser: RecordParser) {
            var start = 0
            while start < head.count && complete < maximumLines {
                let feed = unsafe head[start...].firstIndex(of: 0x0A)
                if feed == nil && !isWhole { break }
                let line = unsafe UnsafeBufferPointer(rebasing: head[start..<(feed ?? head.count)])
                start = (feed ?? head.count) + 1
                if unsafe isBlank(line) { continue }
                complete += 1
                if unsafe parser.parse(copyOf: line) == .object { objects += 1 }
                let first = unsafe line.first { $0 != 0x20 && $0 != 0x09 }
                if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { jsonLike += 1 }
            }
        }
    }
}
