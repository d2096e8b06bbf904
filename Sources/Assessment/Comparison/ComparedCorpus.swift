public import Summaries

/// A corpus to be compared: what the stream pass found, or a report that was made of it.
public struct ComparedCorpus: Sendable {
    /// The corpus's name.
    public var name: String

    /// What stands for the corpus.
    public var source: CompareReport.Source

    enum Content: Sendable {
        case summary(Summary)
        case report(CorpusReport)
    }

    let content: Content

    /// A corpus whose summary is at hand.
    ///
    /// - Parameters:
    ///   - name: What it is called in the comparison.
    ///   - summary: What the stream pass found.
    ///   - source: Whether it was read for this, or kept.
    public init(name: String, summary: Summary, source: CompareReport.Source = .summary) {
        self.name = name
        self.source = source
        content = .summary(summary)
    }

    /// A corpus of which there is a report alone: no overlap, no divergences, and what was learnt was learnt.
    ///
    /// - Parameters:
    ///   - report: Of text.
    ///   - name: By default the one in the report.
    public init(_ report: CorpusReport, name: String? = nil) {
        self.name = name ?? report.corpus
        source = .report
        content = .report(report)
    }

    /// The summary; nil where there is a report alone.
    var summary: Summary? {
        if case .summary(let summary) = content { summary } else { nil }
    }

    /// The report; nil where it is still to be made.
    var report: CorpusReport? {
        if case .report(let report) = content { report } else { nil }
    }

    /// Whether the corpus is of token ids.
    var holdsTokenIDs: Bool { summary?.parameters.holdsTokenIDs ?? false }
}

/// The report of a compared corpus, of either kind.
enum ComparedReport: Sendable {
    case text(CorpusReport, LearntCurves? = nil)
    case tokens(TokenReport)

    var figures: FigurePaths {
        switch self {
        case .text(let report, _): report.figures
        case .tokens(let report): report.figures
        }
    }

    /// Joint resamples of figures by their paths; empty where nothing was learnt for this comparison.
    func replicates() -> [String: [Double]] {
        if case .text(_, let curves?) = self { curves.replicates() } else { [:] }
    }

    /// The side of a comparison.
    func side(_ corpus: ComparedCorpus) -> CompareReport.Side {
        switch self {
        case .text(let report, _):
            CompareReport.Side(
                name: corpus.name, source: corpus.source, documents: report.contents.documents,
                bytes: report.contents.bytes, tokens: report.contents.tokens, sampleBytes: report.sample.bytes,
                budget: report.learning?.budget, provenance: report.provenance, findings: report.findings,
                isTrustworthy: report.isTrustworthy)
        case .tokens(let report):
            CompareReport.Side(
                name: corpus.name, source: corpus.source, documents: report.contents.documents, bytes: nil,
                tokens: report.contents.tokens, sampleBytes: report.sample.tokens * report.sample.bytesPerToken,
                budget: nil, provenance: report.provenance, findings: report.findings,
                isTrustworthy: report.isTrustworthy)
        }
    }
}
