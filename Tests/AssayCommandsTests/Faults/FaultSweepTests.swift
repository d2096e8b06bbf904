import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One system call after the other fails, wherever in a run it comes: `Scripts/soak --faults` takes all of them.
@Suite("Fault sweep", .enabled(if: FaultShim.library != nil, "there is no C compiler"))
struct FaultSweepTests {
    /// Whether every call is made to fail, or only the first, second, fourth and so on.
    private static let isThorough = ProcessInfo.processInfo.environment["ASSAY_FAULTS"] != nil

    static let verbs = [
        ["scan", "c", "--quick", "--summary", "out/s.assay", "--html", "out/p.html", "--output", "out/old"],
        ["scan", "--plan", "p.jsonl", "--output", "out", "--threads", "1"],
        ["score", "c", "--output", "out/old"],
        ["check", "c", "--quick", "--policy", "policy.yaml", "--history", "h.sqlite", "--junit", "out/old"],
        ["ngrams", "c", "--order", "3", "--memory", "1MiB", "--arpa", "out/old"],
    ]

    @Test(arguments: verbs, [("read", EIO), ("write", ENOSPC), ("sync", EIO), ("rename", EACCES)])
    func `whichever call fails, outputs are whole or as they were`(
        arguments: [String], fault: (kind: String, code: Int32)
    ) throws {
        var struck = 0
        var number = 1
        while number < 10_000 {
            let scene = try FaultScene()
            let scratch = scene.scratch
            if arguments.contains("p.jsonl") {
                #expect(
                    try AssayProcess.run(["plan", "c", "-o", "p.jsonl"], directory: scratch.directory).status == 0)
            }
            let mark = scratch.url("mark")
            var environment = try FaultShim.environment(
                fault.kind, of: fault.kind == "rename" ? "out/" : scratch.directory.lastPathComponent, number: number,
                code: fault.code, mark: mark)
            environment["TMPDIR"] = scratch.directory.path
            let run = try AssayProcess.run(arguments, environment: environment, directory: scratch.directory)
            let comment = Comment(rawValue: "\(fault.kind) number \(number): \(run.errors)")
            // What no call was made of did not fail.
            guard FileManager.default.fileExists(atPath: mark.path) else { break }
            struck += 1
            #expect((0...3).contains(run.status), comment)
            // A folder that cannot be synced after its file was is no failure.
            if run.status == 0 && fault.kind != "sync" { try expectKept(arguments, scratch, comment) }
            #expect(run.status == 0 || !run.errors.isEmpty || !run.output.isEmpty, comment)
            for name in try FileManager.default.contentsOfDirectory(atPath: scratch.url("out").path) {
                #expect(!name.hasSuffix(".partial"), comment)
                let text = String(decoding: try Data(contentsOf: scratch.url("out/\(name)")), as: UTF8.self)
                #expect(text == FaultScene.old || run.status != 2 || isWhole(text, name), comment)
            }
            let others = try FileManager.default.contentsOfDirectory(atPath: scratch.directory.path).filter {
                $0.hasPrefix("assay-")
            }
            #expect(others.isEmpty, comment)
            number = Self.isThorough ? number + 1 : number * 2
        }
        print("\(arguments[0]) \(arguments[1]): \(struck) calls of \(fault.kind) were made to fail")
    }

    /// A run may succeed though a call failed where nothing is lost: a unit's summary holds the error of reading, and the report
    /// of it is not to be trusted; SQLite, which cannot tidy up at the end, has written the run before.
    private func expectKept(_ arguments: [String], _ scratch: Scratch, _ comment: Comment) throws {
        if arguments.contains("--plan") {
            let report = try AssayProcess.run(["report", "out", "--quick"], directory: scratch.directory)
            #expect(report.status == 3 && report.output.contains("could not be read"), comment)
        } else if let history = arguments.firstIndex(of: "--history") {
            let list = try AssayProcess.run(
                ["history", "list", "--history", arguments[history + 1]], directory: scratch.directory)
            #expect(list.status == 0 && list.output.contains("passed"), comment)
        } else {
            Issue.record(comment)
        }
    }

    /// Whether a file is a whole summary, page, report, XML, model or lines of JSON, as far as its end tells.
    private func isWhole(_ text: String, _ name: String) -> Bool {
        name.hasSuffix(".assay") || text.hasSuffix("</html>\n") || text.hasSuffix("</testsuites>\n")
            || text.hasSuffix("}\n") || text.hasSuffix("\\end\\\n") || text.hasPrefix("c: ") && text.hasSuffix("\n")
    }
}
