import Diagnostics
import Estimators
import Foundation
import InformationCapacity
import SharedData
import Testing

/// Bytes with repeats at several distances: words of a small random vocabulary.
func sampleText(bytes: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix(seed: seed)
    let words = (0..<2000).map { _ in
        (0..<Int.random(in: 2...9, using: &random)).map { _ in UInt8.random(in: 97...122, using: &random) }
    }
    var text: [UInt8] = []
    while text.count < bytes {
        text += words[Int(Double(words.count) * random.unit() * random.unit())]
        text.append(32)
    }
    return Array(text.prefix(bytes))
}

@Suite("Code lengths")
struct CodeLengthEncoderTests {
    static let settings: [CompressionSettings] = [
        .zstd(level: 1), .zstd(level: 3), .zstd(level: 6), .zstd(level: 12), .zstd(level: 16),
        .zstd(level: 19, windowLog: 27, longDistanceMatching: true), .zstd(level: 9, windowLog: 17),
        .xz(preset: 0), .xz(preset: 6, dictionarySize: 1 << 20),
    ]

    @Test("The cuts between pushes change nothing, nor does what was coded before", arguments: settings)
    func cuts(_ settings: CompressionSettings) throws {
        let seed: UInt64 = 11
        // Some are a whole number of zstd's blocks.
        for count in [700_001, 262_144, 131_072, 1, 0] {
            let text = sampleText(bytes: count, seed: seed)
            var encoder = try CodeLengthEncoder(settings)
            let whole = try encoder.codeLength(of: text.span)
            _ = try encoder.codeLength(of: sampleText(bytes: 99_999, seed: 12).span)
            #expect(try encoder.codeLength(of: text.span) == whole)
            var random = SplitMix(seed: seed)
            try encoder.begin()
            var start = 0
            while start < count {
                let end = min(count, start + Int.random(in: 0...50_000, using: &random))
                try encoder.push(text.span.extracting(start..<end))
                start = end
            }
            #expect(try encoder.finish() == whole, "seed \(seed), \(count) bytes")
        }
    }

    @Test("Encoders on several threads give the same lengths", arguments: settings)
    func threads(_ settings: CompressionSettings) async throws {
        let text = sampleText(bytes: 150_000, seed: 4)
        var encoder = try CodeLengthEncoder(settings)
        let alone = try encoder.codeLength(of: text.span)
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    var encoder = try CodeLengthEncoder(settings)
                    return try encoder.codeLength(of: text.span)
                }
            }
            for try await length in group { #expect(length == alone) }
        }
    }

    @Test("Random bytes cost eight bits each and little more", arguments: settings)
    func incompressible(_ settings: CompressionSettings) throws {
        var random = SplitMix(seed: 5)
        let bytes = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        var encoder = try CodeLengthEncoder(settings)
        let length = try encoder.codeLength(of: bytes.span)
        #expect(length.value >= 800_000 && length.value < 800_000 + 8 * 200)
    }

    @Test(
        "The empty file has the size that the programs give it",
        arguments: [(CompressionSettings.zstd(level: 3), 13.0), (.xz(preset: 9, extreme: true), 32)])
    func empty(_ settings: CompressionSettings, _ bytes: Double) throws {
        var encoder = try CodeLengthEncoder(settings)
        #expect(try encoder.codeLength(of: [UInt8]().span) == Bits(8 * bytes))
    }

    @Test(
        "Settings that no library has are refused, with words",
        arguments: [
            CompressionSettings.zstd(level: 0), .zstd(level: 23), .zstd(level: -5), .zstd(level: 3, windowLog: 5),
            .zstd(level: 3, windowLog: 40), .xz(preset: 10), .xz(preset: -1), .xz(preset: 6, dictionarySize: 100),
            .xz(preset: 6, dictionarySize: 1 << 40),
        ])
    func refused(_ settings: CompressionSettings) {
        #expect {
            _ = try CodeLengthEncoder(settings).memory
        } throws: { error in
            guard let error = error as? AssayError else { return false }
            return error.code == .compressorParameters && error.message.contains(settings.description)
        }
    }

    @Test("Calls out of turn are refused", arguments: [CompressionSettings.zstd(level: 3), .xz(preset: 0)])
    func misuse(_ settings: CompressionSettings) throws {
        var encoder = try CodeLengthEncoder(settings)
        let text: [UInt8] = [1, 2, 3]
        func expectMisuse(_ body: (inout CodeLengthEncoder) throws -> Void) {
            do {
                try body(&encoder)
                Issue.record("nothing was thrown")
            } catch {
                #expect((error as? AssayError)?.code == .compressorMisuse)
            }
        }
        expectMisuse { try $0.push(text.span) }
        expectMisuse { _ = try $0.finish() }
        try encoder.begin()
        _ = try encoder.finish()
        expectMisuse { _ = try $0.finish() }
        // And it works again afterwards.
        #expect(try encoder.codeLength(of: text.span) > .zero)
    }

    @Test("Settings print as command lines")
    func names() {
        #expect(CompressionSettings.zstd(level: 3).description == "zstd -3")
        #expect(
            CompressionSettings.zstd(level: 22, windowLog: 24, longDistanceMatching: true).description
                == "zstd -22 --ultra --long=24")
        #expect(CompressionSettings.zstd(level: 9, windowLog: 17).description == "zstd -9 --zstd=wlog=17")
        #expect(CompressionSettings.zstd(level: 9, longDistanceMatching: true).description == "zstd -9 --long")
        #expect(CompressionSettings.xz(preset: 9, extreme: true).description == "xz -9e")
        #expect(
            CompressionSettings.xz(preset: 6, dictionarySize: 65_536).description == "xz --lzma2=preset=6,dict=65536")
    }

    @Test("Memory is known")
    func memory() throws {
        // The manual page of xz 5.4 gives 674 MiB for compression at preset 9.
        let memory = try CodeLengthEncoder(.xz(preset: 9, extreme: true)).memory
        #expect(abs(Double(memory) / Double(674 << 20) - 1) < 0.01)
        var encoder = try CodeLengthEncoder(.zstd(level: 19))
        _ = try encoder.codeLength(of: sampleText(bytes: 1000, seed: 1).span)
        #expect(encoder.memory > 1000 && encoder.memory < 8 << 20)
    }
}
