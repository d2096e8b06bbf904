internal import Diagnostics

/// Text from outside made safe to show: names, messages and samples never carry control sequences or markup.
public enum EscapedText: Sendable {
    /// For a terminal: control characters, bidirectional overrides and other invisible format characters become `\u{…}`.
    public static func terminal(_ text: String) -> String { text.showable }

    /// For a terminal, where the text has several lines.
    public static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { terminal(String($0)) }
            .joined(separator: "\n")
    }

    /// For HTML and XML, in text and in attributes: as for a terminal, with the five characters of markup as entities.
    public static func html(_ text: String) -> String {
        var result = ""
        // By scalars: a mark that combines with a quotation mark makes one character of the two.
        for scalar in terminal(text).unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// For Markdown: as for a terminal, and every character with a meaning in Markdown or HTML is escaped.
    public static func markdown(_ text: String) -> String {
        var result = ""
        for scalar in terminal(text).unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "!", "|", "~", "$", "@":
                result += "\\" + String(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A text in which some scalars are replaced.
    ///
    /// By scalars: a mark that combines with a comma makes one character of the two, and is a comma to all others.
    static func replacing(_ replacements: [Unicode.Scalar: String], in text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if let other = replacements[scalar] { result += other } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }
}
