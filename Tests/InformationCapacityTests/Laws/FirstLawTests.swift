import InformationCapacity
import Testing

@Suite("First law, IC-1")
struct FirstLawTests {
    struct Run: Sendable {
        let name: String
        let parameters, tokens: Double
        let vocabulary: UInt64
        /// Nats per token.
        let loss: Double
        let capacity: ClosedRange<Double>
    }

    static let runs = [
        // Brown and others 2020: 175e9 parameters, 300e9 tokens, loss 2.57 (3640 PF-days)^−0.048.
        Run(
            name: "GPT-3", parameters: 175e9, tokens: 300e9, vocabulary: 50_257,
            loss: 2.57 * PortableMath.pow(3640, -0.048), capacity: 1.425...1.435),
        // Hoffmann and others 2022: 70e9 parameters, 1.4e12 tokens, loss 1.69 + 406.4/N^0.34 + 410.7/D^0.28.
        Run(
            name: "Chinchilla", parameters: 70e9, tokens: 1.4e12, vocabulary: 32_000,
            loss: 1.69 + 406.4 / PortableMath.pow(70e9, 0.34) + 410.7 / PortableMath.pow(1.4e12, 0.28),
            capacity: 15...15.5),
    ]

    @Test("The literal ratio of published runs is above 1 and says that this is no violation", arguments: runs.indices)
    func publishedRuns(index: Int) throws {
        let run = Self.runs[index]
        let entropy = try #require(InitialLoss<Token>.gaussianInitialisation(vocabulary: run.vocabulary)).rate
        let size = try #require(ModelSize(parameters: run.parameters)).storage
        let ratio = try #require(
            FirstLaw.literal(
                symbols: run.tokens, entropy: entropy, loss: Rate(converting: Rate<Nats, Token>(run.loss)),
                modelSize: size))
        #expect(run.capacity.contains(ratio.value), "\(run.name): \(ratio.value)")
        #expect(ratio.note?.contains("not a violation") == true)
    }

    @Test("Solving for one variable and putting it back gives the others")
    func roundTrips() throws {
        let seed: UInt64 = 41
        var generator = SplitMix64(seed: seed)
        for _ in 0..<200 {
            let symbols = PortableMath.exp(30 * generator.unit())
            let loss = Rate<Bits, Token>(10 * generator.unit())
            let entropy = Rate<Bits, Token>(loss.value + 0.1 + 5 * generator.unit())
            let capacity = 0.01 + generator.unit()
            let size = try #require(
                FirstLaw.modelSize(symbols: symbols, entropy: entropy, loss: loss, capacity: capacity))
            let ratio = FirstLaw.literal(symbols: symbols, entropy: entropy, loss: loss, modelSize: size)
            try #expect((#require(ratio).value / capacity - 1).magnitude < 1e-12, "seed \(seed)")
            let again = FirstLaw.symbols(modelSize: size, entropy: entropy, loss: loss, capacity: capacity)
            try #expect((#require(again) / symbols - 1).magnitude < 1e-12, "seed \(seed)")
            let lossAgain: Rate<Bits, Token>? = FirstLaw.loss(
                symbols: symbols, entropy: entropy, modelSize: size, capacity: capacity)
            try #expect((#require(lossAgain) - loss).value.magnitude < 1e-12, "seed \(seed)")
            let entropyAgain: Rate<Bits, Token>? = FirstLaw.entropy(
                symbols: symbols, loss: loss, modelSize: size, capacity: capacity)
            try #expect((#require(entropyAgain) - entropy).value.magnitude < 1e-12, "seed \(seed)")
        }
    }

    @Test("A ledger's ratios add up")
    func ledger() throws {
        let ledger = try #require(
            Ledger(symbols: 100, baseline: Bits(800), codeLength: Bits(400), finalLoss: Rate<Bits, Byte>(3)))
        let literal = try #require(FirstLaw.literal(ledger, modelSize: Bits(1000)))
        let structural = try #require(
            FirstLaw.structural(structure: ledger.paidLearning, modelSize: Bits(1000)))
        #expect((literal.value, structural.value) == (0.5, 0.1))
        #expect(literal.note == nil && structural.note == nil)
        #expect(FirstLaw.structural(structure: Bits(2), modelSize: Bits(1))?.note?.contains("violation") == false)
    }

    @Test("The initial state has η = 0")
    func initialState() {
        let rate = Rate<Bits, Token>(12)
        let ratio = FirstLaw.literal(symbols: 1e6, entropy: rate, loss: rate, modelSize: Bits(1e9))
        #expect(ratio?.value == 0 && ratio?.note == nil)
    }

    @Test("Degenerate input gives no figure")
    func degenerate() {
        let (high, low) = (Rate<Bits, Token>(10), Rate<Bits, Token>(3))
        #expect(FirstLaw.literal(symbols: 0, entropy: high, loss: low, modelSize: Bits(1)) == nil)
        #expect(FirstLaw.literal(symbols: 1, entropy: high, loss: low, modelSize: .zero) == nil)
        #expect(FirstLaw.literal(symbols: .nan, entropy: high, loss: low, modelSize: Bits(1)) == nil)
        let negative = FirstLaw.literal(symbols: 1, entropy: low, loss: high, modelSize: Bits(7))
        #expect(negative?.value == -1 && negative?.note != nil)
        #expect(FirstLaw.modelSize(symbols: 1, entropy: low, loss: high, capacity: 0.1) == nil)
        #expect(FirstLaw.modelSize(symbols: 1, entropy: high, loss: low, capacity: 0) == nil)
        #expect(FirstLaw.symbols(modelSize: Bits(1), entropy: high, loss: high, capacity: 0.1) == nil)
        #expect(FirstLaw.symbols(modelSize: .zero, entropy: high, loss: low, capacity: 0.1) == nil)
        #expect(FirstLaw.loss(symbols: 0, entropy: high, modelSize: Bits(1), capacity: 0.1) == nil)
        #expect(FirstLaw.entropy(symbols: -1, loss: low, modelSize: Bits(1), capacity: 0.1) == nil)
    }
}
