internal import Diagnostics

/// Which columns of a log are meant, and in which units.
struct LogColumns {
    var positionName: String
    /// Tokens for each step, where the position counts steps.
    var tokensPerStep: Double?
    var lossName: String
    var unit: TrainingLog.LossUnit

    private static let tokenNames = [
        "tokens", "tokens_seen", "num_tokens", "n_tokens", "total_tokens", "consumed_tokens", "train_tokens",
        "train/tokens", "num_input_tokens_seen", "tokens_processed",
    ]
    private static let stepNames = [
        "step", "steps", "global_step", "train/global_step", "iteration", "iter", "iters", "_step",
    ]
    private static let lossNames = [
        "loss", "train_loss", "train/loss", "training_loss", "lm_loss", "lm loss", "loss_nats", "loss_bits",
        "train_loss_nats", "train_loss_bits", "cross_entropy", "train/cross_entropy", "nll",
    ]

    init(_ table: LogTable, path: String, options: TrainingLog.Options) throws(AssayError) {
        let listing = "; the log has: " + table.names.prefix(20).map(\.printableBeginning).joined(separator: ", ")
        func find(_ asked: String?, _ usual: [String], _ code: AssayError.Code) throws(AssayError) -> String? {
            if let asked {
                guard table.names.contains(asked) else {
                    throw AssayError(code, "no column is called \(asked)\(listing)", at: .init(path: path, line: 1))
                }
                return asked
            }
            for name in usual {
                if let found = table.names.first(where: { $0.lowercased() == name }) { return found }
            }
            return nil
        }

        var lossName = try find(options.lossColumn, Self.lossNames, .missingLoss)
        // "loss (nats)" and the like, of training.
        lossName =
            lossName
            ?? table.names.first { name in
                let name = name.lowercased()
                return Self.statedUnit(name) != nil && name.contains("loss") && !name.contains("val")
            }
        guard let lossName else {
            throw AssayError(
                .missingLoss, "no column looks like a training loss; name it with --loss-column\(listing)",
                at: .init(path: path, line: 1))
        }
        self.lossName = lossName

        // Whoever gives tokens per step means steps, even where the log has a column of tokens too.
        let meansSteps = options.stepColumn != nil || options.tokensColumn == nil && options.tokensPerStep != nil
        if !meansSteps, let tokens = try find(options.tokensColumn, Self.tokenNames, .missingTokens) {
            positionName = tokens
            tokensPerStep = nil
        } else if let step = try find(options.stepColumn, Self.stepNames, .missingTokens) {
            guard let tokensPerStep = options.tokensPerStep else {
                throw AssayError(
                    .missingTokens,
                    "the log counts steps and not tokens; give --tokens-per-step (sequences × length × accumulation × "
                        + "devices)", at: .init(path: path, line: 1))
            }
            positionName = step
            self.tokensPerStep = tokensPerStep
        } else {
            throw AssayError(
                .missingTokens,
                "no column looks like tokens or steps; name it with --tokens-column or --step-column\(listing)",
                at: .init(path: path, line: 1))
        }

        let stated = Self.statedUnit(lossName)
        if let stated, let asked = options.unit, stated != asked {
            throw AssayError(
                .unknownLossUnit,
                "the column is called \(lossName.printableBeginning) and --loss-unit says \(asked.rawValue); rename it or drop the option",
                at: .init(path: path, line: 1))
        }
        guard let unit = options.unit ?? stated else {
            throw AssayError(
                .unknownLossUnit,
                "nothing says whether the loss is in nats or bits; give --loss-unit nats (PyTorch, JAX and the Hugging Face "
                    + "trainer log nats) or --loss-unit bits", at: .init(path: path, line: 1))
        }
        self.unit = unit
    }

    /// The unit that a column's name says: one of its words is nat, nats, bit or bits.
    static func statedUnit(_ name: String) -> TrainingLog.LossUnit? {
        for word in name.lowercased().split(whereSeparator: { !$0.isLetter }) {
            if word == "nat" || word == "nats" { return .nats }
            if word == "bit" || word == "bits" { return .bits }
        }
        return nil
    }
}
