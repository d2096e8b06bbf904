internal import Corpora
public import Diagnostics
internal import Estimators
internal import InformationCapacity
internal import Tokenizers

extension NGramStudy {
    /// What the study came to; nil before the training.
    ///
    /// - Parameters:
    ///   - corpus: The corpus's name.
    ///   - version: The version of assay.
    public func report(corpus: String, version: String = AssayVersion.current) -> NGramReport? {
        guard let model else { return nil }
        return NGramReport(
            assay: version, corpus: corpus,
            tokens: options.tokenizer?.name ?? (closedVocabulary == nil ? "words" : "token ids"),
            vocabularySize: closedVocabulary.map(UInt64.init), trained: trained,
            orders: model.orders.map { order in
                NGramReport.Order(
                    ngrams: UInt64(order.ngrams),
                    discounts: [order.discounts.one, order.discounts.two, order.discounts.threeOrMore],
                    discountsAreFallback: order.discounts.areFallback)
            }, heldOut: score(under: model), notes: notes(on: model), problems: problemCount)
    }

    private func score(under model: NGramModel) -> NGramReport.HeldOut? {
        guard groups.scoredTokens > 0 else { return nil }
        // The ids that were not seen are equally likely.
        let naming = closedVocabulary.map { vocabulary in
            Bits(PortableMath.log2(Double(max(vocabulary - model.vocabularySize, 1))))
        }
        var perByte: Figure?
        if let naming, options.reading.tokenIDs == nil { perByte = groups.perByte(naming: naming) }
        let perToken = groups.perToken(naming: naming)
        return NGramReport.HeldOut(
            scored: heldOut, unknownTokens: UInt64(groups.unknownTokens), perToken: perToken, perByte: perByte,
            perplexity: PortableMath.pow(2, perToken.value), perplexityOfKnown: groups.perplexityOfKnown)
    }

    private func notes(on model: NGramModel) -> [String] {
        var notes: [String] = []
        let replaced = model.orders.indices.filter { model.orders[$0].discounts.areFallback }.map { "\($0 + 1)" }
        if !replaced.isEmpty {
            notes.append(
                "The counts look artificial: those of order \(replaced.joined(separator: ", ")) give no discounts, so fixed "
                    + "ones are used. Small, duplicated or generated text does that.")
        }
        if groups.scoredTokens == 0 {
            notes.append(
                "No text was held out, so nothing says how well the model predicts: give more text, or --test.")
        }
        if problemCount > 0 { notes.append("Some records or files could not be used: assay inspect shows them.") }
        return notes
    }

    /// The errors that reading met, the first 20 at most.
    public var readingProblems: [String] { problems.map(\.description) }

    /// Whether every file could be read to its end.
    public var readEveryFile: Bool { unreadFiles == 0 }
}
