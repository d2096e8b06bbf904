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
        let plan = CorpusPlan(CorpusDiscovery.discover(paths: paths), options: options)
        let scan = CorpusScan(
            plan: plan, options: options, parameters: parameters, tokenizer: tokenizer, threads: threads)
        let result = await scan.run()
        print(#"{"bytes": \#(result.summary.counts.bytes), "documents": \#(result.summary.counts.documents)}"#)
    }
}
