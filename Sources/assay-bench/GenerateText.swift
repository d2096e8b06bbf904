import ArgumentParser
import Foundation

/// Writes text of any size to standard output: words of a Zipf-like law in lines, the same for equal arguments.
struct GenerateText: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "generate")

    @Option var megabytes = 100

    func run() throws {
        var state: UInt64 = 1
        func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        let words = (0..<(1 << 16)).map { _ in
            (0..<Int(2 + next() % 9)).map { _ in UInt8(97 + next() % 26) }
        }
        var written = 0
        while written < megabytes * 1_000_000 {
            var block: [UInt8] = []
            var column = 0
            while block.count < 1 << 20 {
                let draw = next()
                // A rank of about e^(uniform): frequencies fall off like 1/rank.
                let bits = draw & 15
                let rank = Int((draw >> 8) & ((1 << (bits + 1)) - 1))
                block += words[rank & 0xFFFF]
                column += 1
                block.append(column % 12 == 0 ? 0x0A : 0x20)
            }
            try FileHandle.standardOutput.write(contentsOf: Data(block))
            written += block.count
        }
    }
}
