/// What `assay inspect` shows: what was recognised for each file of a corpus, and nothing estimated.
public struct InspectionReport: Sendable, Hashable, Codable {
    /// The version of this form; the schema `inspection-report-1` describes version 1.
    public var schemaVersion = 1

    /// The version of assay.
    public var assay: String

    /// Every file that was found, in the order of paths.
    public var files: [File]

    /// What was left out on purpose, by reason.
    public var leftOut: [LeftOut]

    /// What could not be found or listed.
    public var problems: [Problem]

    /// Creates a report.
    public init(assay: String, files: [File], leftOut: [LeftOut], problems: [Problem]) {
        self.assay = assay
        self.files = files
        self.leftOut = leftOut
        self.problems = problems
    }

    /// One file.
    public struct File: Sendable, Hashable, Codable {
        /// The path.
        public var path: String

        /// Its size as stored, in bytes.
        public var storedBytes: UInt64

        /// How it is read; nil where it is not.
        public var recognized: Recognized?

        /// Why it is not read; nil where it is.
        public var refusal: Problem?

        /// Creates a file that is read.
        public init(path: String, storedBytes: UInt64, recognized: Recognized) {
            self.path = path
            self.storedBytes = storedBytes
            self.recognized = recognized
        }

        /// Creates a file that is not read.
        public init(path: String, storedBytes: UInt64, refusal: Problem) {
            self.path = path
            self.storedBytes = storedBytes
            self.refusal = refusal
        }
    }

    /// How a file is read, and what its head holds.
    public struct Recognized: Sendable, Hashable, Codable {
        /// The record format, "JSON Lines" for example.
        public var format: String

        /// The compression, outermost first; empty for none.
        public var compression: [String]

        /// The character encoding, "UTF-8" for example.
        public var encoding: String

        /// Where the text lies in a record; nil where there are no records.
        public var textField: TextField?

        /// What was read to say so.
        public var head: Head

        /// The beginning of the first text; nil where there is none or none was asked for.
        public var sample: Sample?

        /// Creates a description.
        public init(
            format: String, compression: [String], encoding: String, textField: TextField?, head: Head, sample: Sample?
        ) {
            self.format = format
            self.compression = compression
            self.encoding = encoding
            self.textField = textField
            self.head = head
            self.sample = sample
        }
    }

    /// A text field and why it was chosen.
    public struct TextField: Sendable, Hashable, Codable {
        /// The rule as `--text-field` takes it.
        public var rule: String

        /// The reason's code: given, usual, longest or no-good-record.
        public var reason: String

        /// Creates a text field.
        public init(rule: String, reason: String) {
            self.rule = rule
            self.reason = reason
        }
    }

    /// The beginning of a file.
    public struct Head: Sendable, Hashable, Codable {
        /// Whether it is the whole file.
        public var isWholeFile: Bool

        /// Its length in decoded bytes.
        public var decodedBytes: UInt64

        /// The bytes of text in it.
        public var textBytes: UInt64

        /// Documents in it; a text longer than 64 KiB is several.
        public var documents: UInt64

        /// Records in it, good and bad; nil where there are none.
        public var records: UInt64?

        /// Line feeds in its text; nil where there are records or token ids.
        public var lines: UInt64?

        /// Token ids in it; nil where it holds text.
        public var tokenIDs: UInt64?

        /// How many errors it holds.
        public var failures: UInt64

        /// The first of them.
        public var problems: [Problem]

        /// Creates a head.
        public init(
            isWholeFile: Bool, decodedBytes: UInt64, textBytes: UInt64, documents: UInt64, records: UInt64?,
            lines: UInt64?, tokenIDs: UInt64? = nil, failures: UInt64, problems: [Problem]
        ) {
            self.isWholeFile = isWholeFile
            self.decodedBytes = decodedBytes
            self.textBytes = textBytes
            self.documents = documents
            self.records = records
            self.lines = lines
            self.tokenIDs = tokenIDs
            self.failures = failures
            self.problems = problems
        }
    }

    /// The beginning of a text.
    public struct Sample: Sendable, Hashable, Codable {
        /// The text as it is; what shows it escapes it.
        public var text: String

        /// Whether the text goes on.
        public var isCut: Bool

        /// Creates a sample.
        public init(text: String, isCut: Bool) {
            self.text = text
            self.isCut = isCut
        }
    }

    /// An error.
    public struct Problem: Sendable, Hashable, Codable {
        /// The stable error code.
        public var code: String

        /// The file or directory.
        public var path: String?

        /// The line, from 1, in the decoded stream.
        public var line: UInt64?

        /// The byte, from 0, in the decoded stream.
        public var byte: UInt64?

        /// What went wrong and what to do; nil where it could hold text that was not asked for.
        public var message: String?

        /// Creates a problem.
        public init(code: String, path: String?, line: UInt64?, byte: UInt64?, message: String?) {
            self.code = code
            self.path = path
            self.line = line
            self.byte = byte
            self.message = message
        }
    }

    /// Paths that were left out on purpose.
    public struct LeftOut: Sendable, Hashable, Codable {
        /// Why: hidden, documentation, excluded and so on.
        public var reason: String

        /// How many; a directory stands for all that it holds.
        public var count: UInt64

        /// The first of them, by path.
        public var examples: [String]

        /// Creates a group of paths.
        public init(reason: String, count: UInt64, examples: [String]) {
            self.reason = reason
            self.count = count
            self.examples = examples
        }
    }
}
