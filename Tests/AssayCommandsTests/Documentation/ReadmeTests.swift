import Foundation
import SharedData
import Testing

/// README's commands, run as they stand there on small data, with its placeholders filled in.
@Suite("README")
struct ReadmeTests {
    /// Commands that no test runs, each with the reason.
    private static let notRun = [
        "Scripts/assay": "builds a release; the other commands here are run by the program that it builds",
        "Scripts/bench": "takes half an hour and installs the peers",
        "Scripts/compare": "installs the peers",
        "Scripts/documentation": "builds the package once more; the checks of every change run it",
        "Scripts/package": "builds a release; Scripts/test-package runs it",
        "Scripts/package-worker": "builds a release; the tests of the engines run it",
        "Scripts/soak": "takes an hour; nightly",
        "Scripts/test": "runs this test",
        "Scripts/test-engines": "installs Spark and Ray; Scripts/test runs it",
        "Scripts/test-package": "makes systems to install the package in",
        "Scripts/validate-ranking": "trains models for hours",
    ]

    private static let page = try? MarkdownPage(path: "README.md")

    /// What README tells a reader to type: spans and lines of blocks that begin with the program or a script.
    static let commands: [String] = {
        guard let page else { return [] }
        let scripts = (page.spans + page.blocks.filter { $0.language == "sh" }.flatMap(\.lines))
            .map { $0.replacing(/\s+#.*$/, with: "") }
            .filter { $0.hasPrefix("Scripts/") && !$0.hasPrefix("Scripts/assay ") }
        return Array(Set(page.commands + scripts)).sorted()
    }()

    @Test func `README has the commands of every verb`() {
        for verb in ["scan", "rank", "compare", "check", "score", "inspect", "plan", "merge", "report", "ngrams"] {
            #expect(Self.commands.contains { $0.contains("assay \(verb)") }, "\(verb)")
        }
    }

    @Test func `what is not run is still named`() {
        for script in Self.notRun.keys { #expect(Self.commands.contains { $0.hasPrefix(script) }, "\(script)") }
    }

    @Test(arguments: commands)
    func `a command of README runs`(command: String) throws {
        var words = command.split(separator: " ").map(String.init)
        if words[0].hasPrefix("Scripts/"), words[0] != "Scripts/assay" || words.count == 1 {
            #expect(Self.notRun[words[0]] != nil, "run \(command) here, or say why not")
            let script = MarkdownPage.root.appending(path: words[0]).path
            #expect(FileManager.default.isExecutableFile(atPath: script), "\(words[0])")
            return
        }
        // Scripts/assay builds the program and hands its arguments on.
        words.removeFirst()
        // A verb in a sentence, or with an option that the sentence is about.
        if words.dropFirst().allSatisfy({ $0.hasPrefix("--") }) && !["paper", "size"].contains(words[0]) {
            words = [words[0], "--help"]
        }
        let scratch = try Scratch()
        try Self.prepare(scratch, for: words)
        let arguments = words.map { Self.placeholders[$0] ?? $0 }
        let run = try AssayProcess.run(
            arguments, environment: ["ASSAY_HISTORY": scratch.url("history.sqlite").path],
            directory: scratch.directory)
        #expect(run.status == 0, "\(command): \(run.errors)")
        if let index = words.firstIndex(of: "--output") {
            let written = scratch.url(Self.placeholders[words[index + 1]] ?? words[index + 1])
            #expect(FileManager.default.fileExists(atPath: written.path), "\(command) wrote nothing")
        } else {
            #expect(!run.output.isEmpty, "\(command) said nothing")
        }
    }

    @Test(
        .enabled(
            if: SharedData.has("data/corpora/prose") && ProcessInfo.processInfo.environment["ASSAY_SOAK"] != nil,
            "a minute long, and needs the books beside the checkout: Scripts/soak runs it"))
    func `the report of README is still printed`() throws {
        let shown = try #require(Self.page?.blocks.first { $0.lines.contains("Findings") })
        let corpora = SharedData.directory.appending(path: "data/corpora")
        let run = try AssayProcess.run(["scan", "prose"], directory: corpora)
        #expect(ShownOutput.missing(shown.lines, in: run.output).isEmpty)
    }

    private static let placeholders = [
        "PATH...": "corpus", "PATH": "corpus", "A": "a", "B": "b", "C": "c", "DIR": "units", "FILE": "policy.yaml",
        "LOG": "log.csv",
    ]

    /// Makes what the placeholders stand for.
    private static func prepare(_ scratch: Scratch, for words: [String]) throws {
        for (seed, folder) in ["corpus", "a", "b", "c"].enumerated() {
            let records = GeneratedText.records(60, seed: UInt64(seed) &* 1000)
            try scratch.write("\(folder)/part.jsonl", (records.joined(separator: "\n") + "\n").utf8)
        }
        var log = "tokens,loss (nats)\n"
        for step in 0..<200 { log += "\((step + 1) * 1000),\(11 / (1 + Double(step) / 20) + 3)\n" }
        try scratch.write("log.csv", log.utf8)
        func run(_ arguments: String...) throws {
            let run = try AssayProcess.run(
                arguments, environment: ["ASSAY_HISTORY": scratch.url("history.sqlite").path],
                directory: scratch.directory)
            #expect(run.status == 0, "\(arguments): \(run.errors)")
        }
        if words.contains("plan.jsonl") || words.contains("DIR") {
            try run("plan", "corpus", "--output", "plan.jsonl")
        }
        if words[0] == "report" { try run("scan", "--plan", "plan.jsonl", "--output", "units") }
        if words.contains("--policy") { try run("check", "corpus", "--init", "--quick", "--output", "policy.yaml") }
    }
}
