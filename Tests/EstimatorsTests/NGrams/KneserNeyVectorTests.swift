import Diagnostics
import Estimators
import Foundation
import SharedData
import Testing

/// Discounts, counts and perplexities of KenLM's lmplz and query.
@Suite struct KneserNeyVectorTests {
    struct Vectors: Decodable {
        var models: [Model]
    }

    struct Model: Decodable {
        var file: String
        var order: Int
        var train_lines: Int
        var test_lines: Int
        var discounts: [String: [String: Double]]
        var query: [String: Double]
    }

    static let models: [Model] = {
        guard let data = SharedData.data("vectors/kneser-ney.json"),
            let vectors = try? JSONDecoder().decode(Vectors.self, from: data)
        else { return [] }
        // Unoptimised, the large files take a minute.
        let isThorough = !_isDebugAssertConfiguration() || ProcessInfo.processInfo.environment["ASSAY_SOAK"] == "1"
        return vectors.models.filter { isThorough || $0.file.contains("de_pud") }
    }()

    /// Lines as the vectors' preparation leaves them.
    static func lines(_ file: String) -> [[UInt8]] {
        guard var data = SharedData.data(file) else { return [] }
        if data.starts(with: [0xEF, 0xBB, 0xBF]) { data.removeFirst(3) }
        let marks = ["<s>", "</s>", "<unk>"].map { Array($0.utf8) }
        var lines: [[UInt8]] = []
        for line in [UInt8](data).split(separator: 0x0A, omittingEmptySubsequences: true) {
            var line = Array(line)
            for mark in marks {
                guard line.count >= mark.count else { continue }
                for start in stride(from: line.count - mark.count, through: 0, by: -1)
                where line[start...].starts(with: mark) { line.removeSubrange(start..<start + mark.count) }
            }
            var words = WordVocabulary()
            var isEmpty = true
            unsafe line.withUnsafeBufferPointer {
                unsafe words.forEachLine(of: $0, adding: true) { _ in isEmpty = false }
            }
            if !isEmpty { lines.append(line) }
        }
        return lines
    }

    @Test(.enabled(if: SharedData.has("vectors/kneser-ney.json")), arguments: models.indices)
    func model(_ index: Int) throws {
        let vector = Self.models[index]
        let lines = Self.lines(vector.file)
        #expect(lines.count == vector.train_lines + vector.test_lines)
        var words = WordVocabulary()
        var counter = NGramCounter(order: vector.order)
        for line in lines.prefix(vector.train_lines) {
            try unsafe line.withUnsafeBufferPointer { line in
                try unsafe words.forEachLine(of: line, adding: true) { ids throws(AssayError) in try counter.add(ids) }
            }
        }
        let model = try NGramModel(counter)
        for (number, order) in model.orders.enumerated() {
            let expected = try #require(vector.discounts["\(number + 1)"])
            #expect(Double(order.ngrams) == expected["ngrams"])
            #expect(abs(order.discounts.one - (expected["D1"] ?? .nan)) < 1e-5)
            #expect(abs(order.discounts.two - (expected["D2"] ?? .nan)) < 1e-5)
            #expect(abs(order.discounts.threeOrMore - (expected["D3+"] ?? .nan)) < 1e-5)
        }
        var score = NGramScore()
        for line in lines.dropFirst(vector.train_lines) {
            unsafe line.withUnsafeBufferPointer { line in
                unsafe words.forEachLine(of: line, adding: false) { score += model.score($0) }
            }
        }
        var sentences = NGramSentences()
        for line in lines.dropFirst(vector.train_lines) {
            unsafe line.withUnsafeBufferPointer { line in
                unsafe words.appendSentences(of: line, to: &sentences) { _ in }
            }
        }
        var scorer = NGramScorer(try NGramTable(model))
        let fast = scorer.score(sentences)
        #expect(fast.tokens == score.tokens && fast.unknownTokens == score.unknownTokens)
        #expect(abs((fast.perplexity ?? 0) / (score.perplexity ?? 1) - 1) < 1e-12)
        #expect(Double(score.tokens) == vector.query["Tokens"])
        #expect(Double(score.unknownTokens) == vector.query["OOVs"])
        let including = try #require(vector.query["Perplexity including OOVs"])
        let excluding = try #require(vector.query["Perplexity excluding OOVs"])
        #expect(abs((score.perplexity ?? 0) / including - 1) < 1e-6)
        #expect(abs((score.perplexityOfKnown ?? 0) / excluding - 1) < 1e-6)
    }
}
