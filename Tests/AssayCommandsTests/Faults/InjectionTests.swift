import Foundation
import Testing

/// Names and texts that want to be more than names and texts, through every verb and format: a corpus of hostile names is shown
/// as one of harmless names is, and every reader of an output finds the names as they are.
@Suite("Injection")
struct InjectionTests {
    /// Terminal sequences, bidirectional overrides, lines of other protocols, HTML, Markdown, YAML, CSV and shells.
    static let hostile = [
        "esc\u{1B}]52;c;aGk=\u{7}\u{1B}[2J\u{1B}]8;;http:x\u{1B}\\z", "c1\u{9B}31m\u{9D}0;t\u{9C}\u{85}",
        "bidi\u{202E}gpj\u{2066}x\u{2069}\u{200B}\u{FEFF}\u{61C}\u{E0041}\u{2028}",
        "line\n::error file=a::pwned\n::set-output name=x::y\r%0A::debug::", "tab\tsep;a,b\"c'd",
        "<script>alert(1)<\u{2215}script>\" onload=\"x' onerror='y", "<img src=x onerror=alert(1)>&amp;&lt;",
        "a|b`c`[x](javascript:alert(1))![y](z)*_~#", "# heading", "- item", "> quote", "1. one", "=1+1|cmd", "+1",
        "-1+1",
        "@SUM(A1)", "=\u{301}x", ",\u{301}y\"\u{301}z", "{{7*7}}${x}$(touch pwned)`touch pwned`",
        "key: [a, b] #c &x *y !t %d @e ? - | >", "]]>--><![CDATA[ ", "\\n\\u001b\\", "~", "null", "%s%n%1$s",
    ]

    /// A corpus and what goes with it, all of whose names are hostile, or none.
    struct Scene {
        let scratch: Scratch
        let corpus: String
        let names: [String]

        init(isHostile: Bool) throws {
            scratch = try Scratch()
            names = isHostile ? InjectionTests.hostile : InjectionTests.hostile.indices.map { "name\($0)" }
            corpus = isHostile ? "<b>\u{1B}[1m|c\u{202E}\"'`\n::error::x," : "corpus"
            for (index, name) in names.enumerated() {
                var lines = GeneratedText.records(12, seed: UInt64(index))
                lines.append(try Self.json(["text": name + " " + name, name: name, "id": name]))
                // What is wrong with a record is said, and may quote it.
                lines.append(try Self.json([name: name]))
                lines.append("{\"text\": \(name)")
                try scratch.write("\(corpus)/\(name).jsonl", lines.joined(separator: "\n").utf8)
            }
            try scratch.write("\(corpus)/\(names[1]).bin", [0, 1, 2, 3, 0xFF, 0, 9, 0] as [UInt8])
            try scratch.write("\(corpus)/archive.tar", try Self.tar(names))
            for name in names.prefix(4) {
                try scratch.write("each/\(name)/a.txt", GeneratedText.words(3000, seed: UInt64(name.utf8.count)).utf8)
            }
            try scratch.write(
                "log.csv", ("tokens,loss\n" + (1...40).map { "\($0 * 1000),\(4 + 4.0 / Double($0))\n" }.joined()).utf8)
            let title = try Self.json([corpus]).dropFirst().dropLast()
            try scratch.write(
                "policy.yaml",
                """
                version: 1
                name: \(title)
                checks:
                  - {id: a, title: \(title), figure: contents.documents, must_be_less_than: 2}
                  - {id: b, figure: shards.deviation, must_be_less_than: 0.001, level: warn}

                """.utf8)
        }

        private static func json(_ value: Any) throws -> String {
            String(decoding: try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys]), as: UTF8.self)
        }

        /// An archive whose members have the names.
        private static func tar(_ names: [String]) throws -> [UInt8] {
            var bytes: [UInt8] = []
            for name in names {
                let text = Array("member \(name.utf8.count)\n".utf8)
                var header = [UInt8](repeating: 0, count: 512)
                func put(_ field: [UInt8], at offset: Int) {
                    header.replaceSubrange(offset..<offset + field.count, with: field)
                }
                put(Array(name.utf8.prefix(90)) + Array(".txt".utf8), at: 0)
                for (field, offset) in [
                    ("0000644", 100), ("00000000000", 136), ("        ", 148), ("0", 156), ("ustar", 257), ("00", 263),
                ] {
                    put(Array(field.utf8), at: offset)
                }
                let size = String(text.count, radix: 8)
                put(Array((String(repeating: "0", count: 11 - size.count) + size).utf8), at: 124)
                let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
                put(Array((String(repeating: "0", count: 6 - sum.count) + sum + "\0 ").utf8), at: 148)
                bytes += header + text + [UInt8](repeating: 0, count: 512 - text.count)
            }
            return bytes + [UInt8](repeating: 0, count: 1024)
        }

        /// Runs a verb; CORPUS and EACH stand for the corpus and for the folders of candidates.
        func run(_ arguments: [String]) throws -> AssayProcess {
            let arguments = arguments.flatMap { argument in
                switch argument {
                case "CORPUS": [corpus]
                case "EACH": names.prefix(4).map { "each/\($0)" }
                case "NOWHERE": [corpus + "/nowhere"]
                default: [argument]
                }
            }
            return try AssayProcess.run(
                arguments, environment: ["GITHUB_STEP_SUMMARY": scratch.url("step.md").path],
                directory: scratch.directory)
        }
    }

    /// What is run, and the files that it writes besides.
    struct Case: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var files: [String] = []
        var testDescription: String { arguments.joined(separator: " ") }
    }

    private static let loose = ["--allow-unreadable", "1"]
    private static let formats = ["table", "json", "markdown", "html"]

    static let cases: [Case] =
        formats.flatMap { format in
            [
                ["scan", "CORPUS", "--quick"] + loose, ["inspect", "CORPUS", "--limit", "100"],
                ["compare", "CORPUS", "EACH1", "--quick", "--all"] + loose,
                ["check", "CORPUS", "--quick", "--no-history", "--policy", "policy.yaml"],
                ["ngrams", "CORPUS", "--order", "2"],
                ["rank", "EACH", "--target", "CORPUS", "--given", "CORPUS", "--against", "CORPUS", "--budget", "16KiB"]
                    + loose,
                ["curve", "log.csv", "--loss-unit", "nats", "--name", "CORPUS"],
            ].map { Case(arguments: $0 + ["--format", format]) }
        } + [
            Case(arguments: ["rank", "EACH", "--target", "CORPUS", "--budget", "16KiB", "--format", "csv"] + loose),
            Case(arguments: ["score", "CORPUS"] + loose),
            Case(arguments: ["score", "CORPUS", "--format", "redpajama"] + loose),
            Case(arguments: ["plan", "CORPUS"]), Case(arguments: ["scan", "NOWHERE"]),
            Case(arguments: ["report", "NOWHERE"]),
            Case(arguments: ["score", "NOWHERE"]), Case(arguments: ["compare", "NOWHERE", "CORPUS"]),
            Case(arguments: ["scan", "log.csv", "--tokenizer", "NOWHERE"]),
            Case(arguments: ["check", "CORPUS", "--policy", "NOWHERE", "--no-history"]),
            Case(arguments: ["scan", "log.csv", "--quick", "--output", "NOWHERE"]),
            Case(
                arguments: [
                    "check", "CORPUS", "--quick", "--policy", "policy.yaml", "--history", "h.sqlite", "--at",
                    "2026-01-01",
                    "--junit", "j.xml", "--sarif", "s.json", "--metrics", "m.prom", "--markdown", "c.md", "--html",
                    "c.html",
                    "--github",
                ], files: ["j.xml", "s.json", "m.prom", "c.md", "c.html", "step.md"]),
        ]

    @Test(arguments: cases)
    func `names and texts stay what they are`(test: Case) throws {
        var texts: [[String: String]] = []
        var statuses: [Int32] = []
        for isHostile in [true, false] {
            let scene = try Scene(isHostile: isHostile)
            let arguments = test.arguments.map { $0 == "EACH1" ? "each/\(scene.names[1])" : $0 }
            let run = try scene.run(arguments)
            statuses.append(run.status)
            var written = ["output": run.output, "errors": run.errors]
            for name in test.files { written[name] = try String(contentsOf: scene.scratch.url(name), encoding: .utf8) }
            for (name, text) in written { expectShowable(text, "\(name) of \(test)") }
            try checkForm(written, test, scene)
            #expect(!FileManager.default.fileExists(atPath: scene.scratch.url("pwned").path))
            texts.append(written)
        }
        #expect(statuses[0] == statuses[1] && statuses[0] >= 0 && statuses[0] <= 3, "\(statuses)")
        for (name, text) in texts[0] {
            let other = try #require(texts[1][name])
            if name.hasSuffix(".html") || text.hasPrefix("<!DOCTYPE") {
                #expect(try elements(text) == elements(other), "\(name)")
            } else if name.hasSuffix(".md") || test.arguments.contains("markdown") && name == "output" {
                #expect(headings(text) == headings(other), "\(name)")
                expectTables(text)
            }
        }
        let commands = texts[0]["errors", default: ""].split(separator: "\n").filter { $0.hasPrefix("::") }
        #expect(commands.allSatisfy { $0.hasPrefix("::error ") || $0.hasPrefix("::warning ") })
        #expect(commands.count == texts[1]["errors", default: ""].split(separator: "\n").count { $0.hasPrefix("::") })
    }

    /// No byte controls a terminal, turns the direction of writing, or hides.
    private func expectShowable(_ text: String, _ what: String) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: continue
            case 0x0D where what.contains("csv"): continue
            case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
                0xE0000...0xE007F:
                Issue.record("\(what) holds U+\(String(scalar.value, radix: 16))")
                return
            default: continue
            }
        }
    }

    /// JSON, lines of JSON, XML, CSV and OpenMetrics are what their readers take.
    private func checkForm(_ written: [String: String], _ test: Case, _ scene: Scene) throws {
        let output = written["output", default: ""]
        if test.arguments.contains("json") {
            let report = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
            if test.arguments[0] == "scan" { #expect(report["corpus"] as? String == scene.corpus) }
        }
        if test.arguments[0] == "score" || test.arguments[0] == "plan" {
            for line in output.split(separator: "\n") {
                _ = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
            for name in scene.names where !output.isEmpty {
                #expect(
                    try pathIsIn(output, "\(scene.corpus)/\(name).jsonl"),
                    "\(name)")
            }
        }
        if let text = written["s.json"] { _ = try JSONSerialization.jsonObject(with: Data(text.utf8)) }
        if let text = written["j.xml"] {
            let names = try python(
                """
                import sys, json, xml.etree.ElementTree as E
                t = E.fromstring(sys.stdin.buffer.read())
                print(json.dumps(sorted({(e.tag, *sorted(e.attrib)) for e in t.iter()})))
                """, text)
            #expect(names.contains("testcase") && !names.contains("script"))
        }
        if let text = written["m.prom"] {
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                #expect(line.wholeMatch(of: /[a-z_]+\{([a-z]+="([^"\\]|\\.)*",?)+\} \S+/) != nil, "\(line)")
            }
        }
        if test.arguments.contains("csv") {
            let widths = try python(
                """
                import sys, csv, io
                rows = list(csv.reader(io.TextIOWrapper(sys.stdin.buffer, "utf-8", newline="")))
                def number(c):
                    try: float(c); return True
                    except ValueError: return False
                bad = [c for r in rows for c in r if c[:1] in set("=+-@\\t\\r\\uff1d\\uff0b\\uff0d\\uff20") - {""} and not number(c)]
                print(len({len(r) for r in rows}), len(bad), len(rows))
                """, output)
            #expect(widths == "1 0 5\n", "\(widths)")
        }
    }

    /// Whether a line of JSON, decoded, has a path.
    private func pathIsIn(_ lines: String, _ path: String) throws -> Bool {
        for line in lines.split(separator: "\n") {
            guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                continue
            }
            let files = object["files"] as? [[String: Any]] ?? []
            let paths =
                files.compactMap { $0["path"] as? String } + [object["path"] as? String].compactMap { $0 }
                + [(object["metadata"] as? [String: Any])?["path"] as? String].compactMap { $0 }
            if paths.contains(where: { path.hasSuffix($0) }) { return true }
        }
        return false
    }

    /// The elements of a page with their attributes, by Python's parser: no name makes one.
    private func elements(_ page: String) throws -> String {
        try python(
            """
            import sys, html.parser
            found = set()
            class P(html.parser.HTMLParser):
                def handle_starttag(self, tag, attributes):
                    found.add((tag, *sorted(name for name, _ in attributes)))
                    for name, value in attributes:
                        assert name not in ("href", "src") or value[:1] == "#" or value == "data:,", value
            P().feed(sys.stdin.buffer.read().decode())
            print(sorted(found))
            """, page)
    }

    private func python(_ program: String, _ input: String) throws -> String {
        let scratch = try Scratch()
        let file = try scratch.write("input", input.utf8)
        let run = try AssayProcess.run(["-c", program], binary: "/usr/bin/python3", standardInput: URL(filePath: file))
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }

    /// How many headings of each level there are.
    private func headings(_ markdown: String) -> [Int] {
        (1...3).map { level in
            markdown.split(separator: "\n").count { $0.hasPrefix(String(repeating: "#", count: level) + " ") }
        }
    }

    /// Every row of a table has as many cells as its first one, and nothing in a cell is markup.
    private func expectTables(_ markdown: String) {
        var width: Int?
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                width = nil
                continue
            }
            let bare = line.replacing("\\\\", with: "").replacing("\\|", with: "").replacing("\\`", with: "")
                .replacing("\\[", with: "").replacing("\\<", with: "")
            let cells = bare.count { $0 == "|" }
            #expect(cells == width ?? cells, "\(line)")
            #expect(!bare.contains("`") && !bare.contains("[") && !bare.contains("<"), "\(line)")
            width = cells
        }
    }

    @Test func `a proposed policy reads as what it was proposed for, by two readers of YAML`() throws {
        for (index, name) in Self.hostile.enumerated() {
            let scratch = try Scratch()
            let field = try String(decoding: JSONSerialization.data(withJSONObject: [name]), as: UTF8.self).dropFirst()
                .dropLast()
            let records = GeneratedText.records(30, seed: UInt64(index)).map { $0.replacing("\"text\"", with: field) }
            try scratch.write("\(name)/a.jsonl", records.joined(separator: "\n").utf8)
            // By scalars: a mark that combines with a quotation mark makes one character of the two.
            let escaped = name.unicodeScalars.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : "\($0)" }.joined()
            let path = "\"\(escaped)\""
            let propose = try AssayProcess.run(
                ["check", name, "--quick", "--init", "--no-history", "--text-field", path, "--output", "p.yaml"].map {
                    $0.hasPrefix("-") && $0 == name ? "./" + name : $0
                }, directory: scratch.directory)
            guard propose.status == 0 else {
                Issue.record("\(name): \(propose.errors)")
                continue
            }
            let check = try AssayProcess.run(
                ["check", "./" + name, "--quick", "--no-history", "--policy", "p.yaml"], directory: scratch.directory)
            #expect(check.status == 0, "\(check.errors) \(check.output)")
            let read = try AssayProcess.run(
                [
                    "-c",
                    "import yaml, json; p = yaml.safe_load(open('p.yaml')); print(json.dumps([p['name'], p['text_field']]))",
                ],
                binary: "/usr/bin/python3", directory: scratch.directory)
            #expect(read.status == 0, "\(read.errors)")
            let texts = try JSONSerialization.jsonObject(with: Data(read.output.utf8)) as? [String]
            #expect(texts == [name, path], "\(name)")
        }
    }
}
