public import Diagnostics

extension AssayError.Code {
    /// A temporary file could not be made, written or read.
    public static let temporaryFileFailed = AssayError.Code(rawValue: "temporary-file-failed")

    /// A language model was to be trained on nothing.
    public static let nothingToTrainOn = AssayError.Code(rawValue: "nothing-to-train-on")

    /// A token id is too large for an n-gram model.
    public static let tokenIDTooLarge = AssayError.Code(rawValue: "token-id-too-large")
}
