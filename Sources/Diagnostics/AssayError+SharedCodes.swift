// Codes that more than one module throws.
extension AssayError.Code {
    /// A file cannot be opened or read.
    public static let unreadableFile = Self(rawValue: "unreadable-file")
    /// The file was changed, replaced or removed between being found and having been read.
    public static let fileChanged = Self(rawValue: "file-changed")
    /// The data ends too early.
    public static let truncatedInput = Self(rawValue: "truncated-input")
    /// The data is damaged.
    public static let corruptInput = Self(rawValue: "corrupt-input")
    /// The compressed data uses a method or an option that is not supported.
    public static let unsupportedCompression = Self(rawValue: "unsupported-compression")
    /// The file is of a known format that is not read.
    public static let unsupportedFormat = Self(rawValue: "unsupported-format")
    /// Memory could not be allocated.
    public static let outOfMemory = Self(rawValue: "out-of-memory")
}
