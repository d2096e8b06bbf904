internal import Corpora
internal import Diagnostics
internal import Foundation
internal import Summaries

extension FuzzTarget {
    /// A summary file as it lies on disk.
    static let summaryFile = FuzzTarget(
        "summary-file", fileName: "s.assay", seeds: { [(try? SummaryFile.bytes(of: Seeds.summary)) ?? []] }
    ) { file in
        let bytes = Array(try Data(contentsOf: file))
        guard let summary = try? SummaryFile.summary(from: bytes, path: "s") else { return }
        guard summary == Seeds.summary else { throw FuzzFinding("another summary passes the checksum") }
    }

    /// The content of a summary file, behind a checksum that is right.
    static let summaryContent = FuzzTarget(
        "summary-content", fileName: "content", seeds: { [Seeds.summary.canonicalBytes] }
    ) { file in
        let bytes = try SummaryFile.bytes(packing: Array(try Data(contentsOf: file)))
        guard let summary = try? SummaryFile.summary(from: bytes, path: "s") else { return }
        // What is accepted is sound: it is written and read again as it is, and merges.
        let again = try SummaryFile.summary(from: try SummaryFile.bytes(of: summary), path: "s")
        guard again == summary else { throw FuzzFinding("it is another one when it was written and read again") }
        var merged = Seeds.summary
        _ = try? merged.merge(summary)
        _ = merged.digest
    }

    /// The file of a plan, and the scan of what it names, which may be other files than were planned.
    static let plan = FuzzTarget(
        "plan", fileName: "plan.jsonl",
        seeds: {
            try [CorpusOptions(), CorpusOptions(tokenIDs: TokenIdOptions(vocabularySize: 300))].map {
                try PlanFile(Seeds.scanPlan($0), options: $0, directory: Seeds.corpus.path).bytes()
            }
        },
        dictionary: ["\"files\":[", "\"range\":[0,", "\"size\":", "\"unit\":\"", "\"outcome\":", "\n", "null"]
    ) { file in
        let bytes = Array(try Data(contentsOf: file))
        guard let read = try? PlanFile(reading: bytes, path: "plan") else { return }
        let again = try PlanFile(reading: try read.bytes(), path: "plan")
        func places(_ file: PlanFile) -> [[[UInt8]]] {
            file.plan.units.map { $0.work?.slices.map(\.file.pathBytes) ?? [] }
        }
        guard again.plan.units.map(\.key) == read.plan.units.map(\.key), places(again) == places(read) else {
            throw FuzzFinding("it is another one when it was written and read again")
        }
        _ = try? PlanFile.keys(in: bytes, path: "plan")
        try await scan(read)
    }

    /// The units of a plan whose names are right, though its files may have changed: ranges are made up, sizes are not.
    static let planUnits = FuzzTarget(
        "plan-units", fileName: "ranges", seeds: { [(0..<64).map { UInt8($0) }, [0, 0, 0, 1], []] }
    ) { file in
        let bytes = Array(try Data(contentsOf: file))
        let options = CorpusOptions()
        let files = CorpusDiscovery.discover(paths: [Seeds.corpus.path]).files
        var slices: [FileSlice] = []
        for start in stride(from: 0, to: bytes.count - 3, by: 4).prefix(20) {
            let file = files[Int(bytes[start]) % files.count]
            func range(_ first: UInt8, _ length: UInt8) -> Range<UInt64> {
                UInt64(first) * 16..<UInt64(first) * 16 + UInt64(length) * 16 + 1
            }
            let decoded = range(bytes[start + 1], bytes[start + 2])
            let frames = bytes[start + 3] & 1 == 0 ? nil : range(bytes[start + 3] >> 4, bytes[start + 3] >> 1 & 7)
            // A plan has no byte twice.
            let overlaps = slices.contains {
                $0.file.path == file.path && ($0.frames != nil || frames != nil || $0.range?.overlaps(decoded) ?? true)
            }
            if !overlaps { slices.append(FileSlice(file, range: decoded, frames: frames)) }
        }
        let scan = CorpusScan(
            units: [ScanUnit(slices)], options: options, parameters: Seeds.scanPlan(options).parameters)
        let summary = await scan.run()
        guard try SummaryFile.summary(from: try SummaryFile.bytes(of: summary), path: "s") == summary else {
            throw FuzzFinding("the summary is another one when it was written and read again")
        }
    }

    private static func scan(_ file: PlanFile) async throws {
        let plan = file.plan
        // A plan may name any file of the machine: only those of the seed are read here.
        let paths = plan.units.flatMap { $0.work?.slices.map(\.file.path) ?? [] }
        let limit = 1 << 24
        guard paths.allSatisfy({ $0.hasPrefix(Seeds.corpus.path) && !$0.contains("..") }),
            plan.parameters.sampleBytes < limit, plan.parameters.documentKeys < limit, plan.parameters.lineKeys < limit
        else { return }
        let summary = await plan.summary(options: file.options, tokenizer: nil, threads: 1)
        guard try SummaryFile.summary(from: try SummaryFile.bytes(of: summary), path: "s") == summary else {
            throw FuzzFinding("the summary is another one when it was written and read again")
        }
    }
}

extension Seeds {
    private static let parameters = SummaryParameters(sampleBytes: 4096, documentKeys: 16, lineKeys: 16)

    /// The summary of a few documents, some of them twice, with errors and a part of a plan.
    static let summary: Summary = {
        var summarizer = Summarizer(parameters: parameters)
        for index in 0..<60 {
            let text = Array(
                "document \(index % 40)\nline \(index % 7)\n\(String(repeating: "x", count: index * 3))".utf8)
            unsafe text.withUnsafeBufferPointer {
                unsafe summarizer.receive($0, at: DocumentPosition(byte: UInt64(index)))
            }
        }
        for index in 0..<9 {
            summarizer.receive(
                failure: AssayError(
                    AssayError.Code(rawValue: "code-\(index % 2)"), "a sentence",
                    at: .init(path: "f", line: 3, byte: UInt64(index)), cause: "a cause"))
        }
        return summarizer.finish()
    }()
}
