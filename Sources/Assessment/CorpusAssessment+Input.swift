internal import Corpora
internal import Diagnostics
internal import Summaries

extension CorpusAssessment {
    /// What was read, what was left out, and what went wrong.
    func describeInput() -> CorpusReport.Input {
        let isPartial = summary.coverage.missingUnits > 0
        return CorpusReport.Input(
            filesRead: summary.input.files, storedBytes: storedBytes, formats: formats(), leftOut: leftOut(),
            problems: problems(), coverage: Figure(coverage, unit: "1", kind: .exact), records: records(),
            replacedCharacters: summary.input.replacedCharacters,
            workUnits: isPartial
                ? CorpusReport.WorkUnits(
                    planned: UInt64(summary.coverage.plannedUnits), covered: UInt64(summary.coverage.unitCount)) : nil)
    }

    /// The stored bytes of all files that were found; a summary without a plan knows those that were read.
    private var storedBytes: UInt64 { max(summary.coverage.plannedBytes, summary.input.storedBytes) }

    /// The stored bytes of files and ranges that were read to their end, without unreadable members, over those of all.
    private var coverage: Double {
        storedBytes == 0 ? 1 : Double(summary.input.readBytes) / Double(storedBytes)
    }

    /// The larger of two shares: stored bytes of files not read to their end, and bad records among all records.
    func unreadableShare(coverage: Double) -> Double {
        let codes: [AssayError.Code] = [
            .jsonSyntax, .jsonNumber, .jsonTooDeep, .jsonNotAnObject, .invalidUTF8InJSON, .missingTextField,
            .recordTooLarge, .raggedRow, .unbalancedQuotes, .idBeyondVocabulary,
        ]
        let bad = codes.reduce(UInt64(0)) { $0 + (summary.errorCounts[$1] ?? 0) }
        let badShare = summary.input.records == 0 ? 0 : Double(bad) / Double(summary.input.records)
        return max(1 - coverage, badShare)
    }

    private func formats() -> [CorpusReport.Format] {
        var formats = summary.formats.kept.map { format, files in
            CorpusReport.Format(
                format: format.name, compression: format.compression, encoding: format.encoding,
                textField: format.textField, files: files)
        }.sorted {
            ($0.format, $0.compression.joined(separator: "+"), $0.encoding ?? "", $0.textField ?? "")
                < ($1.format, $1.compression.joined(separator: "+"), $1.encoding ?? "", $1.textField ?? "")
        }
        if summary.formats.others > 0 {
            formats.append(
                CorpusReport.Format(
                    format: "others", compression: [], encoding: nil, textField: nil, files: summary.formats.others))
        }
        return formats
    }

    /// What records hold beside their text; nil where no record was read.
    private func records() -> CorpusReport.Records? {
        let input = summary.input
        guard input.recordBytes > 0 else { return nil }
        return CorpusReport.Records(
            records: input.records, bytes: input.recordBytes, textBytes: input.recordTextBytes,
            overhead: Figure(1 - Double(input.recordTextBytes) / Double(input.recordBytes), unit: "1", kind: .exact))
    }

    private func leftOut() -> [CorpusReport.LeftOut] {
        CorpusOmission.Reason.allCases.compactMap { reason in
            summary.omissions.byReason[reason].map { omitted in
                CorpusReport.LeftOut(reason: reason.rawValue, files: omitted.count, examples: omitted.examples)
            }
        }
    }

    private func problems() -> [CorpusReport.Problem] {
        let examples = summary.errorExamples.errors
        return summary.errorCounts.sorted { $0.key.rawValue < $1.key.rawValue }.map { code, count in
            CorpusReport.Problem(
                code: code.rawValue, count: count,
                examples: examples.filter { $0.code == code }.map { error in
                    CorpusReport.Problem.Example(
                        path: error.location.path, member: error.location.member, line: error.location.line,
                        byte: error.location.byte, row: error.location.row,
                        message: error.message + (error.cause.map { " [\($0)]" } ?? ""))
                })
        }
    }
}
