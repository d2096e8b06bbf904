import ArgumentParser
import Assessment
import Corpora
import Diagnostics
import Reporting
import Summaries

/// Every document of a file scored under a model of another, lines of JSON included; the training is timed apart.
struct ScoreBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "score")

    @Argument var model: String

    @Argument var file: String

    @Option var threads = 1

    @Option var rounds = 5

    func run() async throws {
        let options = CorpusOptions()
        let listing = CorpusDiscovery.discover([.path(model)])
        let parameters = SummaryParameters(reading: options)
        let plan = ScanPlan(listing, name: "bench", options: options, parameters: parameters)
        let summary = await plan.summary(options: options, tokenizer: nil, threads: threads)
        let clock = ContinuousClock()
        let start = clock.now
        let scoringModel = try ScoringModel(summary, threads: threads)
        let trained = seconds(clock.now - start)
        let scoring = DocumentScoring(scoringModel, options: options, threads: threads) {
            ScoreFormat.jsonl.append($0, to: &$1)
        }
        let slices = CorpusDiscovery.discover([.path(file)]).files.map { FileSlice($0) }
        var times: [Double] = []
        var outcome = DocumentScoring.Outcome()
        var output = 0
        for _ in 0..<rounds {
            let begun = clock.now
            output = 0
            outcome = try scoring.run(on: slices) { _, bytes throws(AssayError) in output += bytes.count }
            times.append(seconds(clock.now - begun))
        }
        print(
            #"{"train": \#(trained), "score": \#(times), "documents": \#(outcome.documents), "#
                + #""bytes": \#(outcome.bytes), "output": \#(output)}"#)
    }

    private func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
}
