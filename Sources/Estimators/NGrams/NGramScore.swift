public import InformationCapacity

/// What tokens cost under an n-gram model.
public struct NGramScore: Sendable, Hashable {
    /// How many tokens were scored, the end of each sentence among them.
    public internal(set) var tokens = 0

    /// How many of them the model was not trained on.
    public internal(set) var unknownTokens = 0

    /// −log₂ of the probability of all.
    ///
    /// A token that the model was not trained on costs what `<unk>` costs, which does not say which token it is.
    public internal(set) var total = Bits(0)

    /// −log₂ of the probability of those that the model was trained on.
    public internal(set) var known = Bits(0)

    /// −log₂ of the product of the unigrams' probabilities: what all would cost without the tokens before them.
    public internal(set) var withoutContext = Bits(0)

    /// Creates the score of nothing.
    public init() {}

    /// 2 to the power of the mean cost of a token; nil without tokens.
    public var perplexity: Double? { tokens > 0 ? PortableMath.pow(2, total.value / Double(tokens)) : nil }

    /// The perplexity of the tokens that the model was trained on; nil without any.
    public var perplexityOfKnown: Double? {
        let count = tokens - unknownTokens
        return count > 0 ? PortableMath.pow(2, known.value / Double(count)) : nil
    }

    /// Adds another score.
    public static func += (a: inout Self, b: Self) {
        a.tokens += b.tokens
        a.unknownTokens += b.unknownTokens
        a.total += b.total
        a.known += b.known
        a.withoutContext += b.withoutContext
    }
}
