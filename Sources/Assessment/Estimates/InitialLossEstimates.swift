internal import Estimators
internal import InformationCapacity
internal import Summaries

/// Corollary 4.1: the initial losses over bytes, and over tokens where a tokenizer was given.
enum InitialLossEstimates {
    static func all(_ summary: Summary) -> [CorpusReport.InitialLosses] {
        var all: [CorpusReport.InitialLosses] = []
        if let losses = losses(
            over: Byte.self, alphabet: "bytes", counts: summary.byteHistogram.counts, bytes: summary.counts.bytes)
        {
            all.append(losses)
        }
        if let tokenizer = summary.parameters.tokenizer,
            let losses = losses(
                over: Token.self, alphabet: tokenizer.name, counts: summary.tokenHistogram,
                bytes: summary.counts.bytes)
        {
            all.append(losses)
        }
        return all
    }

    /// The losses over one alphabet; nil for an empty corpus.
    private static func losses<Symbol: Denominator>(
        over symbol: Symbol.Type, alphabet: String, counts: [UInt64], bytes: UInt64
    ) -> CorpusReport.InitialLosses? {
        guard let symbols = SymbolCounts(counts), symbols.total > 0 else { return nil }
        let corrected = (try? CountOfCounts(counts)).flatMap { EntropyEstimator.chaoWangJost.estimate($0) }
            .map { Rate<Bits, Symbol>(Bits(converting: $0)) }
        let losses = InitialLoss<Symbol>.all(symbols, corrected: corrected).compactMap { loss in
            loss.rate.spread(from: symbols.total, over: bytes).map { (perByte: Rate<Bits, Byte>) in
                // Exact functions of exact counts; those that are no codes still do not bound anything.
                let kind: Figure.Kind =
                    loss.method.isValidCode ? .bound : .diagnostic
                let absence =
                    loss.method.isValidCode ? nil : "no interval: a function of the counts of the whole corpus"
                return CorpusReport.InitialLosses.Loss(
                    name: loss.method.name, perSymbol: Figure(loss.rate, kind: kind, intervalAbsence: absence),
                    perByte: Figure(perByte, kind: kind, intervalAbsence: absence),
                    seesData: loss.method.seesData, isValidCode: loss.method.isValidCode)
            }
        }
        return CorpusReport.InitialLosses(
            alphabet: alphabet, vocabularySize: symbols.vocabulary, losses: losses)
    }
}
