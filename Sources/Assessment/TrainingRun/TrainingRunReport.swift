/// What `assay curve` says of one training run.
///
/// A part that was not computed is absent (nil), never zero. All information is in bits; tokens are those of the run's own
/// tokenizer.
public struct TrainingRunReport: Sendable, Hashable, Codable {
    /// The version of the report's JSON Schema.
    public static let schemaVersion = 1

    /// The version of the JSON Schema that this report follows.
    public var schemaVersion = TrainingRunReport.schemaVersion

    /// The run's name: by default that of the log.
    public var run: String

    /// The version of assay.
    public var assay: String

    /// What was read.
    public var log: Log

    /// What the user said of the run.
    public var given: Given

    /// Corollary 4.1: H from the first losses.
    public var initialLoss: InitialLoss

    /// The running mean of the loss, and the loss at the end.
    public var losses: Losses

    /// Where every bit went.
    public var ledger: LedgerFigures

    /// What the run has learned, and how fast it still learns.
    public var structure: StructureFigures

    /// IC-1 at the end of the run; absent where the model's size was not given.
    public var capacity: Capacity?

    /// The run's way from the initial to the terminal state.
    public var trajectory: [TrajectoryPoint]

    /// Where the curve leads; absent where too few losses lie in the window.
    public var extrapolation: Extrapolation?

    /// IC-2: the energy floor.
    public var energy: Energy

    /// The same corpus in bits per byte, as a scan saw it; absent where no report was given.
    public var comparison: Comparison?

    /// What stands out, each with its numbers.
    public var findings: [CorpusReport.Finding]
}

extension TrainingRunReport {
    /// What was read.
    public struct Log: Sendable, Hashable, Codable {
        /// "CSV", "JSON Lines" or "trainer_state.json".
        public var format: String

        /// The column or key of tokens or steps.
        public var tokensColumn: String

        /// The column or key of the loss.
        public var lossColumn: String

        /// The unit in which the loss was logged: "nats" or "bits".
        public var lossUnit: String

        /// Whether a loss is the mean since the entry before, and not that of one batch.
        public var isAveraged: Bool

        /// Losses used.
        public var entries: Int

        /// Entries without a loss.
        public var entriesWithoutLoss: Int

        /// Losses that were skipped because they are not a number or infinite.
        public var lossesNotFinite: Int

        /// D: tokens read by the end.
        public var tokens: Figure
    }

    /// What the user said of the run.
    public struct Given: Sendable, Hashable, Codable {
        /// Tokens for each step, where the log counts steps.
        public var tokensPerStep: Double?

        /// |V|.
        public var vocabularySize: UInt64?

        /// σ², the variance of the untrained model's logits, in squared nats.
        public var logitVariance: Double

        /// The model's number of parameters.
        public var parameters: Double?

        /// Bits of storage for a parameter.
        public var bitsPerParameter: Int

        /// Bytes of source text for a token.
        public var bytesPerToken: Double?
    }

    /// Corollary 4.1 (arXiv 2411.00660, equation 10): the entropy of a data set is about its initial training loss.
    public struct InitialLoss: Sendable, Hashable, Codable {
        /// H: the first loss.
        public var measured: Figure

        /// Tokens read when it was logged.
        public var tokens: Double

        /// How many first losses the spread is that of.
        public var spreadEntries: Int

        /// The lowest and the highest of the first losses, and their mean and standard deviation.
        public var spread: [CorpusReport.NamedFigure]

        /// log₂|V|; absent without a vocabulary.
        public var uniform: Figure?

        /// log₂|V| + σ²/(2 ln 2), what an untrained softmax reads on any corpus; absent without a vocabulary.
        public var expected: Figure?

        /// H in bits per byte of source text; absent without bytes per token.
        public var perByte: Figure?
    }

    /// Two losses that must not be taken for each other.
    public struct Losses: Sendable, Hashable, Codable {
        /// L̄ = C/D: the mean of all losses so far, each weighted by its tokens.
        public var runningMean: Figure

        /// L: the loss at the end, its noise averaged out.
        public var current: Figure

        /// L̄ in bits per byte of source text; absent without bytes per token.
        public var runningMeanPerByte: Figure?

        /// L in bits per byte of source text; absent without bytes per token.
        public var currentPerByte: Figure?
    }

    /// The ledger D·H = G + S + R, in bits.
    public struct LedgerFigures: Sendable, Hashable, Codable {
        /// D·H.
        public var baseline: Figure

        /// G = D·H − C.
        public var saved: Figure

        /// S = C − D·L.
        public var paidLearning: Figure

        /// R = D·L.
        public var residual: Figure

        /// G + S = D(H − L), what IC-1 calls ηN.
        public var informationHeld: Figure

        /// R / (D·H).
        public var remainingShare: Figure
    }

    /// Structure: what was paid for not knowing yet what the run knew at its end.
    public struct StructureFigures: Sendable, Hashable, Codable {
        /// S(D) = ∫₀ᴰ [L̃(t) − L̃(D)] dt.
        public var total: Figure

        /// σ = S(D)/D.
        public var perToken: Figure

        /// m = [L̃(D/2) − L̃(D)] / ln 2: bits per token and e-fold of data; absent where D/2 lies before the first loss.
        public var stillLearning: Figure?
    }

    /// η of IC-1, in each reading.
    public struct Capacity: Sendable, Hashable, Codable {
        /// N in bits.
        public var modelSize: Figure

        /// D(H − L̄)/N = G/N, with the running mean of the loss.
        public var literalRunningMean: Figure

        /// D(H − L)/N = (G + S)/N, with the loss at the end.
        public var literalCurrent: Figure

        /// S(D)/N.
        public var structural: Figure

        /// What must be known to read them.
        public var notes: [String]
    }

    /// One place on the run's way.
    public struct TrajectoryPoint: Sendable, Hashable, Codable {
        /// t, in tokens.
        public var tokens: Double

        /// L̄(t), in bits per token.
        public var runningMeanLoss: Double

        /// L(t), its noise averaged out, in bits per token.
        public var currentLoss: Double

        /// η(t)·N = t(H − L̄(t)), in bits.
        public var savedBits: Double

        /// S(t), in bits.
        public var structureBits: Double

        /// η(t), literal; absent where the model's size was not given.
        public var literal: Double?

        /// η(t), structural; absent where the model's size was not given.
        public var structural: Double?
    }

    /// Where the curve leads.
    public struct Extrapolation: Sendable, Hashable, Codable {
        /// The first token of the window that was fitted.
        public var fromTokens: Double

        /// The points fitted, neighbours merged.
        public var points: Int

        /// The fits: both forms on the whole window, the power law on its last half.
        public var fits: [Fit]

        /// E: the loss after endless data.
        public var limit: Forecast

        /// The loss with 2, 4 and 10 times as many tokens.
        public var forecasts: [Forecast]
    }

    /// One fit.
    public struct Fit: Sendable, Hashable, Codable {
        /// The formula.
        public var form: String

        /// "all" or "last half".
        public var window: String

        /// The loss after endless data.
        public var limit: Figure

        /// A.
        public var amplitude: Figure

        /// b.
        public var exponent: Figure

        /// The standard deviation of one logged loss about the curve.
        public var deviation: Figure
    }

    /// A loss beyond the data, or why there is none.
    public struct Forecast: Sendable, Hashable, Codable {
        /// How many times the run's tokens; absent for endless data.
        public var factor: Double?

        /// The tokens; absent for endless data.
        public var tokens: Double?

        /// The loss; absent where it is not identified.
        public var loss: Figure?

        /// What the additional data would still teach: S(factor·D) − S(D), in bits; absent as the loss is.
        public var furtherStructure: Figure?

        /// Why there is no loss.
        public var notIdentified: String?
    }

    /// The energy floor (Corollary 4.4).
    public struct Energy: Sendable, Hashable, Codable {
        /// The temperature of the heat reservoir.
        public var temperature: Figure

        /// E₀ = D(H − L)·k_B·T·ln 2.
        public var transfer: Figure

        /// N·k_B·T·ln 2, to erase the model's storage; absent where the model's size was not given.
        public var erasure: Figure?
    }

    /// The run beside a scan of its corpus, in bits per byte.
    public struct Comparison: Sendable, Hashable, Codable {
        /// The corpus's name in its report.
        public var corpus: String

        /// Bytes of source text for a token.
        public var bytesPerToken: Double

        /// Where bytes per token came from.
        public var bytesPerTokenSource: String

        /// How many bytes the run read.
        public var runBytes: Double

        /// n: how many bytes the scan's learned predictor learned from; absent without it.
        public var learnedBytes: UInt64?

        /// The rows.
        public var rows: [Row]

        /// One figure of the run and its counterpart in the scan.
        public struct Row: Sendable, Hashable, Codable {
            /// What is compared.
            public var name: String

            /// Of the run.
            public var run: Figure

            /// Of the scan.
            public var scan: Figure

            /// Which of the scan's figures it is.
            public var scanName: String
        }
    }
}
