import Foundation

/// Output as a page shows it: some of the lines that were printed, in their order, and … where others are left out.
enum ShownOutput {
    /// The lines that are shown and were not printed behind the lines before them.
    static func missing(_ shown: [String], in output: String) -> [String] {
        var rest = output.components(separatedBy: "\n").map { $0.replacing(/\s+$/, with: "") }[...]
        return shown.filter { line in
            let line = line.replacing(/\s+$/, with: "")
            if line.trimmingCharacters(in: .whitespaces) == "…" { return false }
            guard let found = rest.firstIndex(of: line) else { return true }
            rest = rest[(found + 1)...]
            return false
        }
    }
}
