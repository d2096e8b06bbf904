public import Corpora
public import Diagnostics
public import Tokenizers

extension Summary {
    /// Reads a corpus once: finds the files below some paths, recognises their formats, and summarises what is in them.
    ///
    /// All paths together are one corpus. What cannot be found or read is an error in the summary (``errorCounts``,
    /// ``errorExamples``), and the rest is read; a corpus without text gives a summary without documents. The same corpus
    /// and options give equal summaries, whatever the order of paths and the number of threads.
    ///
    /// ```swift
    /// let summary = try await Summary(scanning: ["corpora/web"])
    /// ```
    ///
    /// - Parameters:
    ///   - paths: Files and folders.
    ///   - name: What the corpus is called; nil takes the last components of the paths.
    ///   - selection: Which of the files are read.
    ///   - options: How they are read: format, text field, longest record, token ids.
    ///   - sampleBytes: How many bytes of documents are kept for the costly estimates, at least 64 KiB.
    ///   - keys: How many distinct documents, and lines, are counted exactly; 48 bytes of memory each.
    ///   - tokenizer: Counts tokens when present.
    ///   - threads: How many threads share the work.
    ///   - progress: Is told the stored bytes read so far, from any thread.
    /// - Throws: `no-such-file` where one of the paths does not exist.
    /// - Complexity: O(decoded bytes); memory O(`sampleBytes` + `keys`) for each thread, whatever the size of the corpus.
    public init(
        scanning paths: [String], name: String? = nil, selection: CorpusSelection = CorpusSelection(),
        options: CorpusOptions = CorpusOptions(), sampleBytes: Int = SummaryParameters.standardSampleBytes,
        keys: Int = SummaryParameters.standardKeys, tokenizer: (any Tokenizer)? = nil,
        threads: Int = Processors.count, progress: (@Sendable (UInt64) -> Void)? = nil
    ) async throws(AssayError) {
        let listing = CorpusDiscovery.discover(paths.map { CorpusRoot.path($0) }, selection: selection)
        if let failure = listing.failures.first(where: { $0.code == .noSuchFile }) { throw failure }
        let plan = ScanPlan(
            listing, name: name ?? CorpusListing.name(of: paths), options: options,
            parameters: SummaryParameters(
                sampleBytes: sampleBytes, documentKeys: keys, lineKeys: keys, reading: options,
                tokenizer: tokenizer.map { SummaryParameters.TokenizerIdentity($0) }))
        self = await plan.summary(options: options, tokenizer: tokenizer, threads: threads, progress: progress)
    }
}
