import ArgumentParser
import Estimators
import Foundation
import InformationCapacity

/// The learned predictor's code length of the given files as one document.
struct PredictBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "predict")

    @Option var threads = 1

    @Argument var paths: [String]

    func run() throws {
        let bytes = try paths.flatMap { [UInt8](try Data(contentsOf: URL(filePath: $0))) }
        let clock = ContinuousClock()
        var bits = 0.0
        // As a scan does it: the memory fits the text, and taking it is part of the time.
        let duration = clock.measure {
            var predictor = BytePredictor(memory: .fitting(bytes: bytes.count), threads: threads)
            bits = predictor.learn(bytes.span).value
        }
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
        print(#"{"bytes": \#(bits / 8), "seconds": \#(seconds), "of": \#(bytes.count)}"#)
    }
}
