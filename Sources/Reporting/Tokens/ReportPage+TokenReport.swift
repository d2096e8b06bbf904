internal import Assessment

extension ReportPage {
    /// What `assay scan` shows of a corpus of token ids.
    init(_ report: TokenReport) {
        title =
            "\(report.corpus): \(NumberText.grouped(report.contents.tokens)) tokens in "
            + "\(NumberText.grouped(report.contents.documents)) documents"
        sections.append(Self.corpusFindings(report.findings))
        sections.append(Self.input(report.input))
        sections.append(Self.contents(report))
        sections.append(Self.repetition(report.repetition))
        if !report.initialLosses.isEmpty { sections.append(Self.initialLosses(report.initialLosses)) }
        if let entropy = report.entropy { sections.append(Self.codeLengths(entropy, report.sample)) }
        if !report.unigramEntropies.isEmpty { sections.append(Self.unigrams(report.unigramEntropies)) }
        sections.append(
            Section(
                title: "Not in this report",
                blocks: [.sentences(report.missing.map { Sentence(mark: "·", text: "\($0.figures): \($0.reason).") })],
                meaning: ""))
        sections.append(Self.provenance(report.provenance))
    }

    private static func contents(_ report: TokenReport) -> Section {
        let contents = report.contents
        let histogram = report.histogram
        var facts = [
            Fact(
                label: "tokens", value: NumberText.grouped(contents.tokens),
                remark: "of a vocabulary of \(NumberText.grouped(contents.vocabularySize)), as given"),
            Fact(
                label: "documents", value: NumberText.grouped(contents.documents),
                remark: contents.documents == 0
                    ? "" : NumberText.fixed(Double(contents.tokens) / Double(contents.documents), 1) + " tokens each"),
        ]
        if let end = contents.endOfDocument, let ended = contents.documentsEnded {
            facts.append(
                Fact(
                    label: "ended", value: NumberText.grouped(ended),
                    remark: "of them by the id \(end), their last token"))
        }
        facts.append(
            Fact(
                label: "ids in use", value: NumberText.grouped(histogram.used),
                remark:
                    "\(NumberText.percent(Double(histogram.used) / Double(contents.vocabularySize))) of the vocabulary"
                    + (histogram.greatest.map { ", the greatest is \($0)" } ?? "")))
        facts.append(Fact(label: "ids met once", value: NumberText.grouped(histogram.once)))
        let bars = histogram.mostFrequent.map { entry in
            Bar(
                label: "id \(entry.id)",
                value: NumberText.percent(Double(entry.count) / Double(max(contents.tokens, 1))),
                share: Double(entry.count) / Double(histogram.mostFrequent.first?.count ?? 1))
        }
        return Section(
            title: "Contents", blocks: [.facts(facts)] + (bars.isEmpty ? [] : [.bars(bars)]),
            meaning: "Counted over the whole corpus; a document longer than "
                + "\(NumberText.grouped(UInt64(report.provenance.gridBytes) / report.sample.bytesPerToken)) tokens is several."
        )
    }

    private static func repetition(_ repetition: TokenReport.Repetition) -> Section {
        var facts: [Fact] = []
        if let unique = repetition.uniqueTokenShare {
            facts.append(
                Fact(
                    label: "unique share u", value: NumberText.percent(unique.value),
                    remark: "of tokens, every distinct document once" + intervalRemark(unique)))
        }
        if let duplicates = repetition.duplicateDocumentShare {
            facts.append(
                Fact(
                    label: "duplicate documents", value: NumberText.percent(duplicates.value),
                    remark: "of documents repeat another exactly" + intervalRemark(duplicates)))
        }
        if let effective = repetition.effectiveTokens {
            facts.append(
                Fact(
                    label: "effective tokens", value: NumberText.grouped(UInt64(effective.value)),
                    remark: "what repeated tokens are worth: D_eff, R* = 15.4" + intervalRemark(effective)))
        }
        return Section(
            title: "Repetition", blocks: [.facts(facts)],
            meaning: "Exact copies only. Repeats teach less each time: D_eff is the fresh data that equals this corpus."
        )
    }

    private static func initialLosses(_ losses: [TokenReport.Loss]) -> Section {
        let rows = losses.map { loss in
            [
                (loss.isValidCode ? "▲ " : "◇ ") + loss.name, NumberText.fixed(loss.perToken.value, 4),
                loss.seesData ? "yes" : "no",
            ]
        }
        return Section(
            title: "Initial loss over token ids (Corollary 4.1)",
            blocks: [.table(header: ["", "bit/token", "reads data"], rows: rows)],
            meaning:
                "What an untrained model pays. The last is the order-0 code that learns as it goes, over the whole "
                + "corpus.")
    }

    private static func codeLengths(_ entropy: TokenReport.Entropy, _ sample: TokenReport.Sample) -> Section {
        let rows = entropy.codeLengths.map { code in
            ["▲ " + code.code, NumberText.fixed(code.perToken.value, 4), intervalCell(code.perToken)]
        }
        let facts = [
            Fact(
                label: "▲ mixture of all", value: NumberText.fixed(entropy.mixture.perToken.value, 4) + " bit/token",
                remark: "\(NumberText.fixed(entropy.mixtureOverhead.value, 1)) bits above \(entropy.best.code)"
                    + intervalRemark(entropy.mixture.perToken)),
            Fact(
                label: "saved against order-0", value: NumberText.fixed(entropy.saved.value, 4) + " bit/token",
                remark: "regularity that these codes found; more may be there"),
            Fact(
                label: "still to be paid", value: NumberText.percent(entropy.remainingShare.value),
                remark: "of order-0: noise, and what these codes could not learn"),
        ]
        let extent =
            sample.isComplete
            ? "All \(NumberText.grouped(sample.tokens)) tokens of distinct documents were encoded"
            : "Encoded: a sample of \(NumberText.grouped(sample.tokens)) tokens in "
                + "\(NumberText.grouped(sample.documents)) documents, drawn by content"
        return Section(
            title: "Code lengths of the sample: upper bounds ▲",
            blocks: [.table(header: ["valid codes", "bit/token", "95 % interval"], rows: rows), .facts(facts)],
            meaning: extent
                + ", \(sample.bytesPerToken) bytes for each, little-endian. Byte-wise codes see ids badly: the entropy of "
                + "these tokens is at most the mixture's length, and a language model needs far less.")
    }

    private static func unigrams(_ entropies: [CorpusReport.NamedFigure]) -> Section {
        let rows = entropies.map {
            ["◇ " + $0.name, NumberText.fixed($0.figure.value, 4), intervalCell($0.figure)]
        }
        return Section(
            title: "Entropy of token ids, order 0: diagnostics ◇",
            blocks: [.table(header: ["", "bit/token", "95 % interval"], rows: rows)],
            meaning:
                "Of the sample. The plug-in misses ids not seen yet; the corrections disagree where it is too small.")
    }
}
