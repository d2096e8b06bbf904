import Foundation

/// A page of the documentation: README.md, or one of the catalog.
struct MarkdownPage: CustomStringConvertible, Sendable {
    /// A fenced block of code.
    struct Block: Sendable {
        /// What stands behind the fence: "sh", "swift", or nothing.
        var language: String
        var lines: [String]
        /// The first line's number in the page.
        var line: Int
    }

    /// The path below the package.
    var path: String
    var text: String
    var blocks: [Block] = []
    /// The code spans outside of blocks.
    var spans: [String] = []

    /// The package.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let catalog = "Sources/AssayCommands/AssayCommands.docc"

    /// README.md and all pages of the catalog, by their paths.
    static let all: [MarkdownPage] = {
        let folder = root.appending(path: catalog)
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return (["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "\(catalog)/\($0)" })
            .compactMap { try? MarkdownPage(path: $0) }
    }()

    /// The page's name without its folder and ending.
    var description: String { String(path.split(separator: "/").last?.dropLast(3) ?? "") }

    init(path: String) throws {
        self.path = path
        text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        var prose = ""
        var block: Block?
        for (index, line) in text.components(separatedBy: "\n").enumerated() {
            if line.hasPrefix("```") {
                if let open = block { blocks.append(open) }
                block = block == nil ? Block(language: String(line.dropFirst(3)), lines: [], line: index + 2) : nil
            } else if block != nil {
                block?.lines.append(line)
            } else {
                prose += line + "\n"
            }
        }
        spans = prose.matches(of: /`([^`]+)`/).map { String($0.1).replacing("\n", with: " ") }
    }

    /// Every command of `assay` that the page names, in spans and blocks, continued lines joined and remarks dropped.
    var commands: [String] {
        let lines = blocks.filter { $0.language != "swift" }.flatMap { block in
            block.lines.joined(separator: "\n").replacing("\\\n", with: " ").components(separatedBy: "\n")
        }
        return (spans + lines).flatMap { text in
            text.replacing(/\s#.*$/, with: "").split(separator: /&&|\|\||[|;]/)
                .map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { $0.hasPrefix("assay ") || $0.hasPrefix("Scripts/assay ") }
        }
    }
}
