import SharedData
import Testing

@testable import Summaries

@Suite("Near duplicates")
struct NearDuplicateTests {
    private func signature(_ text: String) -> MinHashSignature {
        var text = text
        return text.withUTF8 { unsafe MinHashSignature(of: $0) }
    }

    /// The Jaccard similarity of the sets of shingles, by definition.
    private func jaccard(_ a: String, _ b: String) -> Double {
        let (a, b) = (Shingles.naive(a), Shingles.naive(b))
        return Double(a.intersection(b).count) / Double(a.union(b).count)
    }

    @Test func `equal bins estimate the Jaccard similarity without bias`() {
        var random = SplitMix(seed: 11)
        for edits in [0, 1, 3, 8, 30] {
            var error = 0.0
            let trials = 60
            for _ in 0..<trials {
                let a = EditedCopies.words(150, &random)
                let (first, second) = (
                    a.joined(separator: " "), EditedCopies.edit(a, edits, &random).joined(separator: " ")
                )
                error += signature(first).similarity(to: signature(second)) - jaccard(first, second)
            }
            // 128 bins and 60 trials: a standard error of at most 0.006.
            #expect(abs(error / Double(trials)) < 0.02, "\(edits) edits")
        }
    }

    @Test(arguments: [
        "one two  three\tfour\n    five six seven eight nine ten", "0123456789abcdef0123456789abcdef0123456789abcdef",
        "统计学家研究语言的信息量和规律性统计学家研究语言的信息量和规律性", "short", "exactly twenty-four byte", " ", "é",
    ])
    func `signatures are those of the naive set of shingles`(text: String) {
        let bins = signature(text).bins
        #expect(bins == Shingles.naiveBins(text))
    }

    @Test func `signatures of random texts are those of the naive set of shingles`() {
        var random = SplitMix(seed: 3)
        for length in [23, 24, 25, 31, 32, 33, 40, 63, 64, 65, 200, 1000] {
            let bytes = (0..<length).map { _ in
                Int.random(in: 0..<6, using: &random) == 0 ? UInt8(32) : UInt8.random(in: 0...255, using: &random)
            }
            let bins = unsafe bytes.withUnsafeBufferPointer { unsafe MinHashSignature(of: $0).bins }
            #expect(bins == Shingles.naiveBins(bytes), "\(length) bytes")
        }
    }

    @Test func `lightly edited copies share a cluster, others do not`() {
        var random = SplitMix(seed: 5)
        let documents = EditedCopies(originals: 200, copies: 100, words: 200, random: &random).texts
        let bounds = documents.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        let text = documents.flatMap { $0 }
        let clusters = NearDuplicateClusters(text: text.span, bounds: bounds).clusters
        #expect((0..<100).count { clusters[200 + $0] == clusters[$0] } >= 97)
        #expect(Set(clusters[..<200]).count == 200)
    }

    @Test func `degenerate documents`() {
        let nothing: [UInt8] = []
        let none = NearDuplicateClusters(text: nothing.span, bounds: [])
        #expect(none.clusters.isEmpty)
        let text: [UInt8] = [1, 2, 1, 2]
        let short = NearDuplicateClusters(text: text.span, bounds: [0, 0, 2, 4, 4])
        #expect(short.clusters == [0, 1, 1, 0])
    }
}

/// Sets of shingles by their definition.
enum Shingles {
    static func naive(_ text: String) -> Set<[UInt8]> { naive(Array(text.utf8)) }

    static func naive(_ bytes: [UInt8]) -> Set<[UInt8]> {
        let length = MinHashSignature.shingleLength
        guard bytes.count >= length else { return [bytes] }
        let places = 0...bytes.count - length
        func starts(_ isStart: (Int) -> Bool) -> [[UInt8]] {
            places.filter { $0 == 0 && bytes[0] > 0x20 || $0 > 0 && isStart($0) }.map { Array(bytes[$0..<$0 + length]) }
        }
        let words = starts { bytes[$0] > 0x20 && bytes[$0 - 1] <= 0x20 }
        if words.count * MinHashSignature.sparseness >= bytes.count { return Set(words) }
        return Set(places.filter { $0 == 0 || bytes[$0 - 1] & 3 == 0 }.map { Array(bytes[$0..<$0 + length]) })
    }

    /// The bins, from the signatures of texts that are one shingle each.
    static func naiveBins(_ text: String) -> [UInt32] { naiveBins(Array(text.utf8)) }

    static func naiveBins(_ bytes: [UInt8]) -> [UInt32] {
        // The one shingle of a text fills all bins from its own, at increasing distance.
        var least: [Int: UInt32] = [:]
        let step: UInt32 = 0x9E37_79B9
        for shingle in naive(bytes) {
            let bins = unsafe shingle.withUnsafeBufferPointer { unsafe MinHashSignature(of: $0).bins }
            guard let own = bins.indices.first(where: { bins[($0 + 1) % 128] == bins[$0] &+ 127 &* step }) else {
                continue
            }
            least[own] = min(least[own] ?? .max, bins[own])
        }
        return (0..<128).map { bin in
            let distance = (0..<128).first { least[(bin + $0) % 128] != nil } ?? 0
            return (least[(bin + distance) % 128] ?? 0) &+ UInt32(distance) &* step
        }
    }
}

/// Documents of random words, and copies of some with a word or two replaced.
struct EditedCopies {
    /// The originals, then the copies.
    var texts: [[UInt8]]

    init(originals: Int, copies: Int, words: Int, random: inout SplitMix) {
        let documents = (0..<originals).map { _ in Self.words(words, &random) }
        let edited = (0..<copies).map { copy in
            Self.edit(documents[copy % originals], 1 + Int.random(in: 0..<2, using: &random), &random)
        }
        texts = (documents + edited).map { Array($0.joined(separator: " ").utf8) }
    }

    static func words(_ count: Int, _ random: inout SplitMix) -> [String] {
        (0..<count).map { _ in
            String(
                (0..<Int.random(in: 2...9, using: &random)).map { _ in
                    Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &random)))
                })
        }
    }

    static func edit(_ words: [String], _ edits: Int, _ random: inout SplitMix) -> [String] {
        var edited = words
        for _ in 0..<edits {
            edited[Int.random(in: 0..<edited.count, using: &random)] =
                "changed\(Int.random(in: 0..<9999, using: &random))"
        }
        return edited
    }
}
