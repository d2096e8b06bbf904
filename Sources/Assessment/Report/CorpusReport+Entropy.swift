extension CorpusReport {
    /// Corollary 4.1, four ways, for one alphabet.
    public struct InitialLosses: Sendable, Hashable, Codable {
        /// The alphabet: "bytes", or the tokenizer's name.
        public var alphabet: String

        /// The number of symbols |V|.
        public var vocabularySize: UInt64

        /// The losses in the order of THEORY section 2; the last is the default H.
        public var losses: [Loss]

        /// Creates the losses of one alphabet.
        public init(alphabet: String, vocabularySize: UInt64, losses: [Loss]) {
            self.alphabet = alphabet
            self.vocabularySize = vocabularySize
            self.losses = losses
        }

        /// One initial loss.
        public struct Loss: Sendable, Hashable, Codable {
            /// Its name.
            public var name: String

            /// In bits per symbol of the alphabet.
            public var perSymbol: Figure

            /// In bits per byte of source text.
            public var perByte: Figure

            /// Whether it depends on the data.
            public var seesData: Bool

            /// Whether it is the length of a code that a receiver could decode.
            public var isValidCode: Bool

            /// Creates a loss.
            public init(name: String, perSymbol: Figure, perByte: Figure, seesData: Bool, isValidCode: Bool) {
                self.name = name
                self.perSymbol = perSymbol
                self.perByte = perByte
                self.seesData = seesData
                self.isValidCode = isValidCode
            }
        }
    }

    /// Entropy estimates on the sample.
    public struct Entropy: Sendable, Hashable, Codable {
        /// ▲ Code lengths of general compressors, in natural order, headers included.
        public var codeLengths: [CodeLength]

        /// The shortest valid code; the least of `codeLengths` and of adaptive order-0 on the sample.
        public var best: CodeLength

        /// ▲ A Bayesian mixture of all of them and the uniform code: a bound that was not chosen after the fact.
        public var mixture: CodeLength

        /// What the mixture costs above the shortest code, in bits for the whole sample.
        public var mixtureOverhead: Figure

        /// H − C/D with the mixture: bits per byte saved against the adaptive order-0 code (G/D of the ledger).
        public var saved: Figure

        /// C/(D·H): what the mixture needs, over the adaptive order-0 code; an upper bound of the noise share.
        public var remainingShare: Figure

        /// ▲ The code length when matches may reach back no further than a window.
        public var redundancyByWindow: [WindowPoint]

        /// ◇ Conditional entropies of bytes given the k − 1 before.
        public var conditionalEntropies: [ConditionalEntropy]

        /// ◇ Entropy of the distribution of words, with each correction for unseen words.
        public var wordEntropies: [NamedFigure]

        /// Creates estimates.
        public init(
            codeLengths: [CodeLength], best: CodeLength, mixture: CodeLength, mixtureOverhead: Figure, saved: Figure,
            remainingShare: Figure,
            redundancyByWindow: [WindowPoint], conditionalEntropies: [ConditionalEntropy], wordEntropies: [NamedFigure]
        ) {
            self.codeLengths = codeLengths
            self.best = best
            self.mixture = mixture
            self.mixtureOverhead = mixtureOverhead
            self.saved = saved
            self.remainingShare = remainingShare
            self.redundancyByWindow = redundancyByWindow
            self.conditionalEntropies = conditionalEntropies
            self.wordEntropies = wordEntropies
        }
    }

    /// The length of a valid code of the sample.
    public struct CodeLength: Sendable, Hashable, Codable {
        /// The code: program, settings and library version.
        public var code: String

        /// Its length for the whole sample, in bits.
        public var total: Figure

        /// Its length in bits per byte.
        public var perByte: Figure

        /// Creates a code length.
        public init(code: String, total: Figure, perByte: Figure) {
            self.code = code
            self.total = total
            self.perByte = perByte
        }
    }

    /// One point of the redundancy-by-window curve.
    public struct WindowPoint: Sendable, Hashable, Codable {
        /// The window in bytes.
        public var windowBytes: UInt64

        /// The code length in bits per byte.
        public var perByte: Figure

        /// Creates a point.
        public init(windowBytes: UInt64, perByte: Figure) {
            self.windowBytes = windowBytes
            self.perByte = perByte
        }
    }

    /// The entropy of a byte given the k − 1 bytes before it.
    ///
    /// A difference of two estimates: on text of almost no entropy it can come out slightly negative.
    public struct ConditionalEntropy: Sendable, Hashable, Codable {
        /// The block length k.
        public var order: Int

        /// H_k − H_{k−1}, bias-corrected.
        public var corrected: Figure

        /// H_k − H_{k−1} from the counts as they are.
        public var plugIn: Figure

        /// 1 − f₁/n: the estimated probability that the next block was met before.
        public var coverage: Figure

        /// Whether the order is usable: singletons make up no more than 2 % of the blocks.
        public var isUsable: Bool

        /// Creates a point of the curve.
        public init(order: Int, corrected: Figure, plugIn: Figure, coverage: Figure, isUsable: Bool) {
            self.order = order
            self.corrected = corrected
            self.plugIn = plugIn
            self.coverage = coverage
            self.isUsable = isUsable
        }
    }

    /// A figure with a name.
    public struct NamedFigure: Sendable, Hashable, Codable {
        /// The name.
        public var name: String

        /// The figure.
        public var figure: Figure

        /// Creates a named figure.
        public init(name: String, figure: Figure) {
            self.name = name
            self.figure = figure
        }
    }

    /// Something that an engineer should look at.
    public struct Finding: Sendable, Hashable, Codable {
        /// A stable name in kebab case.
        public var id: String

        /// How much it matters.
        public var severity: Severity

        /// A sentence with its numbers and what to do.
        public var message: String

        /// Creates a finding.
        public init(id: String, severity: Severity, message: String) {
            self.id = id
            self.severity = severity
            self.message = message
        }

        /// How much a finding matters.
        public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
            /// Good to know.
            case note

            /// Likely a defect of the corpus.
            case warning

            /// The result cannot be trusted.
            case error
        }
    }
}
