import ArgumentParser
import Diagnostics
import Estimators
import Foundation

/// An n-gram model of words of one file and the score of another, one thread; reading the files is not timed.
struct NGramsBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ngrams")

    @Argument var train: String

    @Argument var test: String

    @Option var order = 5

    @Option(help: "Bytes of memory for sorting.")
    var memory = 256 << 20

    @Option(help: "Write the model to this file.")
    var arpa: String?

    func run() throws {
        let training = try [UInt8](Data(contentsOf: URL(filePath: train)))
        let testing = try [UInt8](Data(contentsOf: URL(filePath: test)))
        let clock = ContinuousClock()
        let start = clock.now
        var words = WordVocabulary()
        var counter = NGramCounter(order: order, memory: memory)
        try unsafe training.withUnsafeBufferPointer { bytes throws(AssayError) in
            try unsafe words.forEachLine(of: bytes, adding: true) { line throws(AssayError) in try counter.add(line) }
        }
        let model = try NGramModel(counter)
        var scorer = NGramScorer(try NGramTable(model))
        let trained = clock.now
        var sentences = NGramSentences()
        var score = NGramScore()
        var rounds: [Double] = []
        for _ in 0..<5 {
            let begun = clock.now
            sentences.removeAll()
            unsafe testing.withUnsafeBufferPointer { bytes in
                unsafe words.appendSentences(of: bytes, to: &sentences) { _ in }
            }
            score = scorer.score(sentences)
            rounds.append(seconds(clock.now - begun))
        }
        if let arpa {
            try Data().write(to: URL(filePath: arpa))
            let file = try FileHandle(forWritingTo: URL(filePath: arpa))
            try ARPAFile(model).write {
                words.appendBytes(of: $0, to: &$1)
            } to: {
                file.write(Data($0))
            }
            try file.close()
        }
        print(
            #"{"train": \#(seconds(trained - start)), "score": \#(rounds), "#
                + #""tokens": \#(score.tokens), "perplexity": \#(score.perplexity ?? 0)}"#)
    }

    private func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
}
