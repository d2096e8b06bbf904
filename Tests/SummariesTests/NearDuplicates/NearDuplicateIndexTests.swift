import SharedData
import Testing

@testable import Summaries

/// Looking up near duplicates.
@Suite struct NearDuplicateIndexTests {
    static func text(_ words: Int, _ random: inout SplitMix) -> [UInt8] {
        Array((0..<words).map { _ in "w\(random.next() % 5000)" }.joined(separator: " ").utf8)
    }

    static func cluster(of text: [UInt8], in index: NearDuplicateIndex) -> Int? {
        unsafe text.withUnsafeBufferPointer { unsafe index.cluster(of: $0) }
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func clustersAreThoseOfTheCollection(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var texts: [[UInt8]] = []
        for _ in 0..<40 {
            let original = Self.text(200, &random)
            texts.append(original)
            // A copy with its end changed, and one with its beginning changed, of every other text.
            if random.next() % 2 == 0 {
                texts.append(original + Array(" and some words more".utf8))
                texts.append(Array("Title\n\n".utf8) + original)
            }
        }
        texts.append([])
        let index = NearDuplicateIndex(texts)
        let joined = texts.flatMap { $0 }
        let bounds = texts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        let clusters = NearDuplicateClusters(text: joined.span, bounds: bounds)
        #expect(Array(index.clusters.dropLast()) == Array(clusters.clusters.dropLast()), "seed \(seed)")
        #expect(index.sizes.reduce(0, +) == texts.count)
        for (number, text) in texts.enumerated() where !text.isEmpty {
            #expect(Self.cluster(of: text, in: index) == index.clusters[number], "seed \(seed)")
        }
        #expect(Self.cluster(of: [], in: index) == nil)
        #expect(Self.cluster(of: Self.text(200, &random), in: index) == nil)
        #expect(Self.cluster(of: texts[0] + Array(" fin".utf8), in: index) == index.clusters[0])
    }
}
