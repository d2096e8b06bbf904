extension CorpusReport {
    /// The program, its parameters, and the libraries whose versions can change a figure.
    public struct Provenance: Sendable, Hashable, Codable {
        /// The version of assay.
        public var assay: String

        /// Versions of libraries by name.
        public var libraries: [String: String]

        /// The fingerprint of every parameter that affects the summary, in hexadecimal.
        public var parametersFingerprint: String

        /// The documents' grid in bytes.
        public var gridBytes: Int

        /// The name of the tokenizer whose tokens were counted.
        public var tokenizer: String?

        /// For each group of figures, what made it and from how much.
        public var estimates: [Estimate]

        /// Creates a provenance.
        public init(
            assay: String, libraries: [String: String], parametersFingerprint: String, gridBytes: Int,
            tokenizer: String?, estimates: [Estimate] = []
        ) {
            self.assay = assay
            self.libraries = libraries
            self.parametersFingerprint = parametersFingerprint
            self.gridBytes = gridBytes
            self.tokenizer = tokenizer
            self.estimates = estimates
        }
    }

    /// What made a group of figures.
    public struct Estimate: Sendable, Hashable, Codable {
        /// The group, by its name in the report: "learning" for example.
        public var figures: String

        /// The method with its settings.
        public var method: String

        /// n: the bytes that it read.
        public var bytes: UInt64

        /// The documents that it read; nil where they come in parts.
        public var documents: UInt64?
    }

    /// What was read and what was not.
    public struct Input: Sendable, Hashable, Codable {
        /// Files whose text was read, wholly or in part.
        public var filesRead: UInt64

        /// The bytes as stored (compressed, where they are) of all files that were found.
        public var storedBytes: UInt64

        /// What was recognised: one element for each kind of file.
        public var formats: [Format]

        /// What was left out on purpose, by reason.
        public var leftOut: [LeftOut]

        /// What went wrong, by error code.
        public var problems: [Problem]

        /// The share of stored bytes, of all files that should have been read, whose reading did not fail.
        public var coverage: Figure

        /// What records hold beside their text; nil where there are none.
        public var records: Records?

        /// Characters of files in other encodings that had none and became U+FFFD.
        public var replacedCharacters: UInt64

        /// How many of the corpus's work units the report is about; nil where it is about all of them.
        public var workUnits: WorkUnits?

        /// Creates an input description.
        public init(
            filesRead: UInt64, storedBytes: UInt64, formats: [Format], leftOut: [LeftOut], problems: [Problem],
            coverage: Figure, records: Records?, replacedCharacters: UInt64, workUnits: WorkUnits? = nil
        ) {
            self.filesRead = filesRead
            self.storedBytes = storedBytes
            self.formats = formats
            self.leftOut = leftOut
            self.problems = problems
            self.coverage = coverage
            self.records = records
            self.replacedCharacters = replacedCharacters
            self.workUnits = workUnits
        }
    }

    /// How much of a plan's work was done.
    public struct WorkUnits: Sendable, Hashable, Codable {
        /// Units of the plan.
        public var planned: UInt64

        /// Those that the report is about.
        public var covered: UInt64

        /// Creates the count of a part of a plan.
        public init(planned: UInt64, covered: UInt64) {
            self.planned = planned
            self.covered = covered
        }
    }

    /// Records (JSON, rows of tables): their text, and what stands around it.
    public struct Records: Sendable, Hashable, Codable {
        /// Records met, good or bad.
        public var records: UInt64

        /// Bytes of the good ones as they stand in the decoded files.
        public var bytes: UInt64

        /// Bytes of their text.
        public var textBytes: UInt64

        /// The share of the bytes that is no text: keys, roles, quotes, escapes and fields that are not read.
        public var overhead: Figure

        /// Creates a count of records.
        public init(records: UInt64, bytes: UInt64, textBytes: UInt64, overhead: Figure) {
            self.records = records
            self.bytes = bytes
            self.textBytes = textBytes
            self.overhead = overhead
        }
    }

    /// One kind of file that was recognised by content.
    public struct Format: Sendable, Hashable, Codable {
        /// The record format, "JSON Lines" for example.
        public var format: String

        /// The compression, outermost first; empty for none.
        public var compression: [String]

        /// The encoding that was converted to UTF-8; nil for UTF-8.
        public var encoding: String?

        /// Where the text lies in a record, as announced; nil for plain text.
        public var textField: String?

        /// The number of files.
        public var files: UInt64

        /// Creates a kind of file.
        public init(format: String, compression: [String], encoding: String?, textField: String?, files: UInt64) {
            self.format = format
            self.compression = compression
            self.encoding = encoding
            self.textField = textField
            self.files = files
        }
    }

    /// Files, and members of archives, that were left out on purpose.
    public struct LeftOut: Sendable, Hashable, Codable {
        /// Why, in words.
        public var reason: String

        /// How many.
        public var files: UInt64

        /// The first of them that are files, by path.
        public var examples: [String]

        /// Creates a group of files left out.
        public init(reason: String, files: UInt64, examples: [String]) {
            self.reason = reason
            self.files = files
            self.examples = examples
        }
    }

    /// Errors of one code.
    public struct Problem: Sendable, Hashable, Codable {
        /// The stable error code.
        public var code: String

        /// How many errors have it.
        public var count: UInt64

        /// Some of them, each with file and position, in natural order.
        public var examples: [Example]

        /// Creates a group of errors.
        public init(code: String, count: UInt64, examples: [Example]) {
            self.code = code
            self.count = count
            self.examples = examples
        }

        /// One error.
        public struct Example: Sendable, Hashable, Codable {
            /// The file.
            public var path: String?

            /// The name of the member of an archive, escaped.
            public var member: String?

            /// The line, from 1, in the decoded stream.
            public var line: UInt64?

            /// The byte, from 0, in the decoded stream.
            public var byte: UInt64?

            /// The row, from 0 in the file, where records are rows (Parquet, Arrow).
            public var row: UInt64?

            /// What went wrong and what to do.
            public var message: String

            /// Creates an example.
            public init(
                path: String?, member: String? = nil, line: UInt64?, byte: UInt64?, row: UInt64? = nil, message: String
            ) {
                self.path = path
                self.member = member
                self.line = line
                self.byte = byte
                self.row = row
                self.message = message
            }
        }
    }
}
