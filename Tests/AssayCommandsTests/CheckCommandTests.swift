import Foundation
import Testing

/// A policy held against corpora, as a user gives the commands.
@Suite("assay check on the command line")
struct CheckCommandTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        for shard in 0..<6 {
            try scratch.write(
                "c/s\(shard).jsonl",
                GeneratedText.records(60, seed: UInt64(shard * 1000)).joined(separator: "\n").utf8)
        }
    }

    private var environment: [String: String] {
        ["XDG_STATE_HOME": scratch.url("state").path, "ASSAY_HISTORY": ""]
    }

    private func run(_ arguments: [String]) throws -> AssayProcess {
        try AssayProcess.run(arguments, environment: environment, directory: scratch.directory)
    }

    private func check(_ policy: String, _ arguments: [String] = []) throws -> AssayProcess {
        try scratch.write("policy.yaml", ("version: 1\nchecks:\n" + policy).utf8)
        return try run(
            ["check", "c", "--policy", "policy.yaml", "--quick", "--at", "2026-11-30"] + arguments)
    }

    /// Empties the documents of a shard.
    private func spoil(_ shard: Int) throws {
        try scratch.write(
            "c/s\(shard).jsonl",
            Array(repeating: #"{"text": ""}"#, count: 60).joined(separator: "\n").utf8)
    }

    private static let documents =
        "  - {id: d, figure: contents.documents, must_be_greater_than: 100}\n"
    private static let empty = "  - {id: e, figure: shares.emptyDocuments, must_be_less_than: 1%"

    @Test
    func `the exit code tells how it came out`() throws {
        #expect(try check(Self.documents + Self.empty + "}\n").status == 0)
        try spoil(3)
        let failed = try check(Self.documents + Self.empty + "}\n")
        #expect(failed.status == 1)
        #expect(failed.output.contains("FAILED") && failed.output.contains("s3.jsonl"))
        #expect(try check(Self.empty + "}\n", ["--fail-on", "never"]).status == 0)
        #expect(try check(Self.empty + ", level: warn}\n").status == 0)
        #expect(try check(Self.empty + ", level: warn}\n", ["--fail-on", "warn"]).status == 1)
        #expect(try check(Self.empty + ", level: warn}\n", ["--warn-exit-code", "64"]).status == 64)
        // A figure that is missing is no pass.
        let missing = try check(
            "  - {id: t, figure: contents.tokens, must_be_greater_than: 1}\n",
            ["--fail-on", "never", "--format", "json"])
        #expect(missing.status == 3)
        #expect(missing.output.contains("needs a tokenizer"))
    }

    @Test
    func `an incomplete scan never passes`() throws {
        try scratch.write(
            "c/bad.jsonl", Array(repeating: #"{"text": broken"#, count: 60).joined(separator: "\n").utf8)
        for failOn in ["fail", "never"] {
            let result = try check(Self.documents, ["--fail-on", failOn, "--format", "json"])
            #expect(result.status == 3)
            #expect(result.output.contains(#""isComplete" : false"#))
            #expect(result.output.contains(#""verdict" : "errored""#))
        }
        try scratch.write(
            "low.yaml", "version: 1\ncoverage_floor: 50%\nchecks:\n\(Self.documents)".utf8)
        #expect(try run(["check", "c", "--policy", "low.yaml", "--quick"]).status == 0)
    }

    @Test
    func `mistakes of the policy are told before any data is read`() throws {
        let result = try check(
            "  - {id: d, figure: contents.documnets, must_be_less_than: 1}\n", ["--history", "h"])
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("policy.yaml:3:21: "))
        #expect(result.errors.contains("did you mean contents.documents?"))
        // Nor where the corpus does not exist.
        try scratch.write("wrong.yaml", "version: 1\nchekcs: []".utf8)
        let nothing = try run(["check", "nowhere", "--policy", "wrong.yaml"])
        #expect(nothing.status == 2 && nothing.errors.contains("did you mean checks?"))
        #expect(try run(["check", "c"]).status == 2)
        #expect(try run(["check", "nowhere", "--policy", "policy.yaml"]).status == 2)
    }

    @Test
    func
        `the proposed policy passes the corpus that it was proposed for, and not one with a bad shard`()
        throws
    {
        let proposed = try run([
            "check", "c", "--init", "--quick", "--at", "2026-11-29", "-o", "proposed.yaml",
        ])
        #expect(proposed.status == 0, "\(proposed.errors)")
        #expect(proposed.errors.contains("run 1 is the baseline"))
        let arguments = ["check", "c", "--policy", "proposed.yaml", "--quick"]
        let clean = try run(arguments + ["--at", "2026-11-30"])
        #expect(clean.status == 0, "\(clean.output)\(clean.errors)")
        try spoil(5)
        let failed = try run(
            arguments + ["--at", "2026-12-01", "--json", "report.json", "--junit", "junit.xml"])
        #expect(failed.status == 1)
        let report = try String(contentsOf: scratch.url("report.json"), encoding: .utf8)
        #expect(report.contains("s5.jsonl"))
        #expect(try SchemaCheck.run("check-report-1", report: "report.json", in: scratch).status == 0)
        let list = try run(["history", "list"])
        #expect(list.output.contains("2026-11-29T00:00:00Z") && list.output.contains("failed"))
        #expect(try run(["history", "show", "3"]).output.contains("shares.emptyDocuments"))
        #expect(try run(["history", "baseline", "2"]).status == 0)
        #expect(try run(["history", "export"]).output.split(separator: "\n").count == 3)
        #expect(try run(["history", "prune", "--keep", "0"]).errors.contains("2 runs removed"))
        #expect(try run(["history", "show", "77"]).status == 2)
    }

    @Test
    func `the report is the same for any number of threads, and whether summaries are used again`()
        throws
    {
        let policy = Self.documents + "  - {id: o, figure: shards.deviation, must_be_less_than: 0}\n"
        let one = try check(policy, ["--format", "json", "--no-history", "--threads", "1"])
        #expect(one.status == 1, "\(one.errors)")
        let two = try check(policy, ["--format", "json", "--no-history", "--threads", "4"])
        #expect(two.output == one.output)
        for _ in 0..<2 {
            let again = try check(policy, ["--format", "json", "--no-history", "--reuse", "kept"])
            #expect(again.output == one.output)
        }
        // Summaries in the place of the corpus: the shards have the names of their files.
        try scratch.write("policy.yaml", ("version: 1\nchecks:\n" + policy).utf8)
        #expect(try run(["plan", "c", "--unit-size", "64KiB", "-o", "plan.jsonl"]).status == 0)
        #expect(try run(["scan", "--plan", "plan.jsonl", "-o", "units"]).status == 0)
        let summaries = try run([
            "check", "units", "--policy", "policy.yaml", "--quick", "--no-history",
        ])
        #expect(summaries.status == 1 || summaries.status == 3, "\(summaries.errors)")
    }

    @Test
    func `corpora that the policy names are read, each with its own checks`() throws {
        try scratch.write("other/a.txt", GeneratedText.words(5000, seed: 5).utf8)
        try scratch.write(
            "sub/policy.yaml",
            """
            version: 1
            corpora:
              - {name: many, paths: [../c]}
              - {name: one, paths: ../other}
            checks:
              - {id: records, figure: contents.documents, must_be_greater_than: 100, corpora: [many]}
              - {id: bytes, figure: contents.bytes, must_be_greater_than: 1 KiB}
            """.utf8)
        let result = try run(["check", "--policy", "sub/policy.yaml", "--quick", "--format", "json"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.output.contains(#""name" : "many""#) && result.output.contains(#""name" : "one""#))
        #expect(
            try run(["history", "list", "--corpus", "one", "--format", "json"]).output.contains(
                #""corpus" : "one""#))
    }

    @Test
    func `runs at once on one history are all there, each once`() async throws {
        let directory = scratch.directory
        let environment = environment
        try scratch.write("p.yaml", ("version: 1\nchecks:\n" + Self.documents).utf8)
        try await withThrowingTaskGroup(of: Int32.self) { group in
            for day in 1...4 {
                group.addTask {
                    try AssayProcess.run(
                        ["check", "c", "--policy", "p.yaml", "--quick", "--at", "2026-12-0\(day)"],
                        environment: environment, directory: directory
                    ).status
                }
            }
            for try await status in group { #expect(status == 0) }
        }
        let runs = try run(["history", "export"]).output.split(separator: "\n")
        #expect(runs.count == 4)
    }

    @Test
    func `the policy's JSON Schema takes what is read, and refuses an unknown key`() throws {
        let schema = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Policies/Schemas/policy-1.schema.json")
            .path
        func validate(_ policy: String) throws -> Int32 {
            try scratch.write("p.yaml", policy.utf8)
            return try AssayProcess.run(
                [
                    "-c",
                    "import json, sys, yaml, jsonschema\n"
                        + "schema = json.load(open(sys.argv[1])); jsonschema.Draft202012Validator.check_schema(schema)\n"
                        + "jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(open('p.yaml')))",
                    schema,
                ], binary: "/usr/bin/python3", directory: scratch.directory
            ).status
        }
        let proposed = try run(["check", "c", "--init", "--quick", "--no-history"])
        #expect(try validate(proposed.output) == 0, "\(proposed.output)\(proposed.errors)")
        #expect(try validate("version: 1\ncheks: []") != 0)
        #expect(
            try validate("version: 1\nchecks:\n  - {id: a, figure: x, mustBeBetween: [1%, 2 MiB]}") == 0)
        #expect(try validate("version: 1\nchecks:\n  - {id: a, figure: x, must_be_between: [1]}") != 0)
    }

    @Test
    func `hostile names and texts stay data in every output`() throws {
        let name = "s9\"<b>&'\\,%:::error::x]]>\n\u{202E}{}.jsonl"
        try scratch.write(
            "c/\(name)", Array(repeating: #"{"text": ""}"#, count: 60).joined(separator: "\n").utf8)
        let result = try check(
            "  - {id: e, figure: shares.emptyDocuments, must_be_less_than: 1%, title: '<i>&\"%]]>'}\n",
            [
                "--no-history", "--github", "--junit", "j.xml", "--sarif", "s.sarif", "--metrics", "m.prom",
                "--markdown", "m.md", "--json", "r.json", "--name", "<c>\"&\\",
            ])
        #expect(result.status == 1)
        #expect(result.errors.split(separator: "\n").count { $0.hasPrefix("::") } == 1)
        #expect(result.errors.hasPrefix("::error file=policy.yaml,line=3,title=<c>\"&\\%3A e failed::"))
        let markdown = try String(contentsOf: scratch.url("m.md"), encoding: .utf8)
        #expect(!markdown.contains("<b>") && !markdown.contains("<i>") && !markdown.contains("<c>"))
        // Python's parsers are independent of what wrote the files.
        let read = try AssayProcess.run(
            [
                "-c",
                #"""
                import json, re, xml.etree.ElementTree
                suites = xml.etree.ElementTree.parse("j.xml").getroot()
                assert suites.tag == "testsuites" and suites.get("failures") == "1"
                case = suites.find("testsuite/testcase")
                assert case.get("classname") == '<c>"&\\', case.get("classname")
                assert "s9\"<b>&'" in case.find("failure").text
                log = json.load(open("s.sarif"))
                result = log["runs"][0]["results"][0]
                assert result["level"] == "error" and result["relatedLocations"][0]["physicalLocation"][
                    "artifactLocation"]["uri"].startswith("s9%22%3Cb%3E%26%27%5C%2C%25%3A%3A%3Aerror")
                lines = open("m.prom").read().split("\n")
                assert lines[-2:] == ["# EOF", ""]
                sample = re.compile(r'^[a-z_]+\{([a-z]+="([^"\\]|\\[\\"n])*",?)+\} [-+0-9.eE]+$')
                assert all(sample.match(line) for line in lines[:-2] if not line.startswith("# ")), lines
                assert json.load(open("r.json"))["corpora"][0]["suspects"][0]["shard"].startswith('s9"<b>&')
                """#,
            ], binary: "/usr/bin/python3", directory: scratch.directory)
        #expect(read.status == 0, "\(read.errors)")
    }
}
