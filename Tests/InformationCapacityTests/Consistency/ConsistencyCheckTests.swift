import InformationCapacity
import Testing

@Suite("Section 5's checks")
struct ConsistencyCheckTests {
    static func figures(_ index: Int, _ convention: Convention) -> [Double] {
        ConsistencyCheck.all(convention)[index].recomputed.map(\.value)
    }

    static func close(_ actual: Double, _ expected: Double, _ tolerance: Double) -> Bool {
        (actual - expected).magnitude <= tolerance * expected.magnitude
    }

    @Test("N ≈ 26.08 D")
    func sizeForTokens() {
        #expect(Self.figures(0, .paper)[0] == 26.08)
        #expect(Self.close(Self.figures(0, .consistent)[0], 26.0740740741, 1e-11))
        for convention in Convention.allCases {
            let figures = Self.figures(0, convention)
            // Proportional at 5.4e13 alone; elsewhere by the fourth root.
            #expect(Self.close(figures[3], 26.0740740741, 1e-11))
            #expect(Self.close(figures[1], 26.0740740741 * PortableMath.pow(3e11 / 5.4e13, 0.25), 1e-10))
        }
    }

    @Test("Equal losses give N = 16·8.8e13·(D/5.4e13)^1.25", arguments: [1e6, 3e11, 1.4e12, 5.4e13, 1e16])
    func equalLosses(tokens: Double) throws {
        let size = try #require(KaplanScaling.modelSize(tokens: tokens))
        #expect(Self.close(size.value, 16 * 8.8e13 * PortableMath.pow(tokens / 5.4e13, 1.25), 1e-12))
        let (a, b) = (KaplanScaling.loss(tokens: tokens), KaplanScaling.loss(modelSize: size))
        try #expect(Self.close(#require(a).value, #require(b).value, 1e-12))
    }

    @Test("η range")
    func capacityRange() {
        let paper = Self.figures(1, .paper)
        #expect(Self.close(paper[0], 0.1150306748, 1e-9))
        #expect(Self.close(paper[1], 0.2684049080, 1e-9))
        #expect(Self.close(paper[2], 0.3068, 2e-4))
        let consistent = Self.figures(1, .consistent)
        #expect((consistent[0] - 0.1660).magnitude < 5e-5)
        #expect((consistent[1] - 0.3873).magnitude < 5e-5)
        #expect((consistent[2] - 0.4426).magnitude < 5e-5)
    }

    @Test("f(x) is negative below 1 and passes 10 before 10¹⁵")
    func exponentGap() throws {
        for convention in Convention.allCases {
            let figures = Self.figures(2, convention)
            #expect(Self.close(figures[0], 7.9336e-6, 1e-5))
            #expect((figures[1] - -0.08192).magnitude < 5e-6)
            #expect(Self.close(figures[2], 1.19623e14, 5e-6))
            #expect((figures[3] - 12.80341).magnitude < 5e-6)
        }
        // The minimum in closed form: 0.095 x^0.019 = 0.076.
        #expect(Self.close(KaplanScaling.leastExponentGap.x, PortableMath.pow(0.8, 1 / 0.019), 1e-9))
        let ten = try #require(KaplanScaling.whereExponentGap(reaches: 10))
        try #expect(Self.close(#require(KaplanScaling.exponentGap(ten)), 10, 1e-12))
        #expect(KaplanScaling.exponentGap(1) == 0 && KaplanScaling.exponentGap(0) == 0)
        for x in [1e-12, 1e-3, 0.5, 0.999] { try #expect(#require(KaplanScaling.exponentGap(x)) < 0) }
    }

    @Test("Equation 12 allows 0.40 tokens per 16-bit parameter")
    func lossAtCapacity() {
        let consistent = Self.figures(4, .consistent)
        #expect((consistent[0] - 0.40).magnitude < 5e-3)
        #expect(Self.close(consistent[0], 4 / (7 / 0.6931471805599453), 1e-12))
        // 10 nats less 4 bits over 20 tokens.
        #expect(Self.close(consistent[1], 10 / 0.6931471805599453 - 0.2, 1e-12))
        #expect(Self.close(Self.figures(4, .paper)[0], 4.0 / 7, 1e-12))
    }

    @Test("k_B·T·ln 2 at 300 K")
    func energyPerBit() {
        #expect(Self.close(Self.figures(5, .consistent)[0], 2.870978885e-21, 1e-9))
        #expect(Self.close(Self.figures(5, .paper)[0], 2.869629e-21, 1e-6))
    }

    @Test("Every row says what the paper prints, where, and how it fares", arguments: Convention.allCases)
    func rows(convention: Convention) {
        let checks = ConsistencyCheck.all(convention)
        #expect(
            checks.map(\.verdict) == [
                .conditional, convention == .paper ? .agreesWithinRounding : .disagrees, .disagrees, .disagrees,
                .conditional, .agreesWithinRounding,
            ])
        for check in checks {
            #expect(!check.printed.isEmpty && check.explanation.hasSuffix("."))
            #expect(check.place.hasPrefix("section"))
            let finite = check.recomputed.allSatisfy { $0.value.isFinite }
            #expect(finite)
        }
        #expect(Set(checks.map(\.name)).count == checks.count)
    }

    @Test("Laws and curves refuse what they are not defined for")
    func degenerate() {
        #expect(KaplanScaling.loss(tokens: 0) == nil)
        #expect(KaplanScaling.loss(modelSize: .zero) == nil)
        #expect(KaplanScaling.modelSize(tokens: -1) == nil)
        #expect(KaplanScaling.exponentGap(-1) == nil)
        #expect(KaplanScaling.whereExponentGap(reaches: 0) == nil)
    }
}
