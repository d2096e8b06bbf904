extension ConsistencyCheck {
    /// N ≈ 26.08 D, from equation 13 = equation 14.
    static func sizeForTokens(_ convention: Convention) -> Self {
        func ratio(_ name: String, tokens: Double) -> Figure {
            Figure(name, (KaplanScaling.modelSize(tokens: tokens)?.value ?? .nan) / tokens, "bit/token")
        }
        return Self(
            name: "N ≈ 26.08 D", place: "section 5.1, equations 13–14", printed: "26.08",
            recomputed: [
                Figure("k", convention.bitsPerToken, "bit/token"),
                ratio("N / D at 3e11 tokens (GPT-3)", tokens: 3e11),
                ratio("N / D at 1.4e12 tokens (Chinchilla)", tokens: 1.4e12),
                ratio("N / D at 5.4e13 tokens", tokens: 5.4e13),
            ],
            verdict: .conditional,
            explanation:
                "k is 16·8.8/5.4 = 26.0741, and equation 13 = equation 14 gives N = 16·8.8e13·(D/5.4e13)^1.25, "
                + "which is proportional to D nowhere and equals k·D at D = 5.4e13 alone.")
    }

    /// η ∈ [0.115, 0.268].
    static func capacityRange(_ convention: Convention) -> Self {
        func capacity(loss: Double) -> Double {
            (convention.bits(Nats(10)) - convention.bits(Nats(loss))).value / convention.bitsPerToken
        }
        return Self(
            name: "η range", place: "section 5.1", printed: "[0.115, 0.268]",
            recomputed: [
                Figure("η at H = 10, L = 7 nats", capacity(loss: 7)),
                Figure("η at H = 10, L = 3 nats", capacity(loss: 3)),
                Figure("η at H = 10, L = 2 nats", capacity(loss: 2)),
            ],
            verdict: convention == .paper ? .agreesWithinRounding : .disagrees,
            explanation: convention == .paper
                ? "With nats taken for bits and L = 3 the printed ends come out, "
                    + "but the text says L ∈ [2, 7], and at L = 2 the upper end is 0.307."
                : "N is in bits and so D(H − L) has to be: the range is [0.166, 0.387], "
                    + "and with the stated L = 2 its upper end is 0.443.")
    }

    /// 0 < f ≪ 10 for 0 < x ≪ 10¹⁵.
    static var exponentGap: Self {
        let least = KaplanScaling.leastExponentGap
        return Self(
            name: "f(x) = x^0.095 − x^0.076", place: "section 5.1, figure 2", printed: "0 < f ≪ 10 for 0 < x ≪ 10¹⁵",
            recomputed: [
                Figure("x where f is least", least.x), Figure("least f", least.value),
                Figure("x where f = 10", KaplanScaling.whereExponentGap(reaches: 10) ?? .nan),
                Figure("f(1e15)", KaplanScaling.exponentGap(1e15) ?? .nan),
            ],
            verdict: .disagrees,
            explanation:
                "f is negative on all of (0, 1) and passes 10 before 10¹⁵; nor would a small f make the bases equal: "
                + "equal losses ask for bases x and x^1.25, which are 180 and 659 at GPT-3's 3e11 tokens.")
    }

    /// Equation 2's index.
    static var indexSlip: Self {
        Self(
            name: "index of the baseline's sum", place: "section 2.1.1, equation 2",
            printed: "Σ from t = 1 to |D| of −log P(x_{t+1} | x_{1:t})",
            recomputed: [], verdict: .disagrees,
            explanation: "As printed the sum leaves x₁ out and asks for x_{|D|+1}, which does not exist: "
                + "the right side must run over t = 0 … |D| − 1, as equation 3 does.")
    }

    /// Equation 12 with η capped.
    static func lossAtCapacity(_ convention: Convention) -> Self {
        let width = ParameterWidth.sixteenBits
        let entropy = Rate<Bits, Token>(convention.bits(Nats(10)))
        // η ≤ 0.25 is the upper end of Corollary 4.3.
        let tokens = FirstLaw.symbols(
            modelSize: width.storage, entropy: entropy, loss: Rate(convention.bits(Nats(3))), capacity: 0.25)
        let atTwenty = FirstLaw.loss(symbols: 20, entropy: entropy, modelSize: width.storage, capacity: 0.25)
        return Self(
            name: "loss at a fixed model", place: "section 5.1, equation 12", printed: "L = H − ηN/D",
            recomputed: [
                Figure("tokens per 16-bit parameter at η = 0.25, L = 3 nats", tokens ?? .nan),
                Figure("L at 20 tokens per 16-bit parameter", atTwenty?.value ?? .nan, Rate<Bits, Token>.unitName),
            ],
            verdict: .conditional,
            explanation:
                "With η capped L must rise back to H as D grows: a loss of 3 nats is allowed for less than one "
                + "token per 16-bit parameter, where real models are trained on 20 and far more.")
    }

    /// k_B·T·ln 2.
    static func energyPerBit(_ convention: Convention) -> Self {
        Self(
            name: "energy per bit at 300 K", place: "section 3, equation 9", printed: "k_B ≈ 1.38 × 10⁻²³ J/K",
            recomputed: [
                Figure("k_B·T·ln 2", SecondLaw.energyPerBit(convention: convention).value, Joules.unitName)
            ],
            verdict: .agreesWithinRounding,
            explanation: "The printed constant is the SI's exact 1.380649e-23 J/K rounded, 0.05 % too low.")
    }
}
