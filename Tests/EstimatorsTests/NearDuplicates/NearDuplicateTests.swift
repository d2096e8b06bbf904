import SharedData
import Testing

@testable import Estimators

@Suite("Near duplicates")
struct NearDuplicateTests {
    private func words(_ count: Int, _ random: inout SplitMix) -> [String] {
        (0..<count).map { _ in
            String(
                (0..<Int.random(in: 2...9, using: &random)).map { _ in
                    Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &random)))
                })
        }
    }

    private func signature(_ words: [String]) -> MinHashSignature {
        var text = words.joined(separator: " ")
        return text.withUTF8 { unsafe MinHashSignature(of: $0) }
    }

    /// The Jaccard similarity of the sets of shingles, by definition.
    private func jaccard(_ a: [String], _ b: [String]) -> Double {
        func shingles(_ words: [String]) -> Set<[UInt8]> {
            let bytes = Array(words.joined(separator: " ").utf8)
            let length = MinHashSignature.shingleLength
            return Set((0...bytes.count - length).map { Array(bytes[$0..<$0 + length]) })
        }
        let (a, b) = (shingles(a), shingles(b))
        return Double(a.intersection(b).count) / Double(a.union(b).count)
    }

    @Test func `equal bins estimate the Jaccard similarity without bias`() {
        var random = SplitMix(seed: 11)
        for edits in [0, 1, 3, 8, 30] {
            var error = 0.0
            let trials = 60
            for _ in 0..<trials {
                let a = words(150, &random)
                var b = a
                for _ in 0..<edits { b[Int.random(in: 0..<b.count, using: &random)] = "changed" }
                error += signature(a).similarity(to: signature(b)) - jaccard(a, b)
            }
            // 128 bins and 60 trials: a standard error of at most 0.006.
            #expect(abs(error / Double(trials)) < 0.02, "\(edits) edits")
        }
    }

    @Test func `lightly edited copies share a cluster, others do not`() {
        var random = SplitMix(seed: 5)
        var documents: [[String]] = []
        for _ in 0..<200 { documents.append(words(200, &random)) }
        for index in 0..<100 {
            var copy = documents[index]
            copy[Int.random(in: 0..<copy.count, using: &random)] = "edited"
            documents.append(copy)
        }
        let texts = documents.map { Array($0.joined(separator: " ").utf8) }
        let bounds = texts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        let text = texts.flatMap { $0 }
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
