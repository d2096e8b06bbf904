internal import Assessment
internal import Foundation
internal import Reporting

/// What must hold of every text that the program shows, whatever it is about.
enum ShownText {
    /// Holds a text against control characters and characters that turn or hide text.
    static func check(_ text: String, _ what: String) throws {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: continue
            case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xE0000...0xE007F:
                throw FuzzFinding("\(what) holds U+\(String(scalar.value, radix: 16, uppercase: true))")
            default: continue
            }
        }
    }

    /// Draws a report in every form, and holds each against the above.
    static func check(_ what: String, _ render: (ReportFormat) throws -> String) throws {
        for format in ReportFormat.allCases {
            let text = try render(format)
            try check(text, "\(what) as \(format)")
            if format == .html, text.contains("<script") {
                throw FuzzFinding("\(what) has an element that is not ours")
            }
        }
    }

    /// All that `assay check` writes.
    static func check(_ report: CheckReport) throws {
        try check("a check") { try $0.render(report) }
        try check(JUnitFile.text(report), "JUnit")
        try check(try SARIFFile.text(report), "SARIF")
        try check(OpenMetricsFile.text(report), "OpenMetrics")
        try check(GitHubOutput.annotations(report), "annotations")
    }
}
