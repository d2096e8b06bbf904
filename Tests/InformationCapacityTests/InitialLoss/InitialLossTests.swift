import InformationCapacity
import Testing

@Suite("Initial losses")
struct InitialLossTests {
    @Test("GPT-2's initial loss is 10.98 nats")
    func gpt2() throws {
        let loss = try #require(InitialLoss<Token>.gaussianInitialisation(vocabulary: 50_257))
        let nats = Rate<Nats, Token>(converting: loss.rate).value
        // ln 50257 + 0.3072 / 2
        #expect((nats - 10.978505).magnitude < 1e-6)
        let uniform = try #require(InitialLoss<Token>.uniform(vocabulary: 50_257))
        #expect((uniform.rate.value - 15.6170370).magnitude < 1e-6)
    }

    @Test("The Gaussian formula is the mean loss of a random softmax")
    func monteCarlo() throws {
        // Sums of twelve uniform numbers have variance 1 and are near enough to normal for σ² = 0.3.
        let seed: UInt64 = 17
        var generator = SplitMix64(seed: seed)
        let size = 20_000
        let sigma = 0.3072.squareRoot()
        let logits = (0..<size).map { _ in
            sigma * ((0..<12).reduce(0.0) { sum, _ in sum + generator.unit() } - 6)
        }
        let logSum = PortableMath.log(logits.reduce(0) { $0 + PortableMath.exp($1) })
        let mean = logSum - logits.reduce(0, +) / Double(size)
        let expected = try #require(InitialLoss<Token>.gaussianInitialisation(vocabulary: UInt64(size)))
        #expect((mean - Nats(converting: expected.rate.quantity).value).magnitude < 0.02, "seed \(seed)")
    }

    @Test("Plug-in entropy of known distributions")
    func plugIn() throws {
        let halves = try #require(SymbolCounts([8, 4, 2, 1, 1, 0, 0]))
        let loss = try #require(InitialLoss<Byte>.calibratedBias(halves))
        #expect((loss.rate.value - 1.875).magnitude < 1e-15)
        let flat = try #require(SymbolCounts([UInt64](repeating: 3_906_250_000_000, count: 256)))
        let even = try #require(InitialLoss<Byte>.calibratedBias(flat))
        #expect((even.rate.value - 8).magnitude < 1e-14)
        let single = try #require(SymbolCounts([5]))
        #expect(InitialLoss<Byte>.calibratedBias(single)?.rate.value == 0)
    }

    @Test("All readings come in one order, with what is known about each")
    func all() throws {
        let counts = try #require(SymbolCounts([900, 50, 25, 25]))
        let corrected = Rate<Bits, Token>(0.6)
        let losses = InitialLoss<Token>.all(counts, corrected: corrected)
        #expect(losses.map(\.method) == InitialLossMethod.allCases)
        #expect(losses[3].rate == corrected)
        // A valid code cannot be shorter than the entropy of what it codes.
        #expect(losses[4].rate > losses[2].rate)
        #expect(losses[4].rate < losses[0].rate)
        #expect(InitialLossMethod.standard == .adaptiveOrderZero)
        #expect(InitialLossMethod.allCases.map(\.seesData) == [false, false, true, true, true])
        #expect(InitialLossMethod.allCases.map(\.isValidCode) == [true, true, false, false, true])
        #expect(Set(InitialLossMethod.allCases.map(\.name)).count == 5)
    }

    @Test("On even counts the adaptive code is longer than uniform by what learning that costs")
    func adaptiveAgainstUniform() throws {
        let counts = try #require(SymbolCounts([UInt64](repeating: 1_000_000, count: 16)))
        let adaptive = try #require(InitialLoss<Token>.adaptiveOrderZero(counts))
        // About (|V| − 1)/2 · log₂ D bits in all.
        #expect(adaptive.rate.value > 4 && adaptive.rate.value < 4 + 7.5 * 24 / 1.6e7)
    }

    @Test("Degenerate input gives no figure")
    func degenerate() throws {
        #expect(InitialLoss<Token>.uniform(vocabulary: 0) == nil)
        #expect(InitialLoss<Token>.uniform(vocabulary: 1)?.rate.value == 0)
        #expect(InitialLoss<Token>.gaussianInitialisation(vocabulary: 0) == nil)
        #expect(InitialLoss<Token>.gaussianInitialisation(vocabulary: 1)?.rate.value == 0)
        #expect(InitialLoss<Token>.gaussianInitialisation(vocabulary: 9, logitVariance: -1) == nil)
        #expect(InitialLoss<Token>.gaussianInitialisation(vocabulary: 9, logitVariance: .nan) == nil)
        let empty = try #require(SymbolCounts([0, 0, 0]))
        #expect(InitialLoss<Token>.all(empty).map(\.method) == [.uniform, .gaussianInitialisation])
    }
}
