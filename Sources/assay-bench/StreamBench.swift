import ArgumentParser
import Corpora
import Summaries
import Tokenizers

/// The stream pass alone, without the estimates.
struct StreamBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stream")

    @Argument var paths: [String]
    @Option var threads = 1
    @Option(help: "Count tokens too.") var tokenizer: String?

    func run() async throws {
        let tokenizer = try tokenizer.map { try TokenizerFile.load($0) }
        let options = CorpusOptions()
        let parameters = SummaryParameters(tokenizer: tokenizer.map { SummaryParameters.TokenizerIdentity($0) })
        let listing = CorpusDiscovery.discover(paths: paths)
        let scan = CorpusScan(
            units: listing.units(size: ScanPlan.unitSize, options: options), options: options, parameters: parameters,
            tokenizer: tokenizer, threads: threads)
        let summary = await scan.run()
        print(#"{"bytes": \#(summary.counts.bytes), "documents": \#(summary.counts.documents)}"#)
    }
}
