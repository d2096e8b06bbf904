import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a program is made to suffer: system calls on one file that fail, or never end (`Tests/Faults/fault.c`).
enum FaultShim {
    /// The library that is put before the system's; nil where there is no C compiler.
    static let library: String? = {
        let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Faults/fault.c")
        let library = FileManager.default.temporaryDirectory.appending(path: "assay-fault-\(getpid()).so")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["cc", "-shared", "-fPIC", "-o", library.path, source.path, "-ldl"]
        guard (try? process.run()) != nil else { return nil }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        atexit { try? FileManager.default.removeItem(atPath: FaultShim.library ?? "") }
        return library.path
    }()

    /// The environment in which the `number`-th call of a kind on a file, and all later ones, fail with a code.
    ///
    /// - Parameters:
    ///   - kind: read, write, sync or rename.
    ///   - code: The error; nil makes the call wait for ever.
    ///   - mark: A file that is made when the first call is struck.
    static func environment(
        _ kind: String, of name: String, number: Int = 1, code: Int32?, mark: URL? = nil
    ) throws -> [String: String] {
        var environment = [
            "ASSAY_FAULT": "\(kind):\(name):\(number):\(code ?? 0)", "LD_PRELOAD": try #require(library),
        ]
        if let mark { environment["ASSAY_FAULT_MARK"] = mark.path }
        return environment
    }
}

/// A corpus, outputs of an earlier run, and what every verb that writes is called with.
struct FaultScene {
    let scratch: Scratch

    /// What stands in every output before the run.
    static let old = "what was there before\n"

    init() throws {
        scratch = try Scratch()
        for (name, seed) in [("good", UInt64(1)), ("sick", 2)] {
            try scratch.write("c/\(name).txt", GeneratedText.words(4000, seed: seed).utf8)
        }
        try scratch.write("out/old", Self.old.utf8)
        try scratch.write(
            "policy.yaml",
            "version: 1\nchecks:\n  - {id: a, figure: contents.documents, must_be_greater_than: 1}\n".utf8)
    }

    /// A verb that writes a file.
    struct Writer: Sendable, CustomTestStringConvertible {
        var arguments: [String]

        /// Whether the report is shown though the file cannot be written.
        var showsReport = false

        var testDescription: String { arguments.joined(separator: " ") }
    }

    /// Every verb and option that writes a file: it is `out/old`, which is there already.
    static let writers: [Writer] =
        [
            ["scan", "c", "--quick", "--output"], ["scan", "c", "--quick", "--format", "json", "--output"],
            ["plan", "c", "--output"], ["merge", "s.assay", "--output"], ["report", "s.assay", "--quick", "--output"],
            ["inspect", "c", "--output"], ["score", "c", "--output"], ["compare", "r.json", "r.json", "--output"],
            ["rank", "s.assay", "--format", "csv", "--output"],
            ["history", "list", "--history", "h.sqlite", "--output"],
            ["check", "c", "--quick", "--no-history", "--policy", "policy.yaml", "--output"],
            ["check", "c", "--quick", "--no-history", "--init", "--output"],
            ["size", "--tokens", "1e9", "--entropy", "2bit", "--loss", "1bit", "--output"],
        ].map { Writer(arguments: $0) }
        + [
            ["scan", "c", "--quick", "--summary"], ["scan", "c", "--quick", "--html"],
            ["ngrams", "c", "--order", "2", "--arpa"],
            ["check", "c", "--quick", "--no-history", "--policy", "policy.yaml", "--junit"],
            ["check", "c", "--quick", "--no-history", "--policy", "policy.yaml", "--sarif"],
            ["check", "c", "--quick", "--no-history", "--policy", "policy.yaml", "--metrics"],
        ].map { Writer(arguments: $0, showsReport: true) }

    /// Makes the summary, the report and the history that some of them read.
    func prepare(for arguments: [String]) throws {
        if arguments.contains("s.assay") || arguments.contains("r.json") {
            let run = try AssayProcess.run(
                ["scan", "c", "--quick", "--summary", "s.assay", "--format", "json", "--output", "r.json"],
                directory: scratch.directory)
            #expect(run.status == 0, "\(run.errors)")
        }
        if arguments.contains("h.sqlite") {
            let run = try AssayProcess.run(
                ["check", "c", "--quick", "--policy", "policy.yaml", "--history", "h.sqlite"],
                directory: scratch.directory)
            #expect(run.status == 0, "\(run.errors)")
        }
    }

    /// Holds that the folder of outputs has the old file as it was, and nothing else.
    func expectUntouched(_ comment: String = "") throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.url("out").path)
        #expect(names == ["old"], "\(comment)")
        #expect(try String(contentsOf: scratch.url("out/old"), encoding: .utf8) == Self.old, "\(comment)")
    }
}
