internal import Assessment

/// A ranking as comma-separated values (RFC 4180): a line for each candidate, the best first.
///
/// Numbers are written in full; a figure that is absent is an empty cell.
struct RankTable {
    let text: String

    init(_ report: RankReport) {
        var rows = [Self.header(report)]
        for candidate in report.candidates { rows.append(Self.row(candidate)) }
        text = rows.map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func header(_ report: RankReport) -> [String] {
        var names = ["candidate", "best_place", "worst_place", "ties_with", "rank_sum", "documents", "bytes"]
        names += ["unique_share", "effective_bytes", "learnt_bytes", "held_out_documents"]
        for level in report.candidates.first?.levels ?? [] {
            let size = String(level.budget)
            names += [
                "structure_\(size)", "structure_\(size)_lower", "structure_\(size)_upper", "still_learning_\(size)",
            ]
        }
        names += ["entropy", "noise_share", "in_document_gain"]
        for target in report.targets {
            names += ["transfer_\(target.name)", "transfer_\(target.name)_lower", "transfer_\(target.name)_upper"]
        }
        if report.base != nil { names += ["new_bits", "new_share", "structure_beyond_base"] }
        return names + ["labels"]
    }

    private static func row(_ candidate: RankReport.Candidate) -> [String] {
        var cells = [candidate.name, String(candidate.bestPlace), String(candidate.worstPlace)]
        cells += [candidate.tiesWith.joined(separator: ";"), number(candidate.rankSum)]
        cells += [String(candidate.documents), String(candidate.bytes), number(candidate.uniqueShare?.value)]
        cells += [number(candidate.effectiveBytes?.value), String(candidate.learntBytes)]
        cells.append(String(candidate.heldOutDocuments))
        for level in candidate.levels { cells += interval(level.structureRate) + [number(level.stillLearning.value)] }
        cells += [candidate.entropy, candidate.noiseShare, candidate.inDocumentGain].map { number($0?.value) }
        for transfer in candidate.transfers { cells += interval(transfer.gain) }
        if let given = candidate.given {
            cells += [given.newBits, given.newShare, given.structureRate].map { number($0.value) }
        }
        return cells + [candidate.findings.map(\.id).joined(separator: ";")]
    }

    private static func interval(_ figure: Figure) -> [String] {
        [number(figure.value), number(figure.interval?.lower), number(figure.interval?.upper)]
    }

    private static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

    /// What begins a formula, in full width too (OWASP, CSV Injection).
    private static let formulas: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]

    /// Quotes what needs it; a text that a spreadsheet would take for a formula has an apostrophe in front.
    private static func cell(_ text: String) -> String {
        var text = EscapedText.terminal(text)
        if let first = text.unicodeScalars.first, formulas.contains(first), Double(text) == nil { text = "'" + text }
        guard text.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
        return "\"" + EscapedText.replacing(["\"": "\"\""], in: text) + "\""
    }
}
