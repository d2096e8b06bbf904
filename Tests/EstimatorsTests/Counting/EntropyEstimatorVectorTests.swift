import Estimators
import Foundation
import InformationCapacity
import SharedData
import Testing

/// The published formulas, computed with mpmath at 30 digits.
struct EntropyVectors: Decodable {
    struct Case: Decodable, CustomTestStringConvertible {
        var `case`: String
        var counts: [UInt64]
        var nats: [String: String]

        var testDescription: String { `case` }
    }

    var cases: [Case]

    static let path = "vectors/entropy-estimators.json"
    static let cases: [Case] =
        SharedData.data(path).flatMap { try? JSONDecoder().decode(EntropyVectors.self, from: $0) }?.cases ?? []
}

@Suite("Entropy estimators against published formulas", .enabled(if: SharedData.has(EntropyVectors.path)))
struct EntropyEstimatorVectorTests {
    @Test("The vectors are read")
    func vectorsAreRead() {
        #expect(EntropyVectors.cases.count == 11)
    }

    @Test("Every figure of every case", arguments: EntropyVectors.cases)
    func figures(_ vector: EntropyVectors.Case) throws {
        let counts = try CountOfCounts(vector.counts)
        for (name, figure) in vector.nats {
            let expected = try #require(Double(figure))
            let estimator = try #require(
                EntropyEstimator.allCases.first { name == $0.name || name == "\($0.name), K = observed symbols" },
                "no estimator is called '\(name)'")
            let estimate = try #require(estimator.estimate(counts))
            let tolerance = estimator == .nemenmanShafeeBialek ? 1e-9 : 1e-14
            #expect(
                abs(estimate.value - expected) <= tolerance * abs(expected), "\(name): \(estimate.value) \(expected)")
        }
    }
}
