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

    static let standardSample = 16 << 20
    private static let samples = 64 << 10...1 << 30

    func validate() throws {
        if let sampleSize, !Self.samples.contains(sampleSize.bytes) {
            throw ValidationError("--sample-size takes 64KiB to 1GiB")
        }
        guard let summarySize else { return }
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
            sampleBytes: sample, reading: options,
            tokenizer: tokenizer.map { SummaryParameters.TokenizerIdentity($0) })
    }
}
