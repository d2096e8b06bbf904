internal import Diagnostics

/// Decides on a format from the first decoded bytes of a file.
enum FormatSniffer {
    enum Verdict {
        case plainText
        case jsonLines
        case parquet
        case refused(AssayError)
    }

    private static let maximumLines = 16

    /// - Parameters:
    ///   - head: The first bytes, behind a byte order mark.
    ///   - isWhole: Whether they are all of the file.
    ///   - name: The file's name, which decides where the content does not.
    static func verdict(
        _ head: UnsafeBufferPointer<UInt8>, isWhole: Bool, name: String, parser: RecordParser
    ) -> Verdict {
        if let encoding = unsafe TextCheck.wideEncoding(head) {
            return refuse(
                .unsupportedEncoding, "is encoded as \(encoding); convert it to UTF-8, for example with iconv")
        }
        let isBinary = unsafe TextCheck.isBinary(head)
        if unsafe isParquet(head, isBinary: isBinary) { return .parquet }
        if let container = unsafe ContainerSignature.detect(head, isBinary: isBinary) {
            return refuse(
                .unsupportedFormat, "is of the format \(container.name), which is not read; \(container.advice)")
        }
        let lines = unsafe LineCounts(head, isWhole: isWhole, parser: parser)
        if lines.complete > 0 && 2 * lines.objects >= lines.complete { return .jsonLines }
        if isBinary {
            return refuse(
                .binaryFile,
                "holds NUL bytes or control characters as binary files and UTF-16 do; "
                    + "leave it out or convert it to UTF-8 text")
        }
        let first = unsafe head.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        if unsafe first == UInt8(ascii: "[") && JSONPrefix.matches(head) {
            return refuse(
                .unsupportedFormat, "holds JSON arrays; write one object a line, for example with jq -c '.[]'")
        }
        if unsafe first == UInt8(ascii: "{") && JSONPrefix.matches(head) {
            // A first record that is longer than the head.
            if lines.complete == 0 { return .jsonLines }
            return refuse(
                .unsupportedFormat,
                "holds JSON objects over several lines; write one object a line, for example with jq -c .")
        }
        let named = nameSaysJSONLines(name)
        if named && (lines.complete == 0 || 2 * lines.jsonLike >= lines.complete) { return .jsonLines }
        return .plainText
    }

    /// Whether a file begins as Parquet does, which a text could too: behind the letters stands a page's header, whose
    /// first byte is a control character.
    private static func isParquet(_ head: UnsafeBufferPointer<UInt8>, isBinary: Bool) -> Bool {
        guard unsafe head.starts(with: "PAR1".utf8) || head.starts(with: "PARE".utf8) else { return false }
        guard !isBinary, let next = unsafe head.dropFirst(4).first else { return isBinary }
        return next < 0x20 && ![0x09, 0x0A, 0x0D].contains(next)
    }

    /// Whether a name such as `a.jsonl`, `a.ndjson.zst` or `a.jsonl.00` says JSON Lines.
    private static func nameSaysJSONLines(_ name: String) -> Bool {
        let last = name.split(separator: "/").last ?? ""
        return last.split(separator: ".").dropFirst().contains {
            ["jsonl", "ndjson", "jsonlines"].contains($0.lowercased())
        }
    }

    private static func refuse(_ code: AssayError.Code, _ message: String) -> Verdict {
        .refused(AssayError(code, message))
    }

    /// What the first complete lines are that are not blank.
    private struct LineCounts {
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
