import ArgumentParser
import Estimators
import Foundation
import InformationCapacity

/// The code length of one file under the settings that a program's command line names; reading it is not timed.
struct CodeLengthBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "code-length")

    @Argument var settings: String
    @Argument var path: String

    func run() throws {
        let known: [String: CompressionSettings] = [
            "zstd -3": .zstd(level: 3),
            "zstd -19 --long=27": .zstd(level: 19, windowLog: 27, longDistanceMatching: true),
            "xz -9e": .xz(preset: 9, extreme: true),
        ]
        guard let chosen = known[settings] else {
            throw ValidationError("settings are one of \(known.keys.sorted().joined(separator: ", "))")
        }
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        var bits = Bits(0)
        let duration = try ContinuousClock().measure {
            var encoder = try CodeLengthEncoder(chosen)
            bits = try encoder.codeLength(of: bytes.span)
        }
        print(#"{"bytes": \#(UInt64(bits.value / 8)), "seconds": \#(duration / .seconds(1))}"#)
    }
}
