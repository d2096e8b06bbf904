public import Diagnostics
public import InformationCapacity

/// The losses that a training program logged, by how many tokens had been read.
public struct TrainingLog: Sendable, Hashable {
    /// The fewest losses from which anything is said.
    public static let minimumEntries = 10

    /// One logged loss.
    public struct Entry: Sendable, Hashable {
        /// Tokens read when the loss was logged; zero only for a loss before the first step.
        public let tokens: Double

        /// The loss.
        public let loss: Rate<Bits, Token>

        /// Creates an entry.
        public init(tokens: Double, loss: Rate<Bits, Token>) {
            self.tokens = tokens
            self.loss = loss
        }
    }

    /// The entries, by strictly ascending tokens; at least ten of them beyond zero tokens.
    public let entries: [Entry]

    /// What sort of file it was: "CSV", "JSON Lines" or "trainer_state.json".
    public let format: String

    /// The name of the column or key that gave tokens or steps.
    public let tokensName: String

    /// Tokens for each step, where the log counts steps.
    public let tokensPerStep: Double?

    /// The name of the column or key that gave losses.
    public let lossName: String

    /// The unit in which losses were logged.
    public let unit: LossUnit

    /// Whether each loss is the mean since the entry before, and not that of one batch.
    public let isAveraged: Bool

    /// Lines or entries without a loss, those of an evaluation for example.
    public let entriesWithoutLoss: Int

    /// Losses that are not a number or infinite; they were skipped.
    public let lossesNotFinite: Int

    /// The unit in which a training program logs its loss.
    public enum LossUnit: String, Sendable, Hashable, CaseIterable {
        /// Natural logarithms, as PyTorch and JAX compute cross-entropy.
        case nats

        /// Logarithms to base 2.
        case bits

        /// A number of this unit as a rate in bits.
        func rate(_ value: Double) -> Rate<Bits, Token> {
            switch self {
            case .nats: Rate(Bits(converting: Nats(value)))
            case .bits: Rate(value)
            }
        }
    }

    /// What the file does not say by itself.
    public struct Options: Sendable, Hashable {
        /// The column or key that counts steps.
        public var stepColumn: String?

        /// The column or key that counts tokens.
        public var tokensColumn: String?

        /// The column or key of the loss.
        public var lossColumn: String?

        /// How many tokens a step reads; needed where only steps are logged.
        public var tokensPerStep: Double?

        /// The unit of the loss; may be nil only where the column's name says it.
        public var unit: LossUnit?

        /// Whether losses are means since the entry before; nil: for `trainer_state.json` alone.
        public var isAveraged: Bool?

        /// Creates options; everything is left to the file by default.
        public init(
            stepColumn: String? = nil, tokensColumn: String? = nil, lossColumn: String? = nil,
            tokensPerStep: Double? = nil, unit: LossUnit? = nil, isAveraged: Bool? = nil
        ) {
            self.stepColumn = stepColumn
            self.tokensColumn = tokensColumn
            self.lossColumn = lossColumn
            self.tokensPerStep = tokensPerStep
            self.unit = unit
            self.isAveraged = isAveraged
        }
    }

    /// Reads a log, recognised by content.
    ///
    /// - Parameters:
    ///   - path: A file of at most 256 MiB.
    ///   - options: What the file does not say.
    /// - Throws: An error with path and line: the file cannot be read or understood, no loss or token column, the unit is
    ///   not said, tokens that do not ascend, a negative loss, or fewer than ten losses.
    public static func read(_ path: String, options: Options) throws(AssayError) -> Self {
        try Self(parsing: try LogFile.read(path), path: path, options: options)
    }

    /// Reads a log from its bytes.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 text.
    ///   - path: What errors call the file.
    ///   - options: What the file does not say.
    /// - Throws: As ``read(_:options:)``.
    public init(parsing bytes: [UInt8], path: String, options: Options) throws(AssayError) {
        let table = try LogTable(bytes, path: path, options: options)
        let columns = try LogColumns(table, path: path, options: options)
        var entries: [Entry] = []
        var withoutLoss = 0
        var notFinite = 0
        func refuse(_ code: AssayError.Code, _ line: Int, _ message: String) -> AssayError {
            AssayError(code, message, at: .init(path: path, line: UInt64(line)))
        }
        for row in table.rows {
            guard let loss = row.cells[columns.lossName] else {
                withoutLoss += 1
                continue
            }
            guard let position = row.cells[columns.positionName], position.isFinite, position >= 0 else {
                throw refuse(
                    .missingTokens, row.line,
                    "the loss has no \(columns.positionName); each loss needs one, not negative and finite")
            }
            guard loss.isFinite else {
                notFinite += 1
                continue
            }
            guard loss >= 0, loss < 1e9 else {
                throw refuse(
                    .impossibleLoss, row.line, "the loss \(loss) is no code length; give the column of a cross-entropy")
            }
            let tokens = position * (columns.tokensPerStep ?? 1)
            guard tokens < 1e18 else {
                throw refuse(.missingTokens, row.line, "\(tokens) tokens are more than any run reads; check the column")
            }
            guard tokens > (entries.last?.tokens ?? -1) else {
                throw refuse(
                    .tokensNotAscending, row.line,
                    "\(columns.positionName) \(position) does not lie above that of the loss before; sort the log, and of "
                        + "steps logged twice (after a restart, say) keep the last")
            }
            entries.append(Entry(tokens: tokens, loss: columns.unit.rate(loss)))
        }
        guard entries.count - (entries.first?.tokens == 0 ? 1 : 0) >= Self.minimumEntries else {
            throw refuse(
                .tooFewLosses, table.rows.last?.line ?? 1,
                "the log holds \(entries.count) finite losses and at least \(Self.minimumEntries) beyond the start are "
                    + "needed; log more often")
        }
        self.entries = entries
        self.format = table.format.rawValue
        self.tokensName = columns.positionName
        self.tokensPerStep = columns.tokensPerStep
        self.lossName = columns.lossName
        self.unit = columns.unit
        self.isAveraged = options.isAveraged ?? (table.format == .trainerState)
        self.entriesWithoutLoss = withoutLoss
        self.lossesNotFinite = notFinite
    }
}
