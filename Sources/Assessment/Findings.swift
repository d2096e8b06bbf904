internal import Estimators

/// The rules for what stands out in a report.
///
/// Each has a stable name and says its numbers.
enum Findings {
    static func all(
        _ report: CorpusReport, unreadableShare: Double, allowedUnreadableShare: Double
    ) -> [CorpusReport.Finding] {
        var findings: [CorpusReport.Finding] = []
        func add(_ id: String, _ severity: CorpusReport.Finding.Severity, _ message: String) {
            findings.append(CorpusReport.Finding(id: id, severity: severity, message: message))
        }
        let contents = report.contents
        if contents.bytes == 0 {
            add("no-text", .error, "No text was read: the figures that need some are absent.")
        }
        addInput(
            report.input, unreadableShare: unreadableShare, allowedUnreadableShare: allowedUnreadableShare, add)
        addContents(report, add)
        addRepetition(report, add)
        addEntropy(report, add)
        return findings
    }

    typealias Add = (String, CorpusReport.Finding.Severity, String) -> Void

    /// What was not read, in a report of any kind.
    static func addInput(
        _ input: CorpusReport.Input, unreadableShare: Double, allowedUnreadableShare: Double, _ add: Add
    ) {
        if let units = input.workUnits {
            add(
                "partial", .error,
                "\(units.planned - units.covered) of \(units.planned) work units are missing, so this report is partial: "
                    + "\(percent(input.coverage.value)) of the stored bytes are in it. Scan the missing parts and merge "
                    + "again.")
        } else if unreadableShare > allowedUnreadableShare {
            add(
                "unreadable", .error,
                "\(percent(unreadableShare)) of the data could not be read, more than the "
                    + "\(percent(allowedUnreadableShare)) allowed: the figures describe the rest only.")
        } else if !input.problems.isEmpty {
            add("problems", .warning, "Some data could not be read; see below. It is within the allowed share.")
        }
    }

    private static func addContents(_ report: CorpusReport, _ add: Add) {
        let contents = report.contents
        guard contents.documents > 0 else { return }
        if contents.invalidUTF8Sequences > 0 {
            let share = Double(contents.documentsWithInvalidUTF8) / Double(contents.documents)
            add(
                "invalid-utf8", share > 0.001 ? .warning : .note,
                "\(percent(share)) of documents hold invalid UTF-8; their bytes were kept. Look for text in another "
                    + "encoding.")
        }
        let empty = Double(contents.emptyDocuments) / Double(contents.documents)
        if empty > 0.01 { add("empty-documents", .warning, "\(percent(empty)) of documents are empty.") }
        if report.sample.documents > 0, report.sample.documents < UInt64(DocumentGroups.count) {
            add(
                "few-documents", .note,
                "Only \(report.sample.documents) distinct documents: estimates have no interval.")
        }
        if !report.sample.isComplete {
            add(
                "sampled", .note,
                "Estimates below were made on a sample of \(report.sample.bytes) bytes; counts are of the whole corpus."
            )
        }
    }

    private static func addRepetition(_ report: CorpusReport, _ add: Add) {
        if let unique = report.repetition.uniqueDocumentShare, unique.value < 0.95 {
            add(
                "duplicate-documents", .warning,
                "Distinct documents make up \(percent(unique.value)) of the bytes: the rest are exact copies. "
                    + "Remove them, or count them as repeats.")
        }
        if let near = report.repetition.nearDuplicateShare, near.interval?.lower ?? near.value > 0.1 {
            add(
                "near-duplicates", .warning,
                "\(percent(near.value)) of distinct documents are near duplicates of another: remove all but one of each kind, "
                    + "or look for templates.")
        }
        if let lines = report.repetition.duplicateLineShare, lines.value > 0.3 {
            add(
                "duplicate-lines", .warning,
                "\(percent(lines.value)) of line bytes repeat another line exactly: look for boilerplate and templates."
            )
        }
    }

    private static func addEntropy(_ report: CorpusReport, _ add: Add) {
        guard let entropy = report.entropy else { return }
        if report.diagnostics?.vocabulary.isTailCut == true {
            add(
                "cut-vocabulary", .note,
                "Rare words are missing: the vocabulary ends where the law of its more frequent words goes on. Text that "
                    + "was generated looks so, and so does a closed vocabulary.")
        }
        let share = entropy.remainingShare.value
        if entropy.best.perByte.value < 0.1 {
            add(
                "highly-redundant", .warning,
                "The best code needs less than 0.1 bit per byte: this text says almost nothing but how long it is.")
        } else if share > 0.97 {
            add(
                "no-regularity-found", .warning,
                "The best code needs \(percent(share)) of what the order-0 code needs: no regularity was found. Such data "
                    + "are random, encrypted, compressed, or too few.")
        } else if share < 0.15 {
            add(
                "highly-redundant", .warning,
                "The best code needs only \(percent(share)) of what the order-0 code needs: most of this text repeats "
                    + "itself.")
        }
    }

    static func percent(_ share: Double) -> String {
        let tenths = (share * 1000).rounded()
        return "\(tenths / 10) %"
    }
}
