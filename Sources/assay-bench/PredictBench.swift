import ArgumentParser
import Estimators
import Foundation
import InformationCapacity

/// The learned predictor's code length of the given files as one document, on one thread.
struct PredictBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "predict")

    @Argument var paths: [String]

    func run() throws {
        let bytes = try paths.flatMap { [UInt8](try Data(contentsOf: URL(filePath: $0))) }
        var predictor = BytePredictor(memory: .standard)
        let clock = ContinuousClock()
        var bits = 0.0
        let duration = clock.measure { bits = predictor.learn(bytes.span).value }
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
        print(#"{"bytes": \#(bits / 8), "seconds": \#(seconds), "of": \#(bytes.count)}"#)
    }
}
