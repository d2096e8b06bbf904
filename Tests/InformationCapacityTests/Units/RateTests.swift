import InformationCapacity
import Testing

@Suite("Units")
struct RateTests {
    @Test("One nat is 1/ln 2 bits, per anything")
    func conversion() {
        let rate = Rate<Nats, Token>(0.6931471805599453)
        #expect(Rate<Bits, Token>(converting: rate).value == 1)
        #expect(Rate<Bits, Token>.unitName == "bit/token")
    }

    @Test("Tokens spread over source bytes")
    func spread() throws {
        // GPT-2's tokenizer on Python: 2.18 bytes for each token.
        let perToken = Rate<Bits, Token>(4.36)
        let perByte: Rate<Bits, Byte> = try #require(perToken.spread(from: 100, over: 218))
        #expect((perByte.value - 2).magnitude < 1e-12)
        let none: Rate<Bits, Byte>? = perToken.spread(from: 100, over: 0)
        #expect(none == nil)
    }
}
