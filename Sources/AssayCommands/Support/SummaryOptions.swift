internal import ArgumentParser
internal import Corpora
internal import Summaries
internal import Tokenizers

/// What a summary keeps: together with how the corpus is read, all that makes summaries of the same data differ.
struct SummaryOptions: ParsableArguments {
    @Option(help: "How many bytes of documents the costly estimates see, 64KiB to 1GiB.")
    var sampleSize: ByteCount?

    @Option(
        help:
            "How large a summary may become before it is packed; the sample takes what the rest leaves, instead of --sample-size."
    )
    var summarySize: ByteCount?

    @Option(
        help: .init(
            """
            How many distinct documents, and lines, are counted exactly; beyond that a share of them by hash, and \
            repetition and overlap are estimates. Each takes 48 bytes.
            """, valueName: "count"))
    var sketchKeys: Int?

    static let standardSample = SummaryParameters.standardSampleBytes
    static let sketchKeys = 16...1 << 26
    private static let samples = 64 << 10...1 << 30

    func validate() throws {
        if let sampleSize, !Self.samples.contains(sampleSize.bytes) {
            throw ValidationError("--sample-size takes 64KiB to 1GiB")
        }
        if let sketchKeys, !Self.sketchKeys.contains(sketchKeys) {
            throw ValidationError("--sketch-keys takes 16 to 67108864")
        }
        guard let summarySize else { return }
        guard sketchKeys == nil else { throw ValidationError("give --sketch-keys or --summary-size") }
        guard sampleSize == nil else { throw ValidationError("give --sample-size or --summary-size") }
        guard Self.samples.contains(summarySize.bytes - SummaryParameters.sketchBytes) else {
            let least = ByteCount(bytes: SummaryParameters.sketchBytes + Self.samples.lowerBound)
            throw ValidationError("--summary-size takes \(least.bytes) bytes or more, with a sample of 1GiB at most")
        }
    }

    func parameters(_ options: CorpusOptions, _ tokenizer: BytePairTokenizer?) -> SummaryParameters {
        let sample =
            summarySize.map { $0.bytes - SummaryParameters.sketchBytes } ?? sampleSize?.bytes ?? Self.standardSample
        return SummaryParameters(
            sampleBytes: sample, documentKeys: sketchKeys ?? SummaryParameters.standardKeys,
            lineKeys: sketchKeys ?? SummaryParameters.standardKeys, reading: options,
            tokenizer: tokenizer.map { SummaryParameters.TokenizerIdentity($0) })
    }
}
