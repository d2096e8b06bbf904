import Diagnostics
import Foundation
import InformationCapacity
import Testing

@testable import Estimators

/// The n-gram model against the formulas, with little memory, and on degenerate input.
@Suite struct NGramModelTests {
    struct Generator {
        var state: UInt64
        mutating func next(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }

        /// Sentences in which some words are frequent and pairs repeat.
        mutating func sentences(_ count: Int, vocabulary: Int) -> [[UInt32]] {
            (0..<count).map { _ in
                var last = 0
                return (0..<next(below: 12)).map { _ in
                    last =
                        next(below: 3) == 0
                        ? (last * 7 + 3) % vocabulary : min(next(below: vocabulary), next(below: vocabulary))
                    return UInt32(last)
                }
            }
        }
    }

    static func model(_ sentences: [[UInt32]], order: Int, memory: Int = 256 << 20) throws -> NGramModel {
        var counter = NGramCounter(order: order, memory: memory)
        for sentence in sentences { try counter.add(sentence.span) }
        return try NGramModel(counter)
    }

    @Test(arguments: 1...6, [UInt64(1), 2])
    func naiveTwin(order: Int, seed: UInt64) throws {
        var generator = Generator(state: seed)
        let training = generator.sentences(60, vocabulary: 15)
        let test = generator.sentences(30, vocabulary: 20)
        let naive = NaiveKneserNey(order: order, sentences: training.map { $0.map { Int($0) } })
        let model = try Self.model(training, order: order)
        for (index, own) in model.orders.enumerated() {
            #expect(own.ngrams == naive.count(index + 1) + (index == 0 ? 2 : 0), "seed \(seed)")
            let discounts = [own.discounts.one, own.discounts.two, own.discounts.threeOrMore]
            #expect(zip(discounts, naive.discounts[index]).allSatisfy { abs($0 - $1) < 1e-12 }, "seed \(seed)")
        }
        for sentence in test {
            let score = model.score(sentence.span)
            #expect(abs(score.total.value - naive.bits(sentence.map { Int($0) })) < 1e-5, "seed \(seed)")
            #expect(score.tokens == sentence.count + 1)
            #expect(score.unknownTokens == sentence.count { !naive.knows(Int($0)) })
            #expect(score.unknownTokens == sentence.count { !model.knows($0) })
        }
        try Self.expectTableSaysTheSame(model, test)
    }

    /// The table says of each sentence, of all together and of runs of tokens that end anywhere what the tree says.
    static func expectTableSaysTheSame(_ model: NGramModel, _ sentences: [[UInt32]]) throws {
        var scorer = NGramScorer(try NGramTable(model))
        var all = NGramSentences()
        var sum = NGramScore()
        func expectSame(_ a: NGramScore, _ b: NGramScore) {
            #expect(a.tokens == b.tokens && a.unknownTokens == b.unknownTokens)
            for (x, y) in [(a.total, b.total), (a.known, b.known), (a.withoutContext, b.withoutContext)] {
                #expect(abs(x.value - y.value) <= 1e-9 * max(1, abs(y.value)))
            }
        }
        for sentence in sentences {
            var one = NGramSentences()
            one.append(sentence.span)
            all.append(sentence.span)
            let expected = model.score(sentence.span)
            expectSame(scorer.score(one), expected)
            sum += expected
        }
        #expect(all.count == sentences.count && all.tokens == sum.tokens)
        expectSame(scorer.score(all), sum)
        all.removeAll()
        #expect(scorer.score(all) == NGramScore())
    }

    /// What all tokens would cost without those before them is what a model of order 1 with the same unigrams says.
    @Test func costsWithoutContext() throws {
        var generator = Generator(state: 5)
        let model = try Self.model(generator.sentences(100, vocabulary: 20), order: 3)
        for sentence in generator.sentences(20, vocabulary: 25) {
            let single = sentence.map { word in
                // Behind a word that was never seen no context is left.
                model.tokenCosts([1000, word].span)[1].value
            }
            let end = model.tokenCosts([1000].span)[1].value
            let cost = model.score(sentence.span).withoutContext.value
            #expect(abs(cost - single.reduce(end, +)) < 1e-6)
        }
    }

    /// Whatever stands before, the tokens' probabilities and that of `<unk>` add up to 1.
    @Test(arguments: [1, 2, 4])
    func sumsToOne(order: Int) throws {
        var generator = Generator(state: 7)
        let model = try Self.model(generator.sentences(200, vocabulary: 30), order: order)
        for history in generator.sentences(20, vocabulary: 40) {
            func probability(_ words: [UInt32]) -> Double {
                exp2(-model.tokenCosts(words.span)[history.count].value)
            }
            let known = (0..<UInt32(30)).filter { model.knows($0) }
            let unknown: UInt32 = 1000
            // The end of the sentence, every word, and <unk>.
            let total = probability(history) + (known + [unknown]).map { probability(history + [$0]) }.reduce(0, +)
            #expect(abs(total - 1) < 1e-5)
            let costs = model.tokenCosts(history.span)
            #expect(costs.count == history.count + 1)
            #expect(abs(costs.reduce(.zero, +).value - model.score(history.span).total.value) < 1e-9)
        }
    }

    @Test func littleMemoryGivesTheSameModel() throws {
        var generator = Generator(state: 11)
        // 65,536 bytes hold 1,365 n-grams: dozens of runs, and levels in files.
        let training = generator.sentences(10_000, vocabulary: 3000)
        let test = generator.sentences(500, vocabulary: 3300)
        let roomy = try Self.model(training, order: 4)
        let tight = try Self.model(training, order: 4, memory: 64 << 10)
        #expect(!roomy.trie.isInFiles && tight.trie.isInFiles)
        #expect(roomy.orders == tight.orders)
        for sentence in test { #expect(roomy.score(sentence.span) == tight.score(sentence.span)) }
        try Self.expectTableSaysTheSame(roomy, test)
    }

    @Test func degenerateInput() throws {
        #expect(throws: AssayError.self) { try Self.model([], order: 3) }
        let empty = try Self.model([[]], order: 3)
        #expect(empty.orders.allSatisfy { $0.discounts.areFallback } && empty.vocabularySize == 0)
        #expect((empty.score([UInt32]().span).perplexity ?? 0) > 1)
        #expect(NGramScore().perplexity == nil && NGramScore().perplexityOfKnown == nil)
        let repeated = try Self.model(Array(repeating: [1, 2, 3], count: 1000), order: 5)
        #expect(repeated.orders.allSatisfy { $0.discounts.areFallback })
        let score = repeated.score(([1, 2, 3] as [UInt32]).span)
        #expect(score.total.value.isFinite && (score.perplexity ?? 0) < 1.1)
        // Ids without order or limit, and those that the marks take.
        let wide = try Self.model([[.max - 3, 0, 4_000_000_000]], order: 2)
        #expect(wide.knows(.max - 3) && !wide.knows(.max) && !wide.knows(1))
        #expect(wide.score(([.max, .max - 3] as [UInt32]).span).unknownTokens == 1)
        #expect(throws: AssayError.self) { try Self.model([[.max]], order: 2) }
        try Self.expectTableSaysTheSame(
            wide, [[.max, .max - 3], [0], [], [1, 4_000_000_000, .max - 3, 0, 4_000_000_000]])
        try Self.expectTableSaysTheSame(empty, [[], [3]])
    }

    @Test func fallbackWhereDiscountsDoNotExist() {
        #expect(KneserNeyDiscounts(countsOfCounts: [10, 5, 0, 1]) == .fallback)
        #expect(KneserNeyDiscounts(countsOfCounts: [1, 5, 1, 100]) == .fallback)
        let own = KneserNeyDiscounts(countsOfCounts: [100, 40, 20, 10])
        // Y = 100/180: D1 = 1 − 2·Y·0.4, D2 = 2 − 3·Y·0.5, D3 = 3 − 4·Y·0.5
        #expect(abs(own.one - 5.0 / 9) < 1e-12 && abs(own.two - 7.0 / 6) < 1e-12)
        #expect(abs(own.threeOrMore - 17.0 / 9) < 1e-12 && !own.areFallback)
    }
}
