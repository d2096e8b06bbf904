internal import Assessment
internal import Diagnostics
internal import Foundation
internal import History
internal import Policies
internal import Reporting

extension FuzzTarget {
    /// A policy: mistakes have places in the file, and what has none is evaluated and shown in every form.
    static let policy = FuzzTarget(
        "policy", fileName: "policy.yaml", seeds: { Seeds.texts(Seeds.policy, Seeds.shortPolicy) },
        dictionary: Seeds.policyWords
    ) { file in
        let bytes = Array(try Data(contentsOf: file))
        let lines = bytes.count { $0 == 0x0A } + 1
        let policy: Policy
        do throws(InvalidPolicy) {
            policy = try PolicyFile.policy(from: bytes, path: "policy.yaml")
        } catch {
            let places = error.mistakes.allSatisfy { $0.line >= 1 && $0.column >= 1 && $0.message.utf8.count >= 10 }
            // Line breaks of YAML 1.1 are also CR, NEL, LS and PS.
            guard places, !error.mistakes.isEmpty, error.mistakes.allSatisfy({ $0.line <= max(lines, bytes.count + 1) })
            else { throw FuzzFinding("a mistake without a place or a sentence: \(error)") }
            return try ShownText.check(EscapedText.lines(error.description), "a mistake")
        }
        guard policy == (try PolicyFile.policy(from: bytes, path: "policy.yaml")) else {
            throw FuzzFinding("it reads as another policy the second time")
        }
        let report = try CorpusReport.read(Seeds.path("corpus-report.json"))
        let figures = report.checkFigures(nil)
        let past = (1...30).map { PastRun(id: $0, time: $0 * 86_400, figures: figures.finite) }
        let evaluation = CheckEvaluation(
            figures: figures, past: PastRuns(baseline: past.first, runs: past.reversed(), now: 31 * 86_400))
        try ShownText.check(
            CheckReport(
                assay: "0", policy: policy.name, policyFile: "policy.yaml",
                corpora: [
                    CheckReport.Corpus(
                        name: policy.corpora.first?.name ?? "c", fingerprint: "f", coverage: report.input.coverage,
                        incompleteness: nil, checks: policy.checks.map(evaluation.evaluate), suspects: [], shards: 1)
                ]))
    }

    /// The policy that is proposed for a corpus of any name reads as what it says.
    static let policyProposal = FuzzTarget(
        "policy-proposal", fileName: "names",
        seeds: {
            Seeds.texts("web\ntext", "a: [b, {c}]\n\"meta\".\"x y\"", "- \u{1B}[31m\u{202E}'\"\\\n#!&*|>%@`\u{FEFF}")
        },
        dictionary: ["\"", "\\", ": ", " #", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{1F600}", "\t", "~", "yes", "\0"]
    ) { file in
        let names = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            .split(separator: "\n", maxSplits: 1).map(String.init)
        // The reader of YAML drops a byte order mark at the beginning of a text.
        guard names.count == 2, names.allSatisfy({ $0.unicodeScalars.first != "\u{FEFF}" }) else { return }
        let report = try CorpusReport.read(Seeds.path("corpus-report.json"))
        let proposal = ProposedPolicy(report.checkFigures(nil), corpus: names[0], textField: names[1])
        try ShownText.check(proposal.yaml, "a policy")
        let policy = try PolicyFile.policy(from: Array(proposal.yaml.utf8), path: "policy.yaml")
        // By bytes: texts that are canonically equal are two texts.
        guard policy.name.utf8.elementsEqual(names[0].utf8), policy.textField?.utf8.elementsEqual(names[1].utf8) == true
        else { throw FuzzFinding("the policy has another name or text field than was proposed") }
    }

    /// The file of the history, as others may have left it.
    static let historyFile = FuzzTarget(
        "history-file", fileName: "history.sqlite", seeds: { try Seeds.history() },
        dictionary: ["CREATE TRIGGER", "CREATE VIEW", "STRICT", "passed", "NULL", "run", "figure"]
    ) { file in
        for suffix in ["-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: file.path + suffix) }
        do throws(AssayError) {
            let database = try HistoryDatabase(path: file.path)
            let runs = try database.runs(limit: 50)
            for run in runs {
                guard let id = run.id, let whole = try? database.run(id) else { continue }
                do {
                    try ShownText.check("a run") { try $0.render(whole, time: "t") }
                } catch {
                    throw AssayError(.noSuchRun, "\(error)")
                }
            }
            _ = try? database.past(corpus: "web", fingerprint: "f", before: 1_000_000, limit: 20)
            let new = Seeds.run(5_000_000)
            let id = try database.record(new)
            var read = try database.run(id)
            read.id = nil
            read.isBaseline = new.isBaseline
            guard read == new else { throw AssayError(.noSuchRun, "a run reads as another one than was recorded") }
            _ = try database.prune(corpus: nil, keep: 1, before: nil)
        } catch {
            guard error.code == .historyUnavailable, error.location.path != nil else { throw FuzzFinding("\(error)") }
        }
    }

    /// Lines that `assay history import` takes: what is recorded is read again as it was.
    static let historyImport = FuzzTarget(
        "history-import", fileName: "runs.jsonl", seeds: { [try JSONEncoder().encode(Seeds.run(86_400)).map { $0 }] },
        dictionary: jsonWords + ["\"time\":", "\"figures\":", "\"value\":", "\"passed\"", "-9223372036854775808"]
    ) { file in
        let bytes = Array(try Data(contentsOf: file))
        let database = try HistoryDatabase(path: ":memory:")
        for line in bytes.split(separator: 0x0A) {
            guard let run = try? JSONDecoder().decode(RecordedRun.self, from: Data(line)) else { continue }
            let id = try database.record(run)
            var read = try database.run(id)
            read.id = run.id
            read.isBaseline = run.isBaseline
            guard read == run else { throw FuzzFinding("a run reads as another one than was recorded") }
            try ShownText.check("a run") { try $0.render(read, time: "t") }
        }
    }
}

extension Seeds {
    static let shortPolicy = """
        version: 1
        checks:
          - {id: a, figure: contents.documents, must_be_greater_than: 1, level: warn, fail: {must_be_greater_than: 0}}

        """

    static let policy = """
        version: 1
        name: web
        text_field: text            # recognised where it is absent
        coverage_floor: 99%
        corpora:
          - &c {name: web, paths: [web, "a b"], exclude: ["*.tmp"], split: train}
        checks:
          - id: copies
            title: Copies are few.
            figure: repetition.duplicateDocumentShare
            mustBeLessThan: 5%
            warn: {must_be_less_than: 2%}
            use: upper
            corpora: [web]
          - id: code-length
            figure: entropy.mixture.perByte
            compare_to: median(last(14))
            change_must_be_between: [-3%, 3%]
            significant: 0.99
          - id: weekday
            figure: entropy.mixture.perByte
            compare_to: same_weekday(4)
            change_must_be_less_than: 0.1 bit/byte
          - id: documents
            figure: contents.documents
            anomaly: {method: mad, k: 5, window: 28}
            level: warn

        """

    static let policyWords = [
        "checks:\n", "  - id: ", "figure: ", "must_be_between: [", "compare_to: baseline", "anomaly: {", "&a ", "*a",
        "<<: *a", "!!binary ", "!!float ", "? ", ": ", "- ", "|-\n  ", ">\n", "\"\\u", "%YAML 1.1\n", "---\n", "...\n",
        "{", "}", "[", "]", ".inf", ".nan", "1e999", "~", "MiB", "%", "contents.bytes", "\u{2028}",
    ]

    /// A run with figures of every shape.
    static func run(_ time: Int64) -> RecordedRun {
        RecordedRun(
            corpus: "web", time: time, fingerprint: "f", assay: "0", policy: "p", verdict: .passed, coverage: 0.99,
            isComplete: true,
            figures: [
                "a": Figure(1.5, unit: "1", kind: .exact),
                "b": Figure(
                    2, unit: "bit/byte", kind: .estimate,
                    interval: Figure.Interval(lower: 1, upper: 3, level: 0.9, method: "m")),
                "c": Figure(4, unit: "bit", kind: .diagnostic, intervalAbsence: "none"),
            ], checks: ["one": .passed, "two": .warned])
    }

    /// The bytes of a history of a few runs, and of one of none.
    static func history() throws -> [[UInt8]] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "history-seed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try [0, 40].map { count in
            let file = folder.appending(path: "\(count).sqlite")
            // The last one to close a database puts its log into the file.
            do {
                let database = try HistoryDatabase(path: file.path)
                for time in 0..<Int64(count) { try database.record(run(time * 86_400)) }
                if count > 3 { try database.setBaseline(3) }
            }
            return Array(try Data(contentsOf: file))
        }
    }
}
