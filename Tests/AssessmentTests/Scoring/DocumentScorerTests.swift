import Corpora
import Estimators
import Foundation
import InformationCapacity
import SharedData
import Summaries
import Testing

@testable import Assessment

/// Scores against models that are trained and asked one by one.
@Suite struct DocumentScorerTests {
    static func texts(_ count: Int, seed: UInt64) -> [String] {
        var random = SplitMix(seed: seed)
        return (0..<count).map { number in
            var word = 0
            let words = (0..<(10 + Int(random.next() % 80))).map { place -> String in
                let other = Int(min(random.next() % 300, random.next() % 300))
                word = random.next() % 3 == 0 ? (word * 7 + 3) % 300 : other
                return "w\(word)" + (place % 9 == 8 ? "\n" : " ")
            }
            return words.joined() + "own\(number)"
        }
    }

    static func summary(of texts: [String]) async throws -> Summary {
        let url = FileManager.default.temporaryDirectory.appending(path: "assay-scores-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: url) }
        let lines = try texts.map { String(decoding: try JSONEncoder().encode(["text": $0]), as: UTF8.self) }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: url)
        let options = CorpusOptions()
        let listing = CorpusDiscovery.discover([.path(url.path)])
        return await CorpusScan(
            units: listing.units(size: ScanPlan.unitSize, options: options), options: options,
            parameters: SummaryParameters()
        ).run()
    }

    static func measure(_ text: String, _ scorer: DocumentScorer) -> DocumentMeasures {
        unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe scorer.measure($0, ends: [$0.count]) }
    }

    /// The model of a document is that of all documents of the other half by content hash, near duplicates beside it.
    @Test func theOtherHalfScores() async throws {
        let texts = Self.texts(120, seed: 3)
        let model = try ScoringModel(try await Self.summary(of: texts), threads: 2)
        let scorer = DocumentScorer(model)
        let halves = texts.map { Int(ContentHash(of: Array($0.utf8)).low & 1) }
        #expect((40...80).contains(halves.count { $0 == 0 }))
        for half in 0...1 {
            var words = WordVocabulary()
            var counter = NGramCounter(order: 5)
            for (text, own) in zip(texts, halves) where own != half {
                for line in lines(of: text, &words, adding: true) { try counter.add(line.span) }
            }
            let twin = try NGramModel(counter)
            let spelling = SpellingCode(words)
            for (text, own) in zip(texts, halves) where own == half {
                var score = NGramScore()
                for line in lines(of: text, &words, adding: false) { score += twin.score(line.span) }
                var spelled: UInt64 = 0
                for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                    if lines(of: String(word), &words, adding: false) == [[.max]] {
                        spelled += unsafe Array(word.utf8).withUnsafeBufferPointer { unsafe spelling.cost(of: $0) }
                    }
                }
                let expected = (score.total + SpellingCode.bits(spelled)).value / Double(text.utf8.count)
                let measures = Self.measure(text, scorer)
                #expect(abs((measures.perByte ?? 0) - expected) < 1e-9)
                #expect(abs((measures.perToken ?? 0) - score.total.value / Double(score.tokens)) < 1e-9)
                let gain = (score.withoutContext - score.total).value / Double(score.tokens)
                #expect(abs((measures.contextGain ?? 0) - gain) < 1e-9)
                // "ownN" at the least is in no other document.
                #expect(score.unknownTokens >= 1 && measures.unknownWordShare ?? 0 > 0)
                #expect(measures.copies == 1)
            }
        }
    }

    private func lines(of text: String, _ words: inout WordVocabulary, adding: Bool) -> [[UInt32]] {
        var lines: [[UInt32]] = []
        unsafe Array(text.utf8).withUnsafeBufferPointer { bytes in
            unsafe words.forEachLine(of: bytes, adding: adding) { ids in lines.append(ids.indices.map { ids[$0] }) }
        }
        return lines
    }

    /// A long document costs what its pieces do together; a near copy is scored as its original is.
    @Test func piecesAddUp() async throws {
        let texts = Self.texts(60, seed: 5)
        let model = try ScoringModel(try await Self.summary(of: texts), threads: 1)
        let scorer = DocumentScorer(model)
        let (a, b) = (texts[0] + "\n", Self.texts(1, seed: 99)[0])
        let whole = unsafe Array((a + b).utf8).withUnsafeBufferPointer {
            unsafe scorer.measure($0, ends: [a.utf8.count, $0.count])
        }
        let parts = [Self.measure(a, scorer), Self.measure(b, scorer)]
        let bits = zip(parts, [a, b]).reduce(0.0) { $0 + ($1.0.perByte ?? 0) * Double($1.1.utf8.count) }
        #expect(abs((whole.perByte ?? 0) - bits / Double((a + b).utf8.count)) < 1e-9)
        #expect(whole.words == parts[0].words + parts[1].words)
        #expect(
            model.fold(of: Self.measure(a, scorer).hash, cluster: parts[0].cluster)
                == model.fold(
                    of: ContentHash(of: Array(texts[0].utf8)), cluster: nil))
    }

    /// The percentile is a share of the sample, ties by half.
    @Test func surpriseIsARank() async throws {
        let texts = Self.texts(50, seed: 8)
        let model = try ScoringModel(try await Self.summary(of: texts), threads: 1)
        #expect(model.surprises.count == 50 && model.surprises == model.surprises.sorted())
        #expect(model.surprise(of: 0) == 0 && model.surprise(of: 100) == 1)
        let middle = model.surprises[20]
        let below = model.surprises.count { $0 < middle }
        let equal = model.surprises.count { $0 == middle }
        #expect(model.surprise(of: middle) == (Double(below) + Double(equal) / 2) / 50)
        let few = try ScoringModel(try await Self.summary(of: Array(texts[..<5])), threads: 1)
        #expect(few.surprise(of: 1) == nil)
    }
}
