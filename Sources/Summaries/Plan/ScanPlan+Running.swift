public import Corpora
public import Tokenizers

extension ScanPlan {
    /// Scans some of the plan's units into one summary, which says that it covers them.
    ///
    /// - Parameters:
    ///   - units: The units; nil is all that are at hand.
    ///   - options: The options that the plan was made with.
    ///   - tokenizer: That of the parameters.
    ///   - threads: How many threads share the work; the result does not depend on it.
    ///   - progress: Is told the stored bytes read so far, from any thread.
    public func summary(
        of units: [Unit]? = nil, options: CorpusOptions = CorpusOptions(), tokenizer: (any Tokenizer)? = nil,
        threads: Int = Processors.count,
        progress: (@Sendable (UInt64) -> Void)? = nil
    ) async -> Summary {
        let units = units ?? self.units
        let scan = CorpusScan(
            units: units.compactMap(\.work), options: options, parameters: parameters, tokenizer: tokenizer,
            threads: threads, progress: progress)
        var summary = await scan.run()
        // Neither covers anything yet, and the parameters are the same by construction.
        if units.contains(where: { $0.work == nil }) { _ = try? summary.merge(outcome) }
        summary.coverage = Coverage(identity, units: units.map(\.key))
        return summary
    }
}
