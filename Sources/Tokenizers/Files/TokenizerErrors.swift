public import Diagnostics

extension AssayError.Code {
    /// A tokenizer file that cannot be opened or read.
    public static let unreadableTokenizer = AssayError.Code(rawValue: "unreadable-tokenizer")

    /// A tokenizer file that is not of the form it should have.
    public static let malformedTokenizer = AssayError.Code(rawValue: "malformed-tokenizer")

    /// A tokenizer file with a component that is not supported; the message names it.
    public static let unsupportedTokenizer = AssayError.Code(rawValue: "unsupported-tokenizer")

    /// A rank file whose split pattern is not known.
    public static let unknownSplitPattern = AssayError.Code(rawValue: "unknown-split-pattern")
}
