/// The empirical laws that section 5.1 compares the first law with (Kaplan and others 2020; arXiv 2411.00660, equations
/// 13–14).
public enum KaplanScaling: Sendable {
    // D_c in tokens, N_c in parameters, and their exponents.
    private static let criticalTokens = 5.4e13
    private static let criticalParameters = 8.8e13
    private static let tokenExponent = 0.095
    private static let parameterExponent = 0.076

    /// Equation 13: the loss that D tokens allow, (D / 5.4e13)^−0.095 nats per token; nil unless D is positive.
    public static func loss(tokens: Double) -> Rate<Nats, Token>? {
        guard tokens > 0 else { return nil }
        return Rate(PortableMath.pow(tokens / criticalTokens, -tokenExponent))
    }

    /// Equation 14: the loss that N bits of 16-bit parameters allow, (N/16 / 8.8e13)^−0.076 nats per token; nil unless
    /// N > 0.
    public static func loss(modelSize: Bits) -> Rate<Nats, Token>? {
        guard modelSize > .zero else { return nil }
        return Rate(PortableMath.pow(modelSize.value / 16 / criticalParameters, -parameterExponent))
    }

    /// N where equations 13 and 14 give one loss: 16·8.8e13·(D / 5.4e13)^1.25 bits; nil unless D is positive.
    ///
    /// The paper drops the exponent 0.095/0.076 = 1.25 and has N ≈ 26.08 D, which is right at D = 5.4e13 alone.
    public static func modelSize(tokens: Double) -> Bits? {
        guard tokens > 0 else { return nil }
        return Bits(
            16 * criticalParameters
                * PortableMath.pow(tokens / criticalTokens, tokenExponent / parameterExponent))
    }

    /// f(x) = x^0.095 − x^0.076, figure 2, by which the paper argues that the exponent may be dropped; nil unless x ≥
    /// 0.
    public static func exponentGap(_ x: Double) -> Double? { x >= 0 ? gap(x) : nil }

    /// Where f is least, and its value there: below zero, where the paper has f > 0.
    public static var leastExponentGap: (x: Double, value: Double) {
        // The sign of the derivative times x, in ln x: 0.095 x^0.095 − 0.076 x^0.076.
        let logarithm = Bisection.root(from: -100, to: 0) { u in
            tokenExponent * PortableMath.exp(tokenExponent * u)
                - parameterExponent * PortableMath.exp(parameterExponent * u)
        }
        let x = logarithm.map(PortableMath.exp) ?? .nan
        return (x, gap(x))
    }

    /// The x above 1 at which f reaches a positive value; nil unless the value is positive and reached by 10³⁰⁰.
    public static func whereExponentGap(reaches value: Double) -> Double? {
        guard value > 0 else { return nil }
        return Bisection.root(from: 0, to: 690) { gap(PortableMath.exp($0)) - value }.map(PortableMath.exp)
    }

    private static func gap(_ x: Double) -> Double {
        PortableMath.pow(x, tokenExponent) - PortableMath.pow(x, parameterExponent)
    }
}
