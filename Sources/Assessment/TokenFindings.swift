internal import Estimators

/// The rules for what stands out in a report on token ids.
enum TokenFindings {
    static func all(
        _ report: TokenReport, unreadableShare: Double, allowedUnreadableShare: Double
    ) -> [CorpusReport.Finding] {
        var findings: [CorpusReport.Finding] = []
        func add(_ id: String, _ severity: CorpusReport.Finding.Severity, _ message: String) {
            findings.append(CorpusReport.Finding(id: id, severity: severity, message: message))
        }
        let contents = report.contents
        if contents.tokens == 0 {
            add("no-tokens", .error, "No id of the vocabulary was read: the figures that need some are absent.")
        }
        Findings.addInput(
            report.input, unreadableShare: unreadableShare, allowedUnreadableShare: allowedUnreadableShare, add)
        guard contents.tokens > 0 else { return findings }
        if let end = contents.endOfDocument, contents.documentsEnded == 0 {
            add(
                "no-end-of-document", .warning,
                "The id \(end), which is said to end documents, ends none: look for the right one among the most frequent "
                    + "ids.")
        }
        if let greatest = report.histogram.greatest, greatest + 1 < contents.vocabularySize {
            add(
                "unused-ids", .note,
                "\(contents.vocabularySize - report.histogram.used) of the vocabulary's ids do not occur; the greatest that "
                    + "does is \(greatest).")
        }
        if report.sample.documents < UInt64(DocumentGroups.count) {
            add(
                "few-documents", .note,
                "Only \(report.sample.documents) distinct documents: estimates have no interval.")
        }
        if !report.sample.isComplete {
            add(
                "sampled", .note,
                "Estimates below were made on a sample of \(report.sample.tokens) tokens; counts are of the whole corpus."
            )
        }
        if let unique = report.repetition.uniqueTokenShare, unique.value < 0.95 {
            add(
                "duplicate-documents", .warning,
                "Distinct documents make up \(Findings.percent(unique.value)) of the tokens: the rest are exact copies. Remove them, "
                    + "or count them as repeats.")
        }
        if let share = report.entropy?.remainingShare.value, share > 0.97 {
            add(
                "no-regularity-found", .warning,
                "The best code needs \(Findings.percent(share)) of what the order-0 code needs: no regularity was found. Such ids are "
                    + "random, shuffled, of another width than said, or too few.")
        } else if let share = report.entropy?.remainingShare.value, share < 0.15 {
            add(
                "highly-redundant", .warning,
                "The best code needs only \(Findings.percent(share)) of what the order-0 code needs: most of these ids repeat "
                    + "themselves.")
        }
        return findings
    }
}
