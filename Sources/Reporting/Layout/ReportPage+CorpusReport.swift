internal import Assessment

extension ReportPage {
    /// What `assay scan` shows of a corpus, in the order in which an engineer asks.
    init(_ report: CorpusReport) {
        title =
            "\(report.corpus): \(NumberText.grouped(report.contents.bytes)) bytes of text in "
            + "\(NumberText.grouped(report.contents.documents)) documents"
        sections.append(Self.corpusFindings(report.findings))
        sections.append(Self.input(report.input))
        sections.append(Self.contents(report))
        sections.append(Self.repetition(report))
        for losses in report.initialLosses { sections.append(Self.initialLosses(losses)) }
        if let interval = report.entropyInterval { sections.append(Self.entropyInterval(interval)) }
        if let entropy = report.entropy {
            sections.append(Self.codeLengths(entropy, sample: report.sample))
            if let ngrams = report.ngrams, !ngrams.isEmpty { sections.append(Self.ngrams(ngrams)) }
            if let learning = report.learning { sections += Self.learning(learning) }
            if let diagnostics = report.diagnostics { sections += Self.diagnostics(diagnostics) }
            if !entropy.redundancyByWindow.isEmpty { sections.append(Self.windows(entropy)) }
            if !entropy.conditionalEntropies.isEmpty { sections.append(Self.conditional(entropy)) }
            if !entropy.wordEntropies.isEmpty { sections.append(Self.words(entropy)) }
        }
        if let surprise = report.surprise { sections.append(Self.surprise(surprise)) }
        sections.append(Self.provenance(report.provenance))
    }

    static func corpusFindings(_ findings: [CorpusReport.Finding]) -> Section {
        var sentences = findings.map { finding in
            switch finding.severity {
            case .note: Sentence(mark: "·", text: finding.message)
            case .warning: Sentence(mark: "!", text: finding.message, tone: .warning)
            case .error: Sentence(mark: "✗", text: finding.message, tone: .bad)
            }
        }
        if sentences.isEmpty { sentences = [Sentence(mark: "✓", text: "nothing stands out", tone: .good)] }
        return Section(title: "Findings", blocks: [.sentences(sentences)], meaning: "")
    }

    static func input(_ input: CorpusReport.Input) -> Section {
        var facts = input.formats.map { format in
            Fact(
                label: ([format.format] + format.compression.reversed()).joined(separator: " in ")
                    + (format.encoding.map { ", \($0)" } ?? ""),
                value: "\(NumberText.grouped(format.files)) file\(format.files == 1 ? "" : "s")",
                remark: format.textField.map { "text field: \($0)" } ?? "")
        }
        facts.append(
            Fact(
                label: "stored size", value: NumberText.grouped(input.storedBytes) + " bytes",
                remark: "\(NumberText.percent(input.coverage.value)) of it read without failure"))
        if let units = input.workUnits {
            facts.append(
                Fact(
                    label: "work units", value: NumberText.grouped(units.covered),
                    remark: "of \(NumberText.grouped(units.planned)): the report is partial"))
        }
        if let records = input.records {
            facts.append(
                Fact(
                    label: "records", value: NumberText.grouped(records.records),
                    remark:
                        "\(NumberText.grouped(records.textBytes)) bytes of text in \(NumberText.grouped(records.bytes)); "
                        + "\(NumberText.percent(records.overhead.value)) is keys, markup and other fields"))
        }
        if input.replacedCharacters > 0 {
            facts.append(
                Fact(
                    label: "replaced", value: NumberText.grouped(input.replacedCharacters),
                    remark: "U+FFFD for what encodes no character, in files that were converted to UTF-8"))
        }
        for group in input.leftOut {
            facts.append(
                Fact(
                    label: "left out", value: "\(NumberText.grouped(group.files))",
                    remark: ([group.reason] + (group.examples.isEmpty ? [] : [group.examples.joined(separator: ", ")]))
                        .joined(separator: ": ")
                        + (group.files > UInt64(group.examples.count) && !group.examples.isEmpty ? ", …" : "")))
        }
        var section = Section(
            title: "What was read", blocks: [.facts(facts)],
            meaning: "Formats are recognised by content. Everything below is about the text that was read.")
        let problems = input.problems.flatMap { problem -> [Sentence] in
            let head = Sentence(
                mark: "✗", text: "\(problem.code): \(NumberText.grouped(problem.count))", tone: .bad)
            let examples = problem.examples.prefix(3).map { example -> Sentence in
                var place = example.path ?? ""
                if let member = example.member { place += " » \(member)" }
                if let line = example.line { place += ":\(line)" }
                if let row = example.row { place += " (row \(row))" }
                if let byte = example.byte { place += " (byte \(byte))" }
                return Sentence(mark: " ", text: (place.isEmpty ? "" : place + ": ") + example.message)
            }
            return [head] + examples
        }
        if !problems.isEmpty { section.blocks.append(.sentences(problems)) }
        return section
    }

    private static func contents(_ report: CorpusReport) -> Section {
        let contents = report.contents
        func per(_ a: UInt64, _ b: UInt64) -> String { b == 0 ? "–" : NumberText.fixed(Double(a) / Double(b), 2) }
        var facts = [
            Fact(
                label: "documents", value: NumberText.grouped(contents.documents),
                remark: medianLength(contents.documentLengths)),
            Fact(label: "bytes", value: NumberText.grouped(contents.bytes)),
            Fact(
                label: "scalars", value: NumberText.grouped(contents.scalars),
                remark: per(contents.bytes, contents.scalars) + " bytes each"),
            Fact(
                label: "words", value: NumberText.grouped(contents.words),
                remark: per(contents.bytes, contents.words) + " bytes each, space between them included"),
            Fact(label: "lines", value: NumberText.grouped(contents.lines), remark: "blank lines not counted"),
        ]
        if let tokens = contents.tokens {
            facts.append(
                Fact(
                    label: "tokens", value: NumberText.grouped(tokens),
                    remark: per(contents.bytes, tokens) + " bytes each, " + (report.provenance.tokenizer ?? "")))
        }
        facts.append(
            Fact(
                label: "invalid UTF-8", value: NumberText.grouped(contents.invalidUTF8Sequences),
                remark: contents.invalidUTF8Sequences == 0
                    ? "" : "sequences, in \(NumberText.grouped(contents.documentsWithInvalidUTF8)) documents; kept"))
        return Section(
            title: "Contents",
            blocks: [.facts(facts)]
                + (lengthChart(contents.documentLengths).map { [.drawing($0, otherwise: [])] } ?? []),
            meaning: "Counted over the whole corpus; a text longer than "
                + "\(NumberText.binarySize(UInt64(report.provenance.gridBytes))) is several documents.")
    }

    /// The class of lengths in which the median document lies.
    private static func medianLength(_ histogram: [UInt64]) -> String {
        let total = histogram.reduce(0, +)
        guard total > 0 else { return "" }
        var seen: UInt64 = 0
        for (digits, count) in histogram.enumerated() {
            seen += count
            if seen * 2 >= total {
                if digits == 0 { return "median length 0 bytes" }
                let low = UInt64(1) << UInt64(digits - 1)
                return "median length \(NumberText.grouped(low))–\(NumberText.grouped(low + (low - 1))) bytes"
            }
        }
        return ""
    }

    private static func repetition(_ report: CorpusReport) -> Section {
        let repetition = report.repetition
        var facts: [Fact] = []
        func add(_ label: String, _ figure: Figure?, _ remark: String) {
            guard let figure else { return }
            let value =
                figure.unit == "byte" ? NumberText.grouped(UInt64(figure.value)) : NumberText.percent(figure.value)
            facts.append(Fact(label: label, value: value, remark: remark + intervalRemark(figure)))
        }
        add("unique share u", repetition.uniqueDocumentShare, "of bytes, every distinct document once")
        add("duplicate documents", repetition.duplicateDocumentShare, "of documents repeat another exactly")
        add(
            "near duplicates", repetition.nearDuplicateShare,
            "of distinct documents are like another, Jaccard 0.8 or more")
        add("duplicate lines", repetition.duplicateLineShare, "of line bytes repeat another line exactly")
        add("effective bytes", repetition.effectiveBytes, "what repeated bytes are worth: D_eff, R* = 15.4")
        return Section(
            title: "Repetition", blocks: [.facts(facts)],
            meaning:
                "u and D_eff count exact copies only. Repeats teach less each time: D_eff is the fresh data that equals this corpus."
        )
    }

    private static func initialLosses(_ losses: CorpusReport.InitialLosses) -> Section {
        let isBytes = losses.alphabet == "bytes"
        let rows = losses.losses.map { loss in
            [
                (loss.isValidCode ? "▲ " : "◇ ") + loss.name,
                NumberText.fixed(loss.perByte.value, 4),
            ] + (isBytes ? [] : [NumberText.fixed(loss.perSymbol.value, 4)]) + [loss.seesData ? "yes" : "no"]
        }
        return Section(
            title: "Initial loss over \(losses.alphabet) (Corollary 4.1)",
            blocks: [
                .table(header: ["", "bit/byte"] + (isBytes ? [] : ["bit/token"]) + ["reads data"], rows: rows)
            ],
            meaning: "What an untrained model pays. H is the last: the order-0 code that learns as it goes, and the "
                + "baseline of every saving below.")
    }

    private static func codeLengths(_ entropy: CorpusReport.Entropy, sample: CorpusReport.Sample) -> Section {
        let rows = entropy.codeLengths.map { code in
            ["▲ " + code.code, NumberText.fixed(code.perByte.value, 4), intervalCell(code.perByte)]
        }
        let facts = [
            Fact(
                label: "▲ mixture of all", value: NumberText.fixed(entropy.mixture.perByte.value, 4) + " bit/byte",
                remark: "\(NumberText.fixed(entropy.mixtureOverhead.value, 1)) bits above \(entropy.best.code)"
                    + intervalRemark(entropy.mixture.perByte)),
            Fact(
                label: "saved against H", value: NumberText.fixed(entropy.saved.value, 4) + " bit/byte",
                remark: "regularity that these codes found; more may be there"),
            Fact(
                label: "still to be paid", value: NumberText.percent(entropy.remainingShare.value),
                remark: "of H: noise, and what these codes could not learn"),
        ]
        let extent =
            sample.isComplete
            ? "All \(NumberText.grouped(sample.bytes)) bytes of distinct documents were encoded."
            : "Encoded: a sample of \(NumberText.grouped(sample.bytes)) bytes in \(NumberText.grouped(sample.documents)) "
                + "documents, drawn by content."
        return Section(
            title: "Code lengths of the sample: upper bounds ▲",
            blocks: [.table(header: ["valid codes", "bit/byte", "95 % interval"], rows: rows), .facts(facts)],
            meaning: extent
                + " In the corpus's own order, headers included. The entropy of this text is at most the mixture's length; a "
                + "language model finds more and needs less.")
    }

    private static func windows(_ entropy: CorpusReport.Entropy) -> Section {
        let most = entropy.redundancyByWindow.map(\.perByte.value).max() ?? 1
        return Section(
            title: "Redundancy by window",
            blocks: [
                .drawing(
                    windowChart(entropy.redundancyByWindow),
                    otherwise: [
                        .bars(
                            entropy.redundancyByWindow.map { point in
                                Bar(
                                    label: NumberText.binarySize(point.windowBytes),
                                    value: "▲ " + NumberText.fixed(point.perByte.value, 4) + " bit/byte",
                                    share: most > 0 ? point.perByte.value / most : 0)
                            })
                    ])
            ],
            meaning:
                "One coder, looking back further and further. A step down at a window is repetition at that distance.")
    }

    private static func conditional(_ entropy: CorpusReport.Entropy) -> Section {
        let rows = entropy.conditionalEntropies.map { point in
            [
                "◇ after \(point.order - 1) byte\(point.order == 2 ? "" : "s")",
                NumberText.fixed(point.corrected.value, 4), intervalCell(point.corrected),
                NumberText.fixed(point.plugIn.value, 4), NumberText.percent(point.coverage.value),
                point.isUsable ? "yes" : "no",
            ]
        }
        return Section(
            title: "Conditional entropy of a byte: diagnostics ◇",
            blocks: [
                .drawing(conditionalChart(entropy.conditionalEntropies), otherwise: []),
                .table(
                    header: ["", "bit/byte", "95 % interval", "plug-in", "coverage", "usable"], rows: rows),
            ],
            meaning: "How fast context helps. Never a bound: past the usable orders it falls because data run out.")
    }

    private static func words(_ entropy: CorpusReport.Entropy) -> Section {
        let rows = entropy.wordEntropies.map {
            ["◇ " + $0.name, NumberText.fixed($0.figure.value, 4), intervalCell($0.figure)]
        }
        return Section(
            title: "Entropy of words, order 0: diagnostics ◇",
            blocks: [.table(header: ["", "bit/word", "95 % interval"], rows: rows)],
            meaning: "The plug-in misses words not seen yet; the corrections disagree where the sample is too small.")
    }

    static func provenance(_ provenance: CorpusReport.Provenance) -> Section {
        let libraries = provenance.libraries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return Section(
            title: "Made by",
            blocks: [
                .facts([
                    Fact(label: "assay", value: provenance.assay, remark: libraries.joined(separator: ", ")),
                    Fact(label: "parameters", value: String(provenance.parametersFingerprint.prefix(16))),
                ])
            ],
            meaning:
                "▲ bound  ◇ diagnostic  ▽ extrapolation: never averaged with each other. No text here was judged. The JSON "
                + "form names the method, the settings and the n of every group of figures.")
    }

    static func intervalRemark(_ figure: Figure) -> String {
        guard let interval = figure.interval else { return "" }
        let text: (Double) -> String = { value in
            switch figure.unit {
            case "1": NumberText.percent(value)
            case "byte", "token": NumberText.grouped(UInt64(max(value, 0)))
            default: NumberText.fixed(value, 4)
            }
        }
        return " [\(text(interval.lower)), \(text(interval.upper))]"
    }

    static func intervalCell(_ figure: Figure) -> String {
        if let interval = figure.interval {
            return "[\(NumberText.fixed(interval.lower, 4)), \(NumberText.fixed(interval.upper, 4))]"
        }
        return figure.intervalAbsence == nil ? "exact" : "none"
    }
}
