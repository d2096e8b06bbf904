internal import Corpora
internal import Diagnostics
internal import Summaries

extension CorpusAssessment {
    /// The most examples shown of one error code or of one reason for leaving files out.
    private static let exampleCount = 5

    /// What was read, what was left out, and what went wrong.
    func describeInput() -> CorpusReport.Input {
        CorpusReport.Input(
            filesRead: UInt64(plan.files.count),
            storedBytes: listing.totalBytes,
            formats: formats(), leftOut: leftOut(), problems: problems(),
            coverage: Figure(coverage, unit: "1", kind: .exact), records: records(),
            replacedCharacters: scan.replacedCharacters)
    }

    /// The stored bytes of files that were read to their end, without unreadable members, over those of all files found.
    private var coverage: Double {
        var unread = 0.0
        var read: UInt64 = 0
        for (index, description) in plan.files.enumerated() where scan.isComplete[index] {
            read += description.file.size
            unread += scan.unreadShares[index] * Double(description.file.size)
        }
        return listing.totalBytes == 0 ? 1 : (Double(read) - unread) / Double(listing.totalBytes)
    }

    /// The larger of two shares: stored bytes of files not read to their end, and bad records among all records.
    func unreadableShare(coverage: Double) -> Double {
        let codes: [AssayError.Code] = [
            .jsonSyntax, .jsonNumber, .jsonTooDeep, .jsonNotAnObject, .invalidUTF8InJSON, .missingTextField,
            .recordTooLarge, .raggedRow, .unbalancedQuotes, .idBeyondVocabulary,
        ]
        let bad = codes.reduce(UInt64(0)) { $0 + (scan.summary.errorCounts[$1] ?? 0) }
        let badShare = scan.records == 0 ? 0 : Double(bad) / Double(scan.records)
        return max(1 - coverage, badShare)
    }

    private func formats() -> [CorpusReport.Format] {
        var counts: [CorpusReport.Format: UInt64] = [:]
        for file in plan.files {
            let format = CorpusReport.Format(
                format: file.format.name, compression: file.compression.map(\.rawValue),
                encoding: file.encoding == .utf8 ? nil : file.encoding.rawValue,
                textField: file.format.textField?.description, files: 0)
            counts[format, default: 0] += 1
        }
        return counts.map { format, count in
            var format = format
            format.files = count
            return format
        }.sorted {
            ($0.format, $0.compression.joined(separator: "+"), $0.encoding ?? "", $0.textField ?? "")
                < ($1.format, $1.compression.joined(separator: "+"), $1.encoding ?? "", $1.textField ?? "")
        }
    }

    /// What records hold beside their text; nil where no record was read.
    private func records() -> CorpusReport.Records? {
        guard scan.recordBytes > 0 else { return nil }
        return CorpusReport.Records(
            records: scan.records, bytes: scan.recordBytes, textBytes: scan.recordTextBytes,
            overhead: Figure(1 - Double(scan.recordTextBytes) / Double(scan.recordBytes), unit: "1", kind: .exact))
    }

    private func leftOut() -> [CorpusReport.LeftOut] {
        var counts = scan.omissions
        for (reason, count) in listing.omissionCounts { counts[reason, default: 0] += UInt64(count) }
        return CorpusOmission.Reason.allCases.compactMap { reason in
            guard let count = counts[reason] else { return nil }
            return CorpusReport.LeftOut(
                reason: reason.rawValue, files: count,
                examples: listing.omissions.filter { $0.reason == reason }.prefix(Self.exampleCount).map(\.path))
        }
    }

    private func problems() -> [CorpusReport.Problem] {
        var counts = scan.summary.errorCounts
        var examples = scan.summary.errorExamples.examples.map(\.error)
        for failure in listing.failures + plan.failures {
            counts[failure.code, default: 0] += 1
            examples.append(failure)
        }
        return counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { code, count in
            CorpusReport.Problem(
                code: code.rawValue, count: count,
                examples: examples.filter { $0.code == code }.prefix(Self.exampleCount).map { error in
                    CorpusReport.Problem.Example(
                        path: error.location.path, member: error.location.member, line: error.location.line,
                        byte: error.location.byte, row: error.location.row,
                        message: error.message + (error.cause.map { " [\($0)]" } ?? ""))
                })
        }
    }
}
