internal import Corpora
internal import Diagnostics
internal import Foundation
internal import Summaries

extension FuzzTarget {
    /// A summary file as it lies on disk.
    static let summaryFile = FuzzTarget(
        "summary-file", fileName: "s.assay", seeds: [(try? SummaryFile.bytes(of: Seeds.summary)) ?? []]
    ) { file in
        let bytes = Array(try Data(contentsOf: file))
        guard let summary = try? SummaryFile.summary(from: bytes, path: "s") else { return }
        guard summary == Seeds.summary else { throw FuzzFinding("another summary passes the checksum") }
    }

    /// The content of a summary file, behind a checksum that is right.
    static let summaryContent = FuzzTarget(
        "summary-content", fileName: "content", seeds: [Seeds.summary.canonicalBytes]
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

    /// The file of a plan, and the scan of what it names.
    static let plan = FuzzTarget(
        "plan", fileName: "plan.jsonl", seeds: [Seeds.plan],
        dictionary: ["\"files\":[", "\"range\":[0,", "\"size\":", "\"unit\":\"", "\"outcome\":", "\n", "null"]
    ) { file in
        let bytes = Array(try Data(contentsOf: file))
        guard let read = try? PlanFile(reading: bytes, path: "plan") else { return }
        let again = try PlanFile(reading: try read.bytes(), path: "plan")
        guard again.plan.units == read.plan.units else {
            throw FuzzFinding("it is another one when it was written and read again")
        }
        _ = try? PlanFile.keys(in: bytes, path: "plan")
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

    static let plan: [UInt8] = {
        let listing = CorpusDiscovery.discover(paths: ["/nonexistent"])
        let plan = ScanPlan(listing, name: "c", options: CorpusOptions(), parameters: parameters)
        return (try? PlanFile(plan, options: CorpusOptions(), directory: "/").bytes()) ?? []
    }()
}
