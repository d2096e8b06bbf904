internal import Estimators

/// What a ranking must not be read without.
enum RankFindings {
    /// From this share of L* on, adaptation inside documents is worth so much that σ alone misorders.
    static let localShare = 0.4

    /// Findings about the ranking as a whole.
    static func all(_ report: RankReport, unusableTargets: [String]) -> [CorpusReport.Finding] {
        var findings: [CorpusReport.Finding] = []
        func add(_ id: String, _ severity: CorpusReport.Finding.Severity, _ message: String) {
            findings.append(CorpusReport.Finding(id: id, severity: severity, message: message))
        }
        for candidate in report.candidates where candidate.bytes == 0 {
            add("no-text", .error, "\(candidate.name): no text was read.")
        }
        for name in unusableTargets {
            add("no-target", .warning, "\(name): no document can be held out of this target, so it is left out.")
        }
        let local = report.candidates.filter { candidate in
            guard let gain = candidate.inDocumentGain?.value, let loss = candidate.entropy?.value else { return false }
            return loss < 3 && gain > localShare * loss
        }
        if !local.isEmpty, report.criterion == .structure {
            add(
                "local-structure", .warning,
                "\(names(local)): source code, or other documents with much structure of their own, which σ does not "
                    + "count: σ alone misorders them. Use --target.")
        }
        for candidate in report.candidates {
            for transfer in candidate.transfers where transfer.sharedDocuments > 0 {
                add(
                    "shared-documents", .warning,
                    "\(candidate.name) holds \(transfer.sharedDocuments) of the sampled documents of the target "
                        + "\(transfer.target): T measures memory there.")
            }
        }
        let short = report.candidates.filter { $0.bytes > 0 && $0.learntBytes < report.budget }
        if !short.isEmpty {
            add(
                "short", .note,
                "\(names(short)): fewer bytes than n = \(report.budget) to learn from. S is divided by n all the same.")
        }
        let few = report.candidates.filter { $0.heldOutDocuments < UInt64(Figure.leastDocuments) && $0.bytes > 0 }
        if !few.isEmpty {
            add(
                "few-documents", .note,
                "\(names(few)): fewer than \(Figure.leastDocuments) documents are held out, so that figures have no "
                    + "interval and comparisons are rough.")
        }
        addChanges(report, add)
        return findings
    }

    /// Pairs that are told apart at n, and stood the other way round before.
    private static func addChanges(_ report: RankReport, _ add: Findings.Add) {
        guard report.criterion == .structure else { return }
        let byName = Dictionary(report.candidates.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let changed = report.comparisons.filter { pair in
            guard !pair.isTie, let first = byName[pair.first]?.levels.last?.structureRate,
                let second = byName[pair.second]?.levels.last?.structureRate
            else { return false }
            return (first.interval?.upper ?? first.value) < (second.interval?.lower ?? second.value)
        }
        guard let pair = changed.first else { return }
        add(
            "order-changes", .note,
            "\(pair.first) is above \(pair.second) at n and below it at n/16"
                + (changed.count > 1 ? ", and so are \(changed.count - 1) other pairs" : "")
                + ": which is better depends on how much is read.")
    }

    /// What could not be read of a candidate.
    static func input(
        _ input: CorpusReport.Input, unreadableShare: Double, allowedUnreadableShare: Double
    ) -> [CorpusReport.Finding] {
        var findings: [CorpusReport.Finding] = []
        Findings.addInput(
            input, unreadableShare: unreadableShare, allowedUnreadableShare: allowedUnreadableShare
        ) { findings.append(CorpusReport.Finding(id: $0, severity: $1, message: $2)) }
        return findings
    }

    private static func names(_ candidates: [RankReport.Candidate]) -> String {
        candidates.map(\.name).joined(separator: ", ")
    }
}
