import Foundation
import SharedData
import Testing

/// The tutorial's commands, one after the other, on the data that it names; what it shows must still be printed.
@Suite(
    "Tutorial",
    .enabled(if: SharedData.has("data/corpora/wiki"), "the tutorial's data are absent beside the checkout"))
struct TutorialTests {
    /// Commands, and the lines that they are shown to print.
    struct Step: Sendable {
        var commands: String
        var line: Int
        var shown: [String]
    }

    private static let steps: [Step] = {
        let path = "\(MarkdownPage.catalog)/Guides/Tutorial.md"
        var steps: [Step] = []
        for block in (try? MarkdownPage(path: path))?.blocks ?? [] {
            if block.language == "sh" {
                steps.append(Step(commands: block.lines.joined(separator: "\n"), line: block.line, shown: []))
            } else if let last = steps.indices.last {
                steps[last].shown += block.lines
            }
        }
        return steps
    }()

    /// Most of a minute goes into each scan, ranking, comparison and check: the soak runs them, too.
    private static func isSlow(_ step: Step) -> Bool {
        step.commands.contains(/assay (scan|rank|compare|check)/)
    }

    @Test func `the tutorial has steps, and shows what most of them print`() {
        #expect(Self.steps.count >= 8)
        #expect(Self.steps.count { !$0.shown.isEmpty } >= 7)
    }

    @Test func `every command prints what the tutorial shows`() throws {
        let soak = ProcessInfo.processInfo.environment["ASSAY_SOAK"] != nil
        let scratch = try Scratch()
        try Self.layOut(in: scratch)
        if !soak {
            // The summary that a scan would have left: the stream pass alone takes no second.
            _ = try Self.run(
                "assay plan problems --output plan; assay scan --plan plan --output units 2>/dev/null; "
                    + "assay merge units --output problems.assay 2>/dev/null; rm -r plan units", in: scratch)
        }
        for step in Self.steps where soak || !Self.isSlow(step) {
            let output = try Self.run(step.commands, in: scratch)
            let missing = ShownOutput.missing(step.shown, in: output)
            #expect(missing.isEmpty, "line \(step.line): not printed: \(missing.joined(separator: "\n"))\n\(output)")
        }
    }

    /// The three data sets where the tutorial has its reader put them.
    private static func layOut(in scratch: Scratch) throws {
        let corpora = SharedData.directory.appending(path: "data/corpora")
        for (from, to) in [
            ("prose", "books"), ("chat/gsm8k-train.jsonl", "problems/train.jsonl"),
            ("chat/gsm8k-test-socratic.jsonl.zst", "purpose/test.jsonl.zst"),
            ("wiki/enwik-first-4000000.xml", "wiki/enwik.xml"),
        ] {
            let target = scratch.url(to)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: corpora.appending(path: from), to: target)
        }
        try FileManager.default.createDirectory(at: scratch.url("bin"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: scratch.url("bin/assay"), withDestinationURL: URL(filePath: AssayProcess.binary))
    }

    /// Has a shell run the commands in the tutorial's folder, and gives what they print.
    private static func run(_ commands: String, in scratch: Scratch) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", commands]
        process.currentDirectoryURL = scratch.directory
        process.environment = ProcessInfo.processInfo.environment.merging([
            "PATH": "\(scratch.url("bin").path):/usr/bin:/bin", "XDG_STATE_HOME": scratch.url("state").path,
        ]) { $1 }
        let output = scratch.url("output")
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = FileHandle.standardError
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return try String(contentsOf: output, encoding: .utf8)
    }
}
