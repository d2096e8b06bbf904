import InformationCapacity
import Testing

@Suite("Corollary 4.3: model and dataset sizes")
struct SizesTests {
    let entropy = Rate<Bits, Token>(12)
    let loss = Rate<Bits, Token>(4)

    @Test("Both widths say 2 bits for each parameter", arguments: ParameterWidth.allCases)
    func twoBits(width: ParameterWidth) throws {
        #expect(width.capacity * width.storage.value == 2)
        let sizes = try #require(
            ModelSizes(
                tokens: 1e12, entropy: entropy, loss: loss, structure: Bits(1e9),
                structureInterval: Bits(8e8)...Bits(2e9), width: width))
        // 1e12 · 8 bits / 2
        #expect(sizes.literal?.parameters == 4e12)
        #expect(sizes.structural?.parameters == 5e8)
        #expect(sizes.structuralInterval?.lowerBound.parameters == 4e8)
        #expect(sizes.structuralInterval?.upperBound.parameters == 1e9)
        #expect(sizes.chinchilla.parameters == 5e10)
        #expect(sizes.chinchilla.storage == 5e10 * width.storage)
    }

    @Test("The paper's η is 0.125 for 16 bits and 0.25 for 8")
    func paperCapacities() {
        #expect(ParameterWidth.sixteenBits.capacity == 0.125)
        #expect(ParameterWidth.eightBits.capacity == 0.25)
    }

    @Test("Dataset sizes undo model sizes")
    func inverse() throws {
        // S(D) = 1000 D^0.6 bits
        func structure(_ tokens: Double) -> Bits { Bits(1000 * PortableMath.pow(tokens, 0.6)) }
        let tokens = 3.7e10
        let sizes = try #require(
            ModelSizes(tokens: tokens, entropy: entropy, loss: loss, structure: structure(tokens)))
        let fromLiteral = DatasetSizes(model: try #require(sizes.literal), entropy: entropy, loss: loss)
        try #expect((#require(fromLiteral.literal) / tokens - 1).magnitude < 1e-12)
        #expect(fromLiteral.structural == nil)
        let fromStructural = DatasetSizes(
            model: try #require(sizes.structural), entropy: entropy, loss: loss, structure: structure)
        try #expect((#require(fromStructural.structural) / tokens - 1).magnitude < 1e-9)
        let fromRule = DatasetSizes(model: sizes.chinchilla, entropy: entropy, loss: loss)
        #expect((fromRule.chinchilla / tokens - 1).magnitude < 1e-12)
    }

    @Test("Degenerate input gives no figure")
    func degenerate() throws {
        #expect(ModelSizes(tokens: 0, entropy: entropy, loss: loss) == nil)
        #expect(ModelSizes(tokens: .infinity, entropy: entropy, loss: loss) == nil)
        let backwards = try #require(ModelSizes(tokens: 1e9, entropy: loss, loss: entropy, structure: .zero))
        #expect(backwards.literal == nil && backwards.structural == nil && backwards.structuralInterval == nil)
        #expect(ModelSize(parameters: 0) == nil && ModelSize(parameters: .nan) == nil)
        let model = try #require(ModelSize(parameters: 1e9))
        // Structure that saturates below what the model holds.
        let sizes = DatasetSizes(model: model, entropy: loss, loss: entropy) { _ in Bits(1e6) }
        #expect(sizes.literal == nil && sizes.structural == nil)
    }
}
