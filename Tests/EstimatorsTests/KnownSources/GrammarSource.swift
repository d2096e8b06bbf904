import InformationCapacity
import SharedData

/// A probabilistic grammar with centre embedding, whose sentences can be read in one way only.
///
///     S → NP VP "." (0.7) | NP VP ", and " S (0.3)
///     NP → det noun (0.6) | det adjective noun (0.25) | det noun ", who " VP ", " (0.15)
///     VP → verb (0.4) | verb NP (0.6)
///
/// Every choice shows in the next word: no two words are spelled alike, a relative clause is opened by ", who" and
/// closed by its own comma like a bracket. So a sentence's entropy is that of its derivation, and both that and its mean
/// length solve linear equations, one for each symbol. Sentences are independent; they end in a full stop.
struct GrammarSource: Sendable {
    static let standard = GrammarSource(seed: 7)

    /// H(sentence) / E[length of a sentence], in bits per byte.
    let rate: Double

    private let lexicon: [(words: [[UInt8]], shares: [Double], sampler: Sampler)]

    /// Words of each class: how many there are.
    private static let sizes = [4, 150, 60, 80]
    private static let (determiner, noun, adjective, verb) = (0, 1, 2, 3)

    /// A right-hand side: its probability, its literal bytes, word classes and symbols (0 S, 1 NP, 2 VP).
    private struct Rule {
        var probability: Double
        var literals: Int
        var classes: [Int]
        var symbols: [Int]
    }

    init(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var spellings: Set<[UInt8]> = []
        var entropies: [Double] = []
        var lengths: [Double] = []
        lexicon = Self.sizes.map { size in
            var words: [[UInt8]] = []
            while words.count < size {
                let word = (0..<Int(2 + random.next() % 7)).map { _ in UInt8(97 + random.next() % 26) }
                // "and" and "who" belong to the grammar.
                if word != Array("and".utf8), word != Array("who".utf8), spellings.insert(word).inserted {
                    words.append(word)
                }
            }
            // Zipf's law.
            let harmonic = (1...size).reduce(0) { $0 + 1 / Double($1) }
            let shares = (1...size).map { 1 / Double($0) / harmonic }
            entropies.append(shares.reduce(0) { $0 - $1 * PortableMath.log2($1) })
            lengths.append(zip(words, shares).reduce(0) { $0 + Double($1.0.count) * $1.1 })
            return (words, shares, Sampler(shares))
        }
        // Literals: spaces between words, ". " or ", and " and the commas of a clause, as `sentence` writes them.
        let rules: [[Rule]] = [
            [
                Rule(probability: 0.7, literals: 3, classes: [], symbols: [1, 2]),
                Rule(probability: 0.3, literals: 7, classes: [], symbols: [1, 2, 0]),
            ],
            [
                Rule(probability: 0.6, literals: 1, classes: [Self.determiner, Self.noun], symbols: []),
                Rule(
                    probability: 0.25, literals: 2, classes: [Self.determiner, Self.adjective, Self.noun], symbols: []),
                Rule(probability: 0.15, literals: 8, classes: [Self.determiner, Self.noun], symbols: [2]),
            ],
            [
                Rule(probability: 0.4, literals: 0, classes: [Self.verb], symbols: []),
                Rule(probability: 0.6, literals: 1, classes: [Self.verb], symbols: [1]),
            ],
        ]
        // The fixed point of h = Σ p (−log p + classes + h of the symbols): the grammar is subcritical.
        var entropy = [0.0, 0, 0]
        var length = [0.0, 0, 0]
        for _ in 0..<2000 {
            (entropy, length) = (
                rules.map { alternatives in
                    alternatives.reduce(0) { sum, rule in
                        sum + rule.probability
                            * (rule.classes.reduce(-PortableMath.log2(rule.probability)) { $0 + entropies[$1] }
                                + rule.symbols.reduce(0) { $0 + entropy[$1] })
                    }
                },
                rules.map { alternatives in
                    alternatives.reduce(0) { sum, rule in
                        sum + rule.probability
                            * (rule.classes.reduce(Double(rule.literals)) { $0 + lengths[$1] }
                                + rule.symbols.reduce(0) { $0 + length[$1] })
                    }
                }
            )
        }
        rate = entropy[0] / length[0]
    }

    /// Whole sentences until `length` is reached, and the bits of their derivations.
    func document(length: Int, _ random: inout SplitMix) -> KnownSource.Document {
        var text = KnownSource.Document()
        while text.bytes.count < length { sentence(&text, &random) }
        return text
    }

    private func sentence(_ text: inout KnownSource.Document, _ random: inout SplitMix) {
        while true {
            nounPhrase(&text, &random)
            text.bytes.append(0x20)
            verbPhrase(&text, &random)
            if chance(0.7, &text, &random) { break }
            text.bytes += Array(", and ".utf8)
        }
        text.bytes += Array(".\n".utf8)
    }

    private func nounPhrase(_ text: inout KnownSource.Document, _ random: inout SplitMix) {
        word(Self.determiner, &text, &random)
        text.bytes.append(0x20)
        let isPlain = chance(0.6, &text, &random)
        // 0.25 of the remaining 0.4.
        let hasAdjective = !isPlain && chance(0.625, &text, &random)
        if hasAdjective {
            word(Self.adjective, &text, &random)
            text.bytes.append(0x20)
        }
        word(Self.noun, &text, &random)
        if !isPlain, !hasAdjective {
            text.bytes += Array(", who ".utf8)
            verbPhrase(&text, &random)
            text.bytes.append(0x2C)
        }
    }

    private func verbPhrase(_ text: inout KnownSource.Document, _ random: inout SplitMix) {
        word(Self.verb, &text, &random)
        if chance(0.6, &text, &random) {
            text.bytes.append(0x20)
            nounPhrase(&text, &random)
        }
    }

    private func chance(
        _ probability: Double, _ text: inout KnownSource.Document, _ random: inout SplitMix
    ) -> Bool {
        let happens = random.unit() < probability
        text.bits -= PortableMath.log2(happens ? probability : 1 - probability)
        return happens
    }

    private func word(_ kind: Int, _ text: inout KnownSource.Document, _ random: inout SplitMix) {
        let index = lexicon[kind].sampler.draw(&random)
        text.bytes += lexicon[kind].words[index]
        text.bits -= PortableMath.log2(lexicon[kind].shares[index])
    }
}
