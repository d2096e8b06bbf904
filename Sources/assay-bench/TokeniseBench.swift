import ArgumentParser
import Foundation
import Tokenizers

/// Byte-pair encoding of whole files, one thread, loading not timed.
struct TokeniseBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tokenise")

    @Argument(help: "The tokenizer's file, then the files to encode.")
    var paths: [String]

    func run() throws {
        guard let file = paths.first else { throw ValidationError("name a tokenizer's file") }
        let tokenizer = try TokenizerFile.load(file)
        let texts = try paths.dropFirst().map { [UInt8](try Data(contentsOf: URL(filePath: $0))) }
        let encoder = tokenizer.makeEncoder()
        var ids: [UInt32] = []
        var tokens = 0
        let clock = ContinuousClock()
        let duration = clock.measure {
            for text in texts {
                ids.removeAll(keepingCapacity: true)
                unsafe text.withUnsafeBufferPointer { unsafe encoder.encode($0, into: &ids) }
                tokens += ids.count
            }
        }
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
        print(#"{"seconds": \#(seconds), "tokens": \#(tokens)}"#)
    }
}
