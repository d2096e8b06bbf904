internal import Assessment
internal import Corpora
internal import Diagnostics
internal import Foundation
internal import Reporting
internal import Summaries

extension FuzzTarget {
    /// A corpus report as `assay compare`, `check` and `curve` read it back: what is read is compared and shown.
    static let corpusReport = FuzzTarget(
        "corpus-report", fileName: "report.json",
        seeds: {
            [
                Array(try Data(contentsOf: URL(filePath: Seeds.path("corpus-report.json")))),
                Array(#"{"schemaVersion": 1, "corpus": "c", "input": {}}"#.utf8),
            ]
        },
        dictionary: jsonWords + [
            "\"input\":", "\"entropy\":", "\"figure\":", "\"value\":", "\"interval\":", "-1", "1e308", "-1e308",
            "18446744073709551615", "\\u001b[31m", "\\u202e", "\"levels\":", "\"points\":",
        ]
    ) { file in
        guard let report = try? CorpusReport.read(file.path) else { return }
        try ShownText.check("a report") { try $0.render(report) }
        let seed = try CorpusReport.read(Seeds.path("corpus-report.json"))
        for (a, b) in [(report, seed), (seed, report)] {
            let comparison = ComparisonAssessment(ComparedCorpus(a), ComparedCorpus(b), version: "0")
            guard let compared = try await soundly({ try await comparison.report() }) else { continue }
            try ShownText.check("a comparison") { try $0.render(compared, all: true) }
        }
        let log = try TrainingLog(
            parsing: Seeds.logs[0], path: "log", options: TrainingLog.Options(tokensPerStep: 1000, unit: .nats))
        var assessment = TrainingRunAssessment(log: log, name: "r", version: "0")
        assessment.bytesPerToken = 4
        assessment.corpus = report
        let run = assessment
        if let read = try await soundly({ try run.report() }) {
            try ShownText.check("a training run") { try $0.render(read) }
        }
    }

    /// The content of a summary file, and all that is made of it: the report, the overlap with another one, scores.
    static let summaryReport = FuzzTarget(
        "summary-report", fileName: "content", seeds: { try await Seeds.summaries().map(\.canonicalBytes) }
    ) { file in
        let bytes = try SummaryFile.bytes(packing: Array(try Data(contentsOf: file)))
        guard let summary = try? SummaryFile.summary(from: bytes, path: "s") else { return }
        let assessment = CorpusAssessment(name: "s", version: "0", summary: summary, learningBudget: nil)
        if summary.parameters.holdsTokenIDs {
            guard let report = try await soundly({ try await assessment.tokenReport() }) else { return }
            return try ShownText.check("a report of tokens") { try $0.render(report) }
        }
        if let report = try await soundly({ try await assessment.report() }) {
            try ShownText.check("a report") { try $0.render(report) }
        }
        let other = try await Seeds.summaries()[0]
        let comparison = ComparisonAssessment(
            ComparedCorpus(name: "a", summary: summary), ComparedCorpus(name: "b", summary: other), version: "0",
            learningBudget: nil)
        if let compared = try await soundly({ try await comparison.report() }) {
            try ShownText.check("a comparison") { try $0.render(compared, all: true) }
        }
        _ = try await soundly { try ScoringModel(summary, threads: 1) }
    }

    /// What a body gives, or nil where it throws an error with a code and a sentence.
    ///
    /// - Throws: Any other error.
    static func soundly<Result>(_ body: () async throws -> Result) async throws -> Result? {
        do {
            return try await body()
        } catch let error as AssayError {
            guard error.message.utf8.count >= 10 else { throw FuzzFinding("an error without a sentence: \(error)") }
            return nil
        }
    }
}

extension Seeds {
    /// A file beside the targets.
    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Seeds/\(name)").path
    }

    /// A folder with a small corpus, the same for every process: records with errors, text, an archive, ids, zstd frames.
    static let corpus: URL = {
        let folder = FileManager.default.temporaryDirectory.appending(path: "assay-fuzz-corpus")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let frame = compressed.first { $0.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) } ?? []
        let files: [(String, [UInt8])] = [
            ("a.jsonl", Array(records.utf8)), ("b.txt", Array(prose.utf8)), ("c.tar", tar),
            ("d.csv", Array(table.utf8)), ("e.jsonl.zst", Array(repeatElement(frame, count: 9).joined())),
            ("ids.npy", npy[1]),
        ]
        for (name, bytes) in files {
            let file = folder.appending(path: name)
            guard (try? Data(contentsOf: file)) != Data(bytes) else { continue }
            try? Data(bytes).write(to: file)
            try? FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1e9)], ofItemAtPath: file.path)
        }
        return folder
    }()

    /// The summaries of a corpus of text and of one of token ids, by their plans.
    static func summaries() async throws -> [Summary] {
        let ids = TokenIdOptions(vocabularySize: 300, endOfDocument: 7)
        var made: [Summary] = []
        for options in [CorpusOptions(), CorpusOptions(tokenIDs: ids)] {
            let plan = scanPlan(options)
            made.append(await plan.summary(options: options, tokenizer: nil, threads: 1))
        }
        return made
    }

    static func scanPlan(_ options: CorpusOptions) -> ScanPlan {
        let listing = CorpusDiscovery.discover(paths: [corpus.path])
        let parameters = SummaryParameters(sampleBytes: 1 << 14, documentKeys: 64, lineKeys: 64, reading: options)
        return ScanPlan(listing, name: "c", options: options, parameters: parameters, unitSize: 1 << 8)
    }
}
