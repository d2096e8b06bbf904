import InformationCapacity
import Testing

@Suite("Second law, IC-2")
struct SecondLawTests {
    @Test("One bit at 300 K")
    func energyPerBit() throws {
        #expect((SecondLaw.energyPerBit().value / 2.870978885e-21 - 1).magnitude < 1e-9)
        let hot = try #require(Kelvin(600))
        #expect((SecondLaw.energyPerBit(at: hot) / SecondLaw.energyPerBit() - 2).magnitude < 1e-12)
        let paper = SecondLaw.energyPerBit(convention: .paper) / SecondLaw.energyPerBit()
        #expect((paper - 1.38 / 1.380649).magnitude < 1e-12)
    }

    @Test("Energy, information and capacity are one relation")
    func equation9() throws {
        let size = try #require(ModelSize(parameters: 175e9)).storage
        let energy = SecondLaw.minimumEnergy(information: 0.25 * size)
        // 0.25 · 2.8e12 bits
        #expect((energy.value / (7e11 * 2.870978885e-21) - 1).magnitude < 1e-9)
        let capacity = try #require(SecondLaw.capacity(minimumEnergy: energy, modelSize: size))
        #expect((capacity - 0.25).magnitude < 1e-12)
        #expect((SecondLaw.erasureEnergy(modelSize: size) / energy - 4).magnitude < 1e-12)
    }

    @Test("Degenerate input")
    func degenerate() {
        for value in [0, -1, Double.nan, .infinity] { #expect(Kelvin(value) == nil) }
        #expect(SecondLaw.minimumEnergy(information: Bits(-5)) == Joules(0))
        #expect(SecondLaw.capacity(minimumEnergy: Joules(1), modelSize: .zero) == nil)
        #expect(SecondLaw.capacity(minimumEnergy: Joules(.nan), modelSize: Bits(1)) == nil)
    }
}
