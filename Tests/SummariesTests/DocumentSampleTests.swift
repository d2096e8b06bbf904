import SharedData
import Testing

@testable import Summaries

@Suite("Document sample")
struct DocumentSampleTests {
    /// Documents over a small alphabet of texts, so that many repeat.
    private func documents(seed: UInt64, count: Int) -> [[UInt8]] {
        var random = SplitMix(seed: seed)
        return (0..<count).map { _ in
            let kind = UInt64.random(in: 0..<200, using: &random)
            var content = SplitMix(seed: kind)
            return (0..<Int.random(in: 0...300, using: &content)).map { _ in
                UInt8.random(in: 97...122, using: &content)
            }
        }
    }

    private func sample(_ documents: [[UInt8]], budget: Int, from first: Int = 0) -> DocumentSample {
        var sample = DocumentSample(budget: budget)
        for (index, document) in documents.enumerated() {
            unsafe document.withUnsafeBufferPointer { bytes in
                unsafe sample.offer(
                    ContentHash(of: document), bytes, at: Locator(path: "f", byte: UInt64(first + index)))
            }
        }
        sample.cutBack()
        return sample
    }

    /// The definition, word for word: distinct documents in hash order while they fit.
    private func naive(_ documents: [[UInt8]], budget: Int) -> [[UInt8]] {
        var cost = 0
        var kept: [[UInt8]] = []
        for document in Set(documents).sorted(by: { ContentHash(of: $0) < ContentHash(of: $1) }) {
            cost += document.count + DocumentSample.overhead
            if cost > budget { break }
            kept.append(document)
        }
        return kept
    }

    @Test(arguments: [0, 64, 1000, 9000, 1_000_000])
    func `equals the definition`(budget: Int) {
        for seed in UInt64(1)...20 {
            let documents = documents(seed: seed, count: 300)
            let sample = sample(documents, budget: budget)
            #expect(sample.inHashOrder.map(\.entry.bytes) == naive(documents, budget: budget), "seed \(seed)")
            #expect(sample.byteCount == naive(documents, budget: budget).reduce(0) { $0 + $1.count })
            #expect(sample.isComplete == (naive(documents, budget: budget).count == Set(documents).count))
        }
    }

    @Test func `multiplicity and first place are exact`() {
        for seed in UInt64(1)...20 {
            let documents = documents(seed: seed, count: 400)
            for (_, entry) in sample(documents, budget: 8000).inHashOrder {
                #expect(entry.multiplicity == UInt64(documents.count { $0 == entry.bytes }), "seed \(seed)")
                #expect(entry.locator.byte == documents.firstIndex(of: entry.bytes).map(UInt64.init))
            }
        }
    }

    @Test func `the samples of two corpora are coordinated`() {
        let a = documents(seed: 5, count: 300)
        let b = documents(seed: 6, count: 300)
        let sampleA = sample(a, budget: 9000)
        let sampleB = sample(b, budget: 9000)
        let limit = min(sampleA.threshold ?? sampleB.threshold!, sampleB.threshold!)
        let shared = Set(a).intersection(b).filter { ContentHash(of: $0) < limit }
        #expect(!shared.isEmpty)
        for document in shared {
            #expect(sampleA.inHashOrder.contains { $0.entry.bytes == document })
            #expect(sampleB.inHashOrder.contains { $0.entry.bytes == document })
        }
    }
}
