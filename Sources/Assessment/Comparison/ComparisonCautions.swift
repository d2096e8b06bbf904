/// Where two figures of one path do not compare like with like, and why.
struct ComparisonCautions {
    private let sample: String?
    private let learning: String?
    private let tokens: String?

    init(_ first: CompareReport.Side, _ second: CompareReport.Side) {
        let (a, b) = (Double(first.sampleBytes), Double(second.sampleBytes))
        sample =
            max(a, b) > min(a, b) * (1 + ComparisonAssessment.sizeTolerance)
            ? "of \(first.sampleBytes) and \(second.sampleBytes) bytes of text: such figures change with its length"
            : nil
        learning =
            first.budget == second.budget
            ? nil
            : "after \(first.budget.map { "\($0)" } ?? "no") and \(second.budget.map { "\($0)" } ?? "no") bytes were "
                + "learnt: such figures change with n"
        tokens =
            first.provenance.tokenizer == second.provenance.tokenizer
            ? nil
            : "tokens of \(first.provenance.tokenizer ?? "no tokenizer") and of "
                + "\(second.provenance.tokenizer ?? "no tokenizer")"
    }

    /// What a reader must know of a figure; nil where the two are alike but for their corpora.
    func caution(for path: String) -> String? {
        func begins(_ prefixes: [String]) -> Bool { prefixes.contains { path.hasPrefix($0) } }
        if begins(["initialLosses.tokens", "contents.tokens"]) { return tokens }
        if begins([
            "learning.", "entropyInterval.", "diagnostics.positions", "diagnostics.halves", "diagnostics.order.",
        ]) {
            return learning ?? (begins(["diagnostics.order.mixing"]) ? sample : nil)
        }
        return begins(["entropy.", "unigramEntropies.", "diagnostics.vocabulary"]) ? sample : nil
    }
}
