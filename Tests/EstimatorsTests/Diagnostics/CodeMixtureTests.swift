import InformationCapacity
import SharedData
import Testing

@testable import Estimators

@Suite("Mixtures of codes")
struct CodeMixtureTests {
    @Test("Equal codes cost what naming one of them costs")
    func closedForms() throws {
        let mixture = try #require(
            CodeMixture([.init("a", length: Bits(800)), .init("b", length: Bits(800))], byteCount: 1000))
        // The uniform code takes 8,000 bits and adds nothing: log₂ 3 − log₂ 2.
        #expect(abs(mixture.overhead.value - PortableMath.log2(1.5)) < 1e-12)
        #expect(abs(mixture.length.value - 800 - PortableMath.log2(1.5)) < 1e-12)
        #expect(mixture.shortest == "a")
        let weighted = try #require(
            CodeMixture(
                [.init("a", length: Bits(10), weight: 3), .init("uniform", length: Bits(12))], byteCount: 9))
        #expect(abs(weighted.length.value + PortableMath.log2(0.75 / 1024 + 0.25 / 4096)) < 1e-12)
        #expect(weighted.codes.count == 2)
    }

    @Test("It never costs more than the best code and its weight, and nothing beats the uniform code for noise")
    func bounds() throws {
        var random = SplitMix(seed: 1)
        for _ in 0..<200 {
            let codes = (0..<5).map {
                CodeMixture.Code("\($0)", length: Bits(1e6 * random.unit()), weight: random.unit() + 0.01)
            }
            let mixture = try #require(CodeMixture(codes, byteCount: 100_000))
            let weights = codes.map(\.weight).reduce(1, +)
            for code in mixture.codes {
                #expect(mixture.length.value <= code.length.value + PortableMath.log2(weights / code.weight) + 1e-6)
            }
        }
        let noise = try #require(CodeMixture([.init("xz -9e", length: Bits(8100))], byteCount: 1000))
        #expect(noise.shortest == "uniform" && noise.length.value <= 8001)
    }

    @Test("Refused: lengths that are not finite, weights that are none")
    func degenerate() {
        #expect(CodeMixture([.init("a", length: Bits(.nan))], byteCount: 1) == nil)
        #expect(CodeMixture([.init("a", length: Bits(1), weight: 0)], byteCount: 1) == nil)
        #expect(CodeMixture([], byteCount: 0)?.length == .zero)
        #expect(CodeMixture.switchingLength(documents: []) == .zero)
        #expect(CodeMixture.switchingLength(documents: [[Bits(1)], []]) == nil)
        #expect(CodeMixture.switchingLength(documents: [[]]) == nil)
    }

    @Test("Switching follows documents of two kinds, and costs little where there is one")
    func switching() throws {
        let alternating = (0..<100).map { $0 < 50 ? [Bits(1000), Bits(4000)] : [Bits(4000), Bits(1000)] }
        let length = try #require(CodeMixture.switchingLength(documents: alternating))
        #expect(length.value > 100_000 && length.value < 100_020, "\(length.value)")
        let steady = [[Bits]](repeating: [Bits(1000), Bits(4000)], count: 100)
        let same = try #require(CodeMixture.switchingLength(documents: steady))
        #expect(same.value < 100_000 + 1 + PortableMath.log2(101) && same.value > 100_000, "\(same.value)")
        // One document is the plain mixture.
        let one = try #require(CodeMixture.switchingLength(documents: [[Bits(3), Bits(3)]]))
        #expect(abs(one.value - 3) < 1e-12)
    }
}
