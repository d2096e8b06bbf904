import Corpora
import InformationCapacity
import Summaries
import Testing

@testable import Assessment

@Suite("Entropy estimates")
struct EntropyEstimateTests {
    private func sample(_ documents: [[UInt8]], budget: Int = 16 << 20) -> SampleText {
        SampleText(documents: documents, budget: budget)
    }

    /// Documents of independent bytes, uniform over an alphabet.
    private func uniform(_ documents: Int, length: Int, symbols: UInt64) -> [[UInt8]] {
        var state: UInt64 = 88_172_645_463_325_252
        return (0..<documents).map { _ in
            (0..<length).map { _ in
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return UInt8((state >> 32) % symbols)
            }
        }
    }

    /// P2 of THEORY section 1, for the general codes and their mixture.
    @Test func `uniform bytes cost eight bits and no code saves anything`() async throws {
        let entropy = try #require(
            try await EntropyEstimates(text: sample(uniform(40, length: 4096, symbols: 256)), threads: 2).run()?.entropy
        )
        #expect(abs(entropy.best.perByte.value - 8) < 0.02)
        #expect(entropy.remainingShare.value > 0.97)
        // The uniform code is among them: noise costs no more than its alphabet and the choice.
        #expect(entropy.mixture.total.value <= 8 * 40 * 4096 + PortableMath.log2(5))
        #expect(entropy.codeLengths.allSatisfy { $0.perByte.value >= 8 })
    }

    @Test func `order-0 is the best code where there is nothing but order-0`() async throws {
        // 16 symbols: 4 bits each. General compressors need a little more than the order-0 code.
        let entropy = try #require(
            try await EntropyEstimates(text: sample(uniform(40, length: 4096, symbols: 16)), threads: 2).run()?.entropy)
        #expect(entropy.best.code == "adaptive order-0")
        #expect(abs(entropy.best.perByte.value - 4) < 0.005)
        #expect(abs(entropy.conditionalEntropies[0].corrected.value - 4) < 0.001)
    }

    @Test func `fewer than twenty documents have no interval, and say so`() async throws {
        let entropy = try #require(
            try await EntropyEstimates(text: sample(uniform(19, length: 2048, symbols: 4)), threads: 1).run()?.entropy)
        for order in entropy.conditionalEntropies {
            #expect(order.corrected.interval == nil)
            #expect(order.corrected.intervalAbsence?.contains("19 distinct documents") == true)
        }
    }

    @Test func `a sample has an interval for each code, the whole corpus is exact`() async throws {
        let documents = uniform(60, length: 4096, symbols: 16)
        let part = sample(documents, budget: 40 * (4096 + DocumentSample.overhead))
        #expect(!part.isComplete && part.documents == 40)
        let estimated = try #require(try await EntropyEstimates(text: part, threads: 2).run()?.entropy)
        for code in estimated.codeLengths {
            let interval = try #require(code.perByte.interval)
            #expect(interval.lower < code.perByte.value && code.perByte.value < interval.upper)
        }
        let exact = try #require(try await EntropyEstimates(text: sample(documents), threads: 2).run()?.entropy)
        #expect(exact.codeLengths.allSatisfy { $0.perByte.interval == nil && $0.perByte.intervalAbsence == nil })
    }

    @Test func `no text has no estimates`() async throws {
        #expect(try await EntropyEstimates(text: sample([[]]), threads: 1).run() == nil)
    }
}
