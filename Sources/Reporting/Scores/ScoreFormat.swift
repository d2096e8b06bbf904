public import Assessment
internal import Corpora
internal import InformationCapacity

/// The forms in which scores of documents leave the program: one line of JSON for each document.
public enum ScoreFormat: String, Sendable, CaseIterable {
    /// A line that follows the schema `document-score-1`.
    case jsonl

    /// A line of a dolma attribute file: numbers as spans over the whole text, in Unicode scalars.
    case dolma

    /// A line of quality signals as RedPajama-V2 has them.
    case redpajama

    /// Appends the line of a score.
    public func append(_ score: DocumentScore, to output: inout [UInt8]) {
        var line = JSONLine(appendingTo: &output)
        switch self {
        case .jsonl: Self.writePlain(score, &line)
        case .dolma:
            line.value("id", Self.identifier(score))
            line.object("attributes") { Self.writeSpans(score, prefix: "assay__", &$0) }
        case .redpajama:
            line.value("id", Self.identifier(score))
            line.object("metadata") { metadata in
                Self.writePlace(score, &metadata)
                metadata.value("length", score.scalars)
            }
            line.object("quality_signals") { Self.writeSpans(score, prefix: "assay_", &$0) }
        }
        line.end(into: &output)
    }

    private static func identifier(_ score: DocumentScore) -> RecordIdentifier? { score.position.identifier }

    private static func writePlace(_ score: DocumentScore, _ line: inout JSONLine) {
        line.value("path", score.path)
        if let member = score.position.member { line.value("member", member) }
        if let row = score.position.row { line.value("row", row) }
        line.value("byte", score.position.byte)
        if score.position.isInPlainText { line.value("piece", score.position.piece) }
    }

    private static func writePlain(_ score: DocumentScore, _ line: inout JSONLine) {
        writePlace(score, &line)
        if let identifier = identifier(score) { line.value("id", identifier) }
        line.value("bytes", score.bytes)
        line.value("scalars", score.scalars)
        line.value("words", score.words)
        line.value("bitsPerByte", score.perByte?.value)
        line.value("bitsPerToken", score.perToken?.value)
        line.value("contextGain", score.contextGain?.value)
        line.value("unknownWordShare", score.unknownWordShare)
        line.value("surprise", score.surprise)
        line.value("surpriseDeviation", score.surpriseDeviation)
        line.value("contextDeviation", score.contextDeviation)
        line.value("learnedBitsPerByte", score.learnedPerByte?.value)
        line.value("compressedBitsPerByte", score.compressedPerByte?.value)
        line.value("compressionDeviation", score.compressionDeviation)
        line.value("repeatedLineShare", score.repeatedLineShare)
        line.value("encodedShare", score.encodedShare)
        line.value("openBrackets", score.openBrackets)
        line.value("hash", score.hash)
        if let copies = score.copies { line.value("copies", copies) }
        if let near = score.nearDuplicates {
            line.object("nearDuplicates") {
                $0.value("cluster", near.cluster)
                $0.value("documents", near.documents)
            }
        }
        line.list("labels", score.labels.map(\.rawValue))
    }

    /// Every number as one span over the text, and every label that applies with a 1.
    private static func writeSpans(_ score: DocumentScore, prefix: String, _ line: inout JSONLine) {
        let numbers: [(String, Double?)] = [
            ("bits_per_byte", score.perByte?.value), ("bits_per_token", score.perToken?.value),
            ("context_gain", score.contextGain?.value), ("unknown_word_share", score.unknownWordShare),
            ("surprise", score.surprise), ("surprise_deviation", score.surpriseDeviation),
            ("context_deviation", score.contextDeviation), ("learned_bits_per_byte", score.learnedPerByte?.value),
            ("compressed_bits_per_byte", score.compressedPerByte?.value),
            ("compression_deviation", score.compressionDeviation),
            ("repeated_line_share", score.repeatedLineShare), ("encoded_share", score.encodedShare),
            ("open_brackets", Double(score.openBrackets)), ("copies", score.copies.map { Double($0) }),
            ("near_duplicates", score.nearDuplicates.map { Double($0.documents) }),
        ]
        for (name, number) in numbers {
            if let number { line.span(prefix + name, end: score.scalars, number) }
        }
        for label in DocumentLabel.allCases {
            let name = label.rawValue.replacing("-", with: "_")
            line.span("\(prefix)label_\(name)", end: score.scalars, score.labels.contains(label) ? 1 : 0)
        }
    }
}
