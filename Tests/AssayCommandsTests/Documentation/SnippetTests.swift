import Foundation
import Testing

@Suite("Snippets of Swift in the documentation")
struct SnippetTests {
    /// The folder of the build: the modules lie beside the program.
    private static let build = AssayProcess.debugBinary.map { URL(filePath: $0).deletingLastPathComponent() }

    /// A page's snippets, which together are one program, in the order of the page.
    struct Page: CustomStringConvertible, Sendable {
        var description: String
        var snippets: [String]
    }

    static let pages: [Page] = MarkdownPage.all.compactMap { page in
        let snippets = page.blocks.filter { $0.language == "swift" }.map { $0.lines.joined(separator: "\n") }
        return snippets.isEmpty ? nil : Page(description: page.description, snippets: snippets)
    }

    /// Snippets in documentation comments, each a program of its own in which `bytes` is some text.
    static let comments: [Page] = {
        let sources = MarkdownPage.root.appending(path: "Sources")
        let names = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".swift") }.sorted().flatMap { name in
            let text = (try? String(contentsOf: sources.appending(path: name), encoding: .utf8)) ?? ""
            return text.matches(of: /\/\/\/ ```swift\n([\s\S]*?)\/\/\/ ```/).map { match in
                let snippet = String(match.1).replacing(/(?m)^\s*\/\/\/ ?/, with: "")
                return Page(description: name, snippets: ["let bytes: [UInt8] = [1, 2, 3]", snippet])
            }
        }
    }()

    @Test func `there are snippets`() {
        #expect(Self.pages.contains { $0.description == "UsingTheLibrary" && $0.snippets.count > 8 })
        #expect(Self.comments.count > 2)
    }

    @Test(arguments: pages + comments)
    func `snippets compile against the modules`(page: Page) throws {
        let lines = page.snippets.joined(separator: "\n").components(separatedBy: "\n")
        let isComment = page.description.hasSuffix(".swift")
        let modules = ["Assessment", "Corpora", "Diagnostics", "Estimators", "InformationCapacity", "Summaries"]
        let own = lines.filter { $0.hasPrefix("import ") }
        // A page must import what it uses; a comment stands in a module.
        let imports = isComment ? modules.map { "import \($0)" } : own
        let body = lines.filter { !$0.hasPrefix("import ") }
        try Self.check(
            """
            \(imports.joined(separator: "\n"))
            func snippets() async throws {
            \(body.joined(separator: "\n"))
            }
            """, refusesWarnings: !isComment)
    }

    @Test func `the example package's program compiles against the modules`() throws {
        let path = "Tests/ExamplePackage/Sources/CorpusFacts/CorpusFacts.swift"
        try Self.check(try String(contentsOf: MarkdownPage.root.appending(path: path), encoding: .utf8))
    }

    @Test func `what does not compile is found`() {
        let refused = #expect(throws: Refused.self) { try Self.check("import Summaries\nlet a: Summary = 1") }
        #expect(refused?.output.contains("'Int'") == true)
    }

    /// What the compiler said.
    struct Refused: Error {
        var output: String
    }

    /// Has the compiler check a file's types, under the rules that a strict package has.
    private static func check(_ source: String, refusesWarnings: Bool = true) throws {
        let build = try #require(build)
        let scratch = try Scratch()
        let file = try scratch.write("Snippets.swift", source.utf8)
        let folders = try FileManager.default.contentsOfDirectory(at: build, includingPropertiesForKeys: nil)
        let maps = folders.map { $0.appending(path: "module.modulemap").path }.filter {
            FileManager.default.fileExists(atPath: $0)
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [
                "swiftc", "-typecheck", "-parse-as-library", "-swift-version", "6", "-enable-upcoming-feature",
                "MemberImportVisibility", "-enable-upcoming-feature", "ExistentialAny", "-module-cache-path",
                scratch.url("cache").path, "-I", build.appending(path: "Modules").path,
            ] + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
            // A comment shows what a value is got from, not what it is used for.
            + (refusesWarnings ? ["-warnings-as-errors"] : []) + [file]
        let output = scratch.url("output")
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Refused(output: try String(contentsOf: output, encoding: .utf8))
        }
    }
}
