import Foundation
import SharedData
import Testing

@testable import Summaries

@Suite("Near-duplicate sketch")
struct NearDuplicateSketchTests {
    private func sketch(_ texts: some Sequence<[UInt8]>, capacity: Int) -> NearDuplicateSketch {
        var sketch = NearDuplicateSketch(capacity: capacity)
        var signature = MinHashSignature()
        for text in texts {
            unsafe text.withUnsafeBufferPointer { text in
                unsafe signature.sign(text)
                sketch.offer(unsafe ContentHash(of: text), signature)
            }
        }
        return sketch
    }

    private static let isSoak = ProcessInfo.processInfo.environment["ASSAY_SOAK"] != nil

    /// 50 seeds of 4,000 documents in the soak, a few of a few hundred here.
    private static let (seeds, documents): (UInt64, Int) = isSoak ? (50, 4000) : (4, 200)

    /// Copies with a word or two replaced have a similarity of 0.88 or more.
    @Test(arguments: [1, 5, 20], isSoak ? [256, 1024, 1 << 14] : [64, 1 << 14])
    func `the rate of edited copies lies within the interval`(percent: Int, capacity: Int) {
        var covered = 0
        var mean = 0.0
        var width = 0.0
        for seed in 1...Self.seeds {
            var random = SplitMix(seed: seed &* 1000 &+ UInt64(percent))
            let copies = Self.documents * percent / 100
            let texts = EditedCopies(
                originals: Self.documents - copies, copies: copies, words: 160, random: &random
            ).texts
            let count = sketch(texts, capacity: capacity).nearDuplicates()
            guard let share = count.share, let interval = count.shareInterval else { continue }
            if interval.contains(Double(percent) / 100) { covered += 1 }
            mean += share / Double(Self.seeds)
            width += (interval.upperBound - interval.lowerBound) / Double(Self.seeds)
        }
        print(
            "near duplicates: \(percent) %, \(capacity) documents kept: \(covered) of \(Self.seeds) cover,",
            "mean \(mean), mean width \(width)")
        #expect(Double(covered) >= 0.9 * Double(Self.seeds) - (Self.isSoak ? 0 : 1))
    }

    /// With copies on both sides of the threshold, the truth is the number of those whose sets of shingles are that similar.
    @Test func `the threshold is the Jaccard similarity that is documented`() throws {
        var random = SplitMix(seed: 9)
        var texts: [String] = []
        var truth = 0
        for index in 0..<240 {
            let original = EditedCopies.words(100, &random)
            let copy = EditedCopies.edit(original, 1 + index % 4, &random)
            texts += [original.joined(separator: " "), copy.joined(separator: " ")]
            let (a, b) = (Shingles.naive(texts[texts.count - 2]), Shingles.naive(texts[texts.count - 1]))
            if Double(a.intersection(b).count) >= 0.8 * Double(a.union(b).count) { truth += 1 }
        }
        #expect((100..<200).contains(truth))
        let count = sketch(texts.map { Array($0.utf8) }, capacity: 1 << 14).nearDuplicates()
        #expect(count.documents == 480 && count.interval.contains(Double(truth)), "\(count), not \(truth)")
    }

    @Test func `documents of another corpus are found from both sketches`() throws {
        var random = SplitMix(seed: 77)
        let base = EditedCopies(originals: 400, copies: 0, words: 80, random: &random).texts
        let other = EditedCopies(originals: 300, copies: 0, words: 80, random: &random).texts
        // 100 documents of the base, word for word, and 50 with an edit.
        let edited = base[200..<250].map { text in
            Array(
                EditedCopies.edit(
                    String(decoding: text, as: UTF8.self).split(separator: " ").map(String.init), 1, &random
                )
                .joined(separator: " ").utf8)
        }
        let mixed = other + base[..<100] + edited
        for capacity in [1 << 14, 128] {
            let count = sketch(mixed, capacity: capacity).nearDuplicates(in: sketch(base, capacity: capacity))
            let interval = try #require(count.shareInterval)
            #expect(interval.contains(150.0 / 450), "\(capacity): \(count)")
        }
        let none = sketch(other, capacity: 1 << 14).nearDuplicates(in: sketch(base, capacity: 1 << 14))
        #expect(none.nearDuplicates == 0)
    }

    @Test(arguments: UInt64(1)...4)
    func `any cut, merged in any order, keeps the same documents`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let texts = EditedCopies(originals: 150, copies: 80, words: 30, random: &random).texts
        let whole = sketch(texts, capacity: 32)
        #expect(whole.level > 0)
        var parts = stride(from: 0, to: texts.count, by: 17).map {
            sketch(texts[$0..<min($0 + 17, texts.count)], capacity: 32)
        }
        parts.shuffle(using: &random)
        var merged = NearDuplicateSketch(capacity: 32)
        for part in parts { merged.merge(part) }
        #expect(merged == whole)
    }

    @Test func `an empty sketch, and one document`() {
        let none = NearDuplicateSketch(capacity: 64).nearDuplicates()
        #expect(none.share == nil && none.nearDuplicates == 0)
        let one = sketch([Array("a single document, and nothing like it".utf8)], capacity: 64).nearDuplicates()
        #expect(one.share == 0 && one.documents == 1)
    }
}
