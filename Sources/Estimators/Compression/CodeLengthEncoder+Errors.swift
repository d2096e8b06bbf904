internal import CCompressors
public import Diagnostics

extension AssayError.Code {
    /// A compression setting is out of the range that the library supports.
    public static let compressorParameters = AssayError.Code(rawValue: "compressor-parameters")

    /// A stream was pushed to or ended out of turn.
    public static let compressorMisuse = AssayError.Code(rawValue: "compressor-misuse")

    /// The compression library refused for a reason of its own.
    public static let compressorFailed = AssayError.Code(rawValue: "compressor-failed")

    /// There is not enough memory for an encoder.
    public static let compressorOutOfMemory = AssayError.Code(rawValue: "compressor-out-of-memory")
}

extension CodeLengthEncoder {
    /// The error for a status of the C module.
    static func error(_ status: assay_compressor_status, name: String, cause: String?) -> AssayError {
        switch status {
        case ASSAY_COMPRESSOR_BAD_PARAMETERS:
            AssayError(
                .compressorParameters,
                "'\(name)' is not supported; use zstd levels 1 to 22 with a window of 2^10 to 2^31 bytes, "
                    + "or xz presets 0 to 9 with a dictionary of 4096 bytes to 1.5 GiB",
                cause: cause)
        case ASSAY_COMPRESSOR_NO_MEMORY:
            AssayError(
                .compressorOutOfMemory, "no memory for '\(name)'; choose a lower level or a smaller window",
                cause: cause)
        case ASSAY_COMPRESSOR_BAD_STATE:
            AssayError(
                .compressorMisuse, "'\(name)' has no stream in progress; call begin before push and finish",
                cause: cause)
        default:
            AssayError(
                .compressorFailed, "'\(name)' failed; leave this estimator out and report the fault", cause: cause)
        }
    }
}
