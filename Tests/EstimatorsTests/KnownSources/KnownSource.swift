import InformationCapacity
import SharedData

/// Sources whose entropy rate is known, each with parameters of its own that never change; seeds vary the sample.
enum KnownSource: String, CaseIterable, Sendable {
    case independent, markov1, markov2, markov3, hiddenMarkov, grammar

    /// A text, and the bits that it costs under the source itself.
    struct Document: Sendable {
        var bytes: [UInt8] = []
        var bits = 0.0
    }

    /// The entropy rate in bits per byte, and the standard error of its computation.
    var rate: (value: Double, error: Double) {
        switch self {
        case .independent, .markov1, .markov2, .markov3: (chain.rate, 0)
        case .hiddenMarkov: HiddenMarkovSource.standardRate
        case .grammar: (GrammarSource.standard.rate, 0)
        }
    }

    /// Documents of at least `length` bytes each, drawn anew for each seed.
    func documents(seed: UInt64, count: Int, length: Int) -> [Document] {
        var random = SplitMix(seed: seed &* 0x9E37_79B9 &+ UInt64(Self.allCases.firstIndex(of: self) ?? 0))
        return (0..<count).map { _ in
            switch self {
            case .independent, .markov1, .markov2, .markov3: chain.document(length: length, &random)
            case .hiddenMarkov: HiddenMarkovSource.standard.document(length: length, &random)
            case .grammar: GrammarSource.standard.document(length: length, &random)
            }
        }
    }

    private var chain: MarkovSource {
        switch self {
        case .markov1: MarkovSource.order1
        case .markov2: MarkovSource.order2
        case .markov3: MarkovSource.order3
        default: MarkovSource.order0
        }
    }
}
