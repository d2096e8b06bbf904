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
            coverage: Figure(coverage, unit: "1", kind: .exact))
    }

    /// The stored bytes of files that were read to their end, over those of all files found.
    private var coverage: Double {
        var read: UInt64 = 0
        for (description, isComplete) in zip(plan.files, scan.isComplete) where isComplete {
            read += description.file.size
        }
        return listing.totalBytes == 0 ? 1 : Double(read) / Double(listing.totalBytes)
    }

    /// The larger of two shares: stored bytes of files not read to their end, and bad records among all records.
    func unreadableShare(coverage: Double) -> Double {
        let codes: [AssayError.Code] = [
            .jsonSyntax, .jsonNumber, .jsonTooDeep, .jsonNotAnObject, .invalidUTF8InJSON, .missingTextField,
            .recordTooLarge,
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
                textField: file.format.textField?.description, files: 0)
            counts[format, default: 0] += 1
        }
        return counts.map { format, count in
            var format = format
            format.files = count
            return format
        }.sorted {
            ($0.format, $0.compression.joined(separator: "+"), $0.textField ?? "")
                < ($1.format, $1.compression.joined(separator: "+"), $1.textField ?? "")
        }
    }

    private func leftOut() -> [CorpusReport.LeftOut] {
        listing.omissionCounts.map { reason, count in
            CorpusReport.LeftOut(
                reason: reason.rawValue, files: UInt64(count),
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
                        path: error.location.path, line: error.location.line, byte: error.location.byte,
                        message: error.message + (error.cause.map { " [\($0)]" } ?? ""))
                })
        }
    }
}
