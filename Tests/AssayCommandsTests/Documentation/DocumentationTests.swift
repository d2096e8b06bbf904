import Foundation
import Testing

@Suite("Documentation")
struct DocumentationTests {
    /// The verbs with all options that their help names; those of subcommands are their verb's.
    private static let options: [String: Set<String>] = {
        var all: [String: Set<String>] = [:]
        for verb in [
            "scan", "rank", "compare", "check", "score", "inspect", "plan", "merge", "report", "history", "ngrams",
            "curve", "size", "paper",
        ] {
            var help = (try? AssayProcess.run([verb, "--help"]).output) ?? ""
            if verb == "history" {
                for part in ["list", "show", "baseline", "export", "import", "prune"] {
                    help += (try? AssayProcess.run([verb, part, "--help"]).output) ?? ""
                }
            }
            all[verb] = Set(help.matches(of: /--[a-z][a-z0-9-]*/).map { String($0.0) })
        }
        return all
    }()

    @Test func `the catalog is where it is looked for`() {
        #expect(MarkdownPage.all.count > 30)
        #expect(Self.options.values.allSatisfy { $0.contains("--help") })
    }

    @Test(arguments: MarkdownPage.all)
    func `relative links lead somewhere`(page: MarkdownPage) {
        let folder = MarkdownPage.root.appending(path: page.path).deletingLastPathComponent()
        for match in page.text.matches(of: /\]\(([^)#\s]+)[^)]*\)/) where !match.1.contains("://") {
            let target = folder.appending(path: String(match.1)).path
            #expect(FileManager.default.fileExists(atPath: target), "\(match.1)")
        }
        let names = Set(MarkdownPage.all.map(\.description))
        for match in page.text.matches(of: /<doc:([^>]+)>/) {
            #expect(names.contains(String(match.1)), "\(match.1)")
        }
        for match in page.text.matches(of: /`(Scripts\/[\w\/.-]+)/) {
            let target = MarkdownPage.root.appending(path: String(match.1)).path
            #expect(FileManager.default.fileExists(atPath: target), "\(match.1)")
        }
    }

    @Test func `every page of the catalog stands in its table of contents`() throws {
        let contents = try #require(MarkdownPage.all.first { $0.description == "AssayCommands" })
        for page in MarkdownPage.all where page.path.hasPrefix(MarkdownPage.catalog) && page.path != contents.path {
            #expect(contents.text.contains("- <doc:\(page)>"), "\(page)")
        }
    }

    @Test(arguments: MarkdownPage.all)
    func `every verb and option that is named exists`(page: MarkdownPage) throws {
        for command in page.commands {
            let words = command.split(separator: /[\s=]/).dropFirst()
            guard let verb = words.first, verb.allSatisfy({ $0.isLowercase }) else { continue }
            let known = try #require(Self.options[String(verb)], "assay has no verb \(verb): \(command)")
            for word in words where word.hasPrefix("--") {
                let option = word.prefix { $0 != "," && $0 != ")" && $0 != "`" }
                #expect(known.contains(String(option)), "assay \(verb) has no \(option): \(command)")
            }
        }
        let all = Self.options.values.reduce(into: Set()) { $0.formUnion($1) }
        for span in page.spans where span.hasPrefix("--") {
            let option = String(span.prefix { $0 == "-" || $0.isLetter || $0.isNumber })
            #expect(
                all.contains(option) || Self.scripts.contains(option) || Self.elsewhere.contains(option),
                "\(span) is an option of nothing here")
        }
    }

    /// Options of other programs, and one that was considered and is not there.
    private static let elsewhere: Set = ["--sparse", "--encoding"]

    /// What scripts take, or pass to a program.
    private static let scripts: String = {
        let folder = MarkdownPage.root.appending(path: "Scripts")
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.compactMap { try? String(contentsOf: folder.appending(path: $0), encoding: .utf8) }.joined()
    }()

    @Test func `README names the targets of the package, its dependencies, and scripts its libraries`() throws {
        let manifest = try String(contentsOf: MarkdownPage.root.appending(path: "Package.swift"), encoding: .utf8)
        let readme = try MarkdownPage(path: "README.md").text
        func cells(_ title: Substring) throws -> [Substring] {
            let section = try #require(readme.split(separator: "\n## ").first { $0.hasPrefix(title) })
            return section.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { $0.split(separator: "|")[0] }
        }
        let named = Set(try cells("Targets").joined().matches(of: /`([^`]+)`/).map { String($0.1) })
        let declared = Set(
            manifest.matches(of: /\.(?:target|executableTarget)\(\s*name: "([^"]+)"/).map { String($0.1) })
        // What only tests import is told where the tests are.
        #expect(named == declared.subtracting(["SharedData"]))
        let script = try String(
            contentsOf: MarkdownPage.root.appending(path: "Scripts/documentation"), encoding: .utf8)
        for match in manifest.matches(of: /\.library\(name: "([^"]+)"/) {
            #expect(script.contains(match.1), "Scripts/documentation leaves out \(match.1)")
        }
        let dependencies = try cells("Dependencies").joined().lowercased()
        for match in manifest.matches(of: /\.package\(url: "[^"]*\/([^"\/]+)"/) {
            let name = match.1.lowercased().replacing(".swift", with: "")
            #expect(dependencies.contains(name), "\(name)")
        }
    }
}
