public import Diagnostics

extension AssayError.Code {
    /// The path does not exist.
    public static let noSuchFile = Self(rawValue: "no-such-file")
    /// A directory cannot be listed.
    public static let unreadableDirectory = Self(rawValue: "unreadable-directory")
    /// The path is a pipe, socket or device.
    public static let notARegularFile = Self(rawValue: "not-a-regular-file")
    /// A directory holds nothing to read.
    public static let noFiles = Self(rawValue: "no-files")
    /// The compressed data needs a window beyond the limit.
    public static let windowTooLarge = Self(rawValue: "window-too-large")
    /// The data expands beyond every measure, as data made to exhaust a reader does.
    public static let expansionLimit = Self(rawValue: "expansion-limit")
    /// The file is not text.
    public static let binaryFile = Self(rawValue: "binary-file")
    /// A record, or what stands between records, is not valid JSON.
    public static let jsonSyntax = Self(rawValue: "json-syntax")
    /// A record holds a malformed number or one beyond 64 bits.
    public static let jsonNumber = Self(rawValue: "json-number")
    /// A record is nested too deep.
    public static let jsonTooDeep = Self(rawValue: "json-too-deep")
    /// A record is valid JSON and not an object.
    public static let jsonNotAnObject = Self(rawValue: "json-not-an-object")
    /// A record holds bytes that are not UTF-8.
    public static let invalidUTF8InJSON = Self(rawValue: "invalid-utf8-in-json")
    /// A record, or a whole file, lacks the text field.
    public static let missingTextField = Self(rawValue: "missing-text-field")
    /// A record is longer than the limit.
    public static let recordTooLarge = Self(rawValue: "record-too-large")
    /// A row of a table has another number of fields than the table.
    public static let raggedRow = Self(rawValue: "ragged-row")
    /// A row's quotes are opened and not closed.
    public static let unbalancedQuotes = Self(rawValue: "unbalanced-quotes")
    /// The name of a text field cannot be understood.
    public static let invalidTextField = Self(rawValue: "invalid-text-field")
    /// A pattern for paths cannot be understood.
    public static let invalidGlob = Self(rawValue: "invalid-glob")
    /// A list of paths is not separated by NUL.
    public static let invalidPathList = Self(rawValue: "invalid-path-list")
}
