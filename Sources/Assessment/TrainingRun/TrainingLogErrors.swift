public import Diagnostics

extension AssayError.Code {
    /// A training log cannot be opened or read, or is too large.
    public static let unreadableLog = Self(rawValue: "unreadable-log")
    /// A training log is neither CSV, JSON Lines nor a trainer's state.
    public static let logSyntax = Self(rawValue: "log-syntax")
    /// No column or key holds the loss.
    public static let missingLoss = Self(rawValue: "missing-loss")
    /// No column or key holds tokens, or steps whose size is known.
    public static let missingTokens = Self(rawValue: "missing-tokens")
    /// Nothing says whether the loss is in nats or bits, or two things say different.
    public static let unknownLossUnit = Self(rawValue: "unknown-loss-unit")
    /// A loss is negative or beyond 10⁹.
    public static let impossibleLoss = Self(rawValue: "impossible-loss")
    /// Tokens or steps do not ascend strictly.
    public static let tokensNotAscending = Self(rawValue: "tokens-not-ascending")
    /// Fewer losses than anything can be said from.
    public static let tooFewLosses = Self(rawValue: "too-few-losses")
    /// A scan is to be compared and nothing tells how many bytes a token has.
    public static let missingBytesPerToken = Self(rawValue: "missing-bytes-per-token")
    /// A corpus report cannot be understood.
    public static let unreadableReport = Self(rawValue: "unreadable-report")
}
