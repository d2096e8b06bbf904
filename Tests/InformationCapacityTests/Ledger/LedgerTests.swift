import InformationCapacity
import Testing

@Suite("Ledger")
struct LedgerTests {
    @Test("The books of a learner close to 1e-6 bits")
    func closes() throws {
        // A learner that is itself an adaptive code, against the uniform baseline.
        let seed: UInt64 = 3
        var generator = SplitMix64(seed: seed)
        var counts = [Double](repeating: 0.5, count: 16)
        var (saved, codeLength) = (0.0, 0.0)
        let length = 20_000
        for t in 0..<length {
            let u = generator.unit()
            let symbol = Int(u * u * u * 16)
            let loss = -PortableMath.log2(counts[symbol] / (Double(t) + 8))
            codeLength += loss
            saved += 4 - loss
            counts[symbol] += 1
        }
        let finalLoss = Rate<Bits, Token>(2.9)
        let ledger = try #require(
            Ledger(
                symbols: UInt64(length), baseline: Bits(4 * Double(length)), codeLength: Bits(codeLength),
                finalLoss: finalLoss))
        #expect(ledger.discrepancy.value.magnitude < 1e-6)
        #expect((ledger.saved.value - saved).magnitude < 1e-6, "seed \(seed)")
        let held = ledger.saved + ledger.paidLearning
        #expect((held - ledger.informationHeld).value.magnitude < 1e-6)
        let expected = Double(length) * (4 - 2.9)
        #expect((ledger.informationHeld.value - expected).magnitude < 1e-6)
        #expect((ledger.perSymbol(ledger.residual).value - 2.9).magnitude < 1e-12)
        #expect((ledger.noiseShare! - 2.9 / 4).magnitude < 1e-12)
    }

    @Test("Parts may be negative")
    func negative() throws {
        let ledger = try #require(
            Ledger(symbols: 10, baseline: Bits(20), codeLength: Bits(25), finalLoss: Rate<Bits, Byte>(3)))
        #expect(ledger.saved == Bits(-5))
        #expect(ledger.paidLearning == Bits(-5))
        #expect(ledger.residual == Bits(30))
        #expect(ledger.informationHeld == Bits(-10))
    }

    @Test("There is no ledger without symbols or with figures that are not finite")
    func degenerate() {
        let rate = Rate<Bits, Byte>(1)
        #expect(Ledger(symbols: 0, baseline: .zero, codeLength: .zero, finalLoss: rate) == nil)
        #expect(Ledger(symbols: 1, baseline: Bits(.nan), codeLength: .zero, finalLoss: rate) == nil)
        #expect(Ledger(symbols: 1, baseline: .zero, codeLength: Bits(.infinity), finalLoss: rate) == nil)
        #expect(Ledger(symbols: 1, baseline: .zero, codeLength: .zero, finalLoss: Rate<Bits, Byte>(.nan)) == nil)
        #expect(Ledger(symbols: 1, baseline: .zero, codeLength: .zero, finalLoss: rate)?.noiseShare == nil)
    }
}
