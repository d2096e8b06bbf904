import Foundation
import SharedData
import Testing

@testable import Assessment

/// What is usual at a length.
@Suite struct LengthReferenceTests {
    /// A measure that falls with the length like a compressed size does: after the reference the length says nothing.
    @Test(arguments: [UInt64(1), 2])
    func takesTheLengthAway(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        func normal() -> Double { (-2 * log(1 - random.unit())).squareRoot() * cos(2 * .pi * random.unit()) }
        let documents = (0..<4000).map { _ in
            let bytes = Int(exp(random.unit() * 6 + 4))
            return (bytes: bytes, value: 3 + 40 / Double(bytes).squareRoot() + 0.1 * normal())
        }
        let reference = LengthReference(documents)
        let deviations = try documents.map { try #require(reference.deviation(of: $0.value, bytes: $0.bytes)) }
        for (low, high) in [(50, 200), (200, 1000), (1000, 5000), (5000, 30_000)] {
            let own = zip(documents, deviations).filter { (low..<high).contains($0.0.bytes) }.map(\.1)
            let mean = own.reduce(0, +) / Double(own.count)
            let spread = (own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count)).squareRoot()
            #expect(abs(mean) < 0.25 && (0.8..<1.3).contains(spread), "seed \(seed): \(low)")
        }
    }

    @Test func fewOrEqualDocuments() {
        let few = LengthReference((0..<19).map { (bytes: $0 + 1, value: 1) })
        #expect(few.deviation(of: 1, bytes: 10) == nil)
        let equal = LengthReference((0..<100).map { _ in (bytes: 10, value: 2) })
        #expect(equal.deviation(of: 2, bytes: 10) == 0 && equal.deviation(of: 2, bytes: 1 << 40) == 0)
        // A hundredth of the median stands for a spread of nothing.
        #expect(abs((equal.deviation(of: 2.2, bytes: 1) ?? 0) - 10) < 1e-9)
        #expect(equal.deviation(of: 2, bytes: 0) == nil)
    }
}
