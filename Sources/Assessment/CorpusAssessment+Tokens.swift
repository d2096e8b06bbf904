internal import Corpora
internal import Diagnostics
internal import Estimators
internal import InformationCapacity
internal import Summaries

extension CorpusAssessment {
    /// Makes the report of a corpus of token ids.
    ///
    /// - Throws: An `AssayError` where an estimator cannot run: out of memory.
    /// - Complexity: Set by the sample's budget, not by the corpus.
    public func tokenReport() async throws -> TokenReport {
        let endOfDocument = summary.parameters.endOfDocument
        let width = summary.parameters.bytesPerID
        let text = SampleText(summary.sample, limit: sampleLimit)
        let vocabularySize = summary.parameters.tokenizer?.vocabularySize ?? 1
        let estimates = try await TokenEstimates(
            text: text, width: width, vocabularySize: vocabularySize, threads: threads,
            usesPredictor: learningBudget != nil
        ).run()
        let input = describeInput()
        var report = TokenReport(
            corpus: name, provenance: tokenProvenance(estimates?.provenance ?? []), input: input,
            contents: TokenReport.Contents(
                documents: summary.counts.documents, emptyDocuments: summary.counts.emptyDocuments,
                tokens: summary.counts.tokens, vocabularySize: UInt64(vocabularySize),
                endOfDocument: endOfDocument.map { UInt64($0) },
                documentsEnded: endOfDocument.map { summary.tokenHistogram[$0] },
                documentLengths: summary.lengthHistogram),
            histogram: Self.histogram(summary.tokenHistogram), repetition: tokenRepetition(width: width),
            initialLosses: initialTokenLosses(),
            sample: TokenReport.Sample(
                documents: UInt64(text.documents), tokens: UInt64(text.bytes.count / width),
                bytesPerToken: UInt64(width), budget: UInt64(summary.sample.budget), isComplete: text.isComplete),
            unigramEntropies: estimates?.unigramEntropies ?? [], entropy: estimates?.entropy,
            missing: missing(estimates), findings: [], isTrustworthy: true)
        let unreadable = unreadableShare(coverage: input.coverage.value)
        report.isTrustworthy =
            unreadable <= allowedUnreadableShare && report.contents.tokens > 0
            && summary.input.undiscoverable == 0 && input.workUnits == nil
        report.findings = TokenFindings.all(
            report, unreadableShare: unreadable, allowedUnreadableShare: allowedUnreadableShare)
        return report
    }

    private static func histogram(_ counts: [UInt64]) -> TokenReport.Histogram {
        let used = counts.indices.filter { counts[$0] > 0 }
        return TokenReport.Histogram(
            used: UInt64(used.count), once: UInt64(used.count { counts[$0] == 1 }),
            greatest: used.last.map { UInt64($0) },
            mostFrequent: used.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(10).map {
                TokenReport.Histogram.Count(id: UInt64($0), count: counts[$0])
            })
    }

    private func tokenRepetition(width: Int) -> TokenReport.Repetition {
        let repetition = RepetitionEstimates.all(summary)
        var effective = repetition.effectiveBytes
        effective?.unit = "token"
        effective?.value /= Double(width)
        effective?.interval?.lower /= Double(width)
        effective?.interval?.upper /= Double(width)
        return TokenReport.Repetition(
            uniqueTokenShare: repetition.uniqueDocumentShare,
            duplicateDocumentShare: repetition.duplicateDocumentShare, effectiveTokens: effective,
            documentSpectrum: repetition.documentSpectrum)
    }

    private func initialTokenLosses() -> [TokenReport.Loss] {
        let counts = summary.tokenHistogram
        guard let symbols = SymbolCounts(counts), symbols.total > 0 else { return [] }
        let corrected = (try? CountOfCounts(counts)).flatMap { EntropyEstimator.chaoWangJost.estimate($0) }
            .map { Rate<Bits, Token>(Bits(converting: $0)) }
        return InitialLoss<Token>.all(symbols, corrected: corrected).map { loss in
            TokenReport.Loss(
                name: loss.method.name,
                perToken: Figure(
                    loss.rate, kind: loss.method.isValidCode ? .bound : .diagnostic,
                    intervalAbsence: loss.method.isValidCode
                        ? nil : "no interval: a function of the counts of the whole corpus"),
                seesData: loss.method.seesData, isValidCode: loss.method.isValidCode)
        }
    }

    private func tokenProvenance(_ estimates: [CorpusReport.Estimate]) -> CorpusReport.Provenance {
        CorpusReport.Provenance(
            assay: version,
            libraries: [
                "libzstd": CompressionSettings.zstd(level: 1).libraryVersion,
                "liblzma": CompressionSettings.xz(preset: 1).libraryVersion,
            ],
            parametersFingerprint: summary.parameters.fingerprint.hexadecimal,
            gridBytes: TokenIdOptions.grid * summary.parameters.bytesPerID, tokenizer: nil,
            estimates: [
                CorpusReport.Estimate(
                    figures: "contents, histogram, repetition, initialLosses",
                    method: "counts and sketches of the whole corpus", bytes: summary.counts.bytes,
                    documents: summary.counts.documents)
            ] + estimates)
    }

    /// What a report on text has and this one cannot, by its names there.
    private func missing(_ estimates: TokenEstimates.Result?) -> [TokenReport.Missing] {
        let unknown = "the corpus holds token ids, and the bytes of text that they stand for are not known"
        var missing = [
            TokenReport.Missing(
                figures:
                    "contents.bytes, contents.scalars, contents.words, contents.lines, contents.invalidUTF8Sequences",
                reason: unknown),
            TokenReport.Missing(figures: "every rate per byte, scalar or word", reason: unknown),
            TokenReport.Missing(
                figures: "repetition.duplicateLineShare, repetition.lineSpectrum", reason: "ids have no lines"),
            TokenReport.Missing(
                figures: "entropy.redundancyByWindow, entropy.conditionalEntropies, entropy.wordEntropies",
                reason: "they are of bytes and words of text"),
            TokenReport.Missing(
                figures: "learning, entropyInterval",
                reason:
                    "the learned predictor knows bytes of text: over ids it is a valid code, and what it learns of them "
                    + "is no measure of what there is to learn"),
            TokenReport.Missing(figures: "diagnostics", reason: "they rest on bytes of text, on words, or on learning"),
        ]
        if learningBudget == nil {
            missing.append(
                TokenReport.Missing(
                    figures: "entropy.codeLengths of the learned predictor", reason: "left out as --quick says"))
        }
        if estimates == nil {
            missing.append(
                TokenReport.Missing(figures: "unigramEntropies, entropy", reason: "no id of the vocabulary was read"))
        }
        return missing
    }
}
