import Foundation
import InformationCapacity
import SharedData
import Testing

@testable import Estimators

@Suite("Labels")
struct LabelTests {
    private func histogram(_ bytes: some Sequence<UInt8>) -> [UInt64] {
        var counts = [UInt64](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] += 1 }
        return counts
    }

    private func recognised(_ bytes: some Sequence<UInt8>) -> HiddenAlphabet? {
        HiddenAlphabet.recognised(in: histogram(bytes))
    }

    private func hexadecimal(_ data: Data, separator: String = "") -> Data {
        Data(data.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(separator: separator).utf8)
    }

    private func base32(_ data: Data) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var bits = 0
        var held = 0
        var output: [UInt8] = []
        for byte in data {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            held += 8
            while held >= 5 {
                held -= 5
                output.append(alphabet[bits >> held & 31])
            }
        }
        return output
    }

    static let english = """
        It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was
        the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness.

        """
    static let code = """
        for (int i = 0; i < COUNT_MAX; i++) { buffer[i] = table[(i * 0x1F) & 0xFF]; if (!isValid(buffer[i])) return -1; }

        """
    static let chinese = "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"

    private func text(_ piece: String) -> Data { Data(String(repeating: piece, count: 40).utf8) }

    private var random: Data {
        var generator = SplitMix(seed: 1)
        return Data((0..<4000).map { _ in UInt8(truncatingIfNeeded: generator.next()) })
    }

    @Test(
        "Encoded noise and encoded text are recognised",
        arguments: [LabelTests.english, LabelTests.code, LabelTests.chinese, ""])
    func encoded(piece: String) {
        let data = piece.isEmpty ? random : text(piece)
        #expect(recognised(data.base64EncodedData()) == .base64)
        #expect(recognised(data.base64EncodedData(options: .lineLength76Characters)) == .base64)
        #expect(recognised(hexadecimal(data)) == .hexadecimal)
        #expect(recognised(hexadecimal(data, separator: " ")) == .hexadecimal)
        #expect(recognised(String(decoding: hexadecimal(data), as: UTF8.self).uppercased().utf8) == .hexadecimal)
        #expect(recognised(base32(data)) == .base32)
    }

    @Test("Prose, code, Chinese, noise, numbers, names and genes are not")
    func plain() {
        for piece in [Self.english, Self.code, Self.chinese] { #expect(recognised(text(piece)) == nil) }
        #expect(recognised(random) == nil)
        #expect(recognised((0..<5000).map { "\($0 &* 7919 % 100_003),\($0)\n" }.joined().utf8) == nil)
        #expect(recognised((0..<5000).map { "\($0 &* 7919 % 100_003)\n" }.joined().utf8) == nil)
        #expect(recognised(text("getUserName\nsetUserName\nHTTPClient\nparseURL2\n")) == nil)
        #expect(recognised(text("GATTACAGATTACACCGT\n")) == nil)
        #expect(recognised(text("WARNING\nSHOUTING\nHELLO\nWORLD\n")) == nil)
        #expect(recognised(text("word\nlist\nof\nlower\ncase\n")) == nil)
        #expect(recognised(random.prefix(100).base64EncodedData()) == nil)  // too short to tell
        #expect(recognised([]) == nil)
        #expect(HiddenAlphabet.recognised(in: []) == nil)
        #expect(recognised([UInt8](repeating: 32, count: 1000)) == nil)
    }

    static let paths = [
        "data/corpora/prose/moby-dick.txt", "data/corpora/multilingual/zh_pud-ud-test.txt",
        "data/corpora/multilingual/ja_gsd-ud-dev.txt", "data/corpora/multilingual/ar_pud-ud-test.txt",
        "data/corpora/multilingual/ko_pud-ud-test.txt", "data/corpora/chat/gsm8k-train.jsonl",
    ]

    @Test(
        "Corpora are plain, and encoded once they are", .enabled(if: SharedData.has("data/corpora")),
        arguments: LabelTests.paths
    )
    func realCorpora(path: String) throws {
        let data = try #require(SharedData.data(path)).prefix(50_000)
        #expect(recognised(data) == nil)
        #expect(recognised(data.base64EncodedData()) == .base64)
        #expect(recognised(hexadecimal(data)) == .hexadecimal)
        #expect(recognised(base32(data)) == .base32)
    }

    @Test("Every label at its threshold")
    func thresholds() {
        var figures = CorpusLabel.Figures()
        #expect(CorpusLabel.labels(for: figures).isEmpty)
        func names() -> [String] { CorpusLabel.labels(for: figures).map(\.name) }

        figures.noiseShare = 0.98
        figures.structureRate = Rate(0.005)
        figures.stillLearning = Rate(0)
        #expect(names() == ["noise-like"])  // noise is not templated
        figures.noiseShare = 0.97
        #expect(names() == ["templated"])
        figures.structureRate = Rate(0.03)
        #expect(names().isEmpty)
        figures.structureRate = Rate(0.02)
        figures.stillLearning = Rate(0.015)
        #expect(names().isEmpty)

        figures.uniqueShare = 0.5
        figures.finalLoss = Rate(0.15 * 4)
        figures.orderZeroEntropy = Rate(4)
        #expect(names().isEmpty)
        figures.uniqueShare = 0.49
        #expect(names() == ["repetitive"])
        figures.uniqueShare = nil
        figures.finalLoss = Rate(0.5)
        #expect(CorpusLabel.labels(for: figures) == [.repetitive(uniqueShare: nil, lossShare: 0.125)])
        figures.orderZeroEntropy = Rate(0)
        #expect(names().isEmpty)

        figures.uniqueBytes = 250
        figures.budget = 1000
        figures.exchangeabilityGap = Rate(-0.1)
        figures.mixingPenalty = Rate(0.01)
        #expect(names().isEmpty)
        figures.uniqueBytes = 249
        figures.exchangeabilityGap = Rate(-0.11)
        figures.mixingPenalty = Rate(0.011)
        figures.alphabet = .base64
        #expect(names() == ["tiny", "drifting", "mixed", "encoded"])
    }
}
