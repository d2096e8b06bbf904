public import Assessment
internal import Diagnostics

/// A policy that a corpus passes which is as it should be, and that one with a bad shard does not.
///
/// Bounds leave room for what nights differ in by chance; a person who knows the data can draw them closer.
public struct ProposedPolicy: Sendable {
    /// The policy as YAML, with the reason for each check.
    public let yaml: String

    /// Proposes checks from the figures of a corpus.
    public init(_ figures: FigurePaths, corpus: String, textField: String?) {
        var lines = [
            "# A policy for assay check. Each check has a stable id; assay check --figures lists what can be checked.",
            "version: 1", "name: \(Self.quoted(corpus))",
        ]
        if let textField { lines.append("text_field: \(Self.quoted(textField))") }
        lines += ["coverage_floor: 99%", "checks:"]
        for check in Self.checks(figures) { lines += check }
        yaml = lines.joined(separator: "\n") + "\n"
    }

    private static func checks(_ figures: FigurePaths) -> [[String]] {
        func value(_ path: String) -> Double? { figures[path]?.figure?.value }
        var checks: [[String]] = []
        func add(_ why: String, _ id: String, _ path: String, _ rest: [String]) {
            guard value(path) != nil else { return }
            checks.append(
                ["  # \(why)", "  - id: \(id)", "    figure: \(path)"] + rest.map { "    \($0)" })
        }
        if let deviation = value("shards.deviation") {
            let most = rounded(max(10, 2 * deviation))
            add(
                "One shard unlike the others: other language, encoding, order of words, length, copies.", "odd-shard",
                "shards.deviation", ["must_be_less_than: \(most)", "level: fail"])
        }
        func share(_ why: String, _ id: String, _ path: String, room: Double) {
            guard let value = value(path) else { return }
            add(
                why, id, path,
                ["must_be_less_than: \(percent(min(1, 2 * value + room)))", "level: fail"])
        }
        share("Documents of no bytes.", "empty-documents", "shares.emptyDocuments", room: 0.01)
        share("Exact copies of documents.", "duplicate-documents", "repetition.duplicateDocumentShare", room: 0.02)
        share(
            "Documents in another encoding, or damaged.", "invalid-utf8", "shares.documentsWithInvalidUTF8", room: 0.01)
        share("Records that cannot be read.", "unreadable-records", "shares.problems", room: 0.005)
        let changes: [(String, String, String, String)] = [
            (
                "Half of the data missing, or twice as much as there should be.", "documents", "contents.documents",
                "[-50%, 100%]"
            ),
            (
                "How well the text as a whole can be compressed.", "code-length", "entropy.mixture.perByte",
                "[-15%, 15%]"
            ),
        ]
        for (why, id, path, range) in changes {
            add(
                why, id, path,
                ["compare_to: baseline", "change_must_be_between: \(range)", "level: fail"])
        }
        add(
            "An outlier among the last four weeks, once there are seven runs.", "documents-anomaly",
            "contents.documents", ["anomaly: {method: mad, k: 8, window: 28}", "level: warn"])
        return checks
    }

    private static func rounded(_ value: Double) -> String {
        let tenths = (value * 10).rounded(.up)
        return tenths.remainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10))" : "\(tenths / 10)"
    }

    private static func percent(_ share: Double) -> String { "\((share * 1000).rounded(.up) / 10)%" }

    /// A text in double quotes, as YAML has it.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar.isUnshowable {
                let digits = String(scalar.value, radix: 16)
                result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            } else {
                if scalar == "\"" || scalar == "\\" { result += "\\" }
                result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
