import Estimators
import InformationCapacity
import Testing

/// Cases too large for a naive twin, computed with mpmath 1.3.0 at 40 to 70 digits: Chao-Wang-Jost's tail as
/// ∫ x e^(−nt) / (1 − x e^(−t)) dt, Nemenman-Shafee-Bialek's integrals by the trapezoid rule in ln β.
@Suite("Entropy estimators at large counts")
struct HighPrecisionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var groups: [(count: UInt64, symbols: UInt64)]
        var alphabetSize: UInt64?
        var nats: Double

        var testDescription: String { "\(groups)" }

        func counts() throws -> CountOfCounts {
            try CountOfCounts(groups: groups.map { CountOfCounts.Group(count: $0.count, symbols: $0.symbols) })
        }
    }

    static let chaoWangJostCases: [Case] = [
        Case(groups: [(1, 2000), (2, 1), (9, 1), (17, 1), (300, 1)], nats: 12.929244457240210981),
        Case(groups: [(1, 2000), (9, 1), (17, 1), (300, 1)], nats: 12.932772019135093531),
        Case(groups: [(1, 1_000_000), (2, 10), (3, 100_000), (1_000_000, 3)], nats: 8.0873330986922310105),
        Case(
            groups: [(1, 1_000_000_000), (2, 300_000_000), (1_000_000_000_000, 50)], nats: 3.9129621981321561017),
        Case(
            groups: [(1, 10), (2, 1_000_000), (1_000_000_000_000, 500), (1_000_000_000_000_000, 1)],
            nats: 2.7080502448538113871),
        Case(groups: [(1, 1_000_000_000_000_000)], nats: 68.384405609258741514),
        Case(groups: [(1, 3), (2, 1), (1_000_000_000_000_000, 2)], nats: 0.69314718056003601339),
    ]

    @Test("Chao-Wang-Jost", arguments: chaoWangJostCases)
    func chaoWangJost(_ vector: Case) throws {
        let estimate = try #require(EntropyEstimator.chaoWangJost.estimate(try vector.counts()))
        #expect(abs(estimate.value / vector.nats - 1) < 1e-13, "\(estimate.value) \(vector.nats)")
    }

    static let nemenmanShafeeBialekCases: [Case] = [
        // Cases C, D and H of the shared vectors, which do not give this estimate.
        Case(
            groups: [
                (1, 20), (2, 7), (3, 3), (4, 2), (5, 2), (6, 1), (8, 1), (10, 1), (13, 1), (20, 1), (40, 1),
            ], nats: 3.0737393797522),
        Case(groups: [(1, 10)], nats: 2.2272351510237),
        Case(groups: [(1, 3), (5, 1), (100_000, 1), (1_000_000, 1)], nats: 0.30473787152362),
        Case(groups: [(1_000_000, 100)], nats: 4.6051701759881),
        Case(groups: [(999_000, 50), (1_001_000, 50)], nats: 4.6051701160217),
        Case(groups: [(1, 100), (2, 40), (1_000_000_000, 5)], alphabetSize: 1_000_000, nats: 1.6094387025034),
    ]

    @Test("Nemenman-Shafee-Bialek", arguments: nemenmanShafeeBialekCases)
    func nemenmanShafeeBialek(_ vector: Case) throws {
        let estimate = try #require(
            EntropyEstimator.nemenmanShafeeBialek.estimate(try vector.counts(), alphabetSize: vector.alphabetSize))
        #expect(abs(estimate.value / vector.nats - 1) < 1e-10, "\(estimate.value) \(vector.nats)")
    }
}
