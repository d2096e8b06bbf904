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

        /// Creates a provenance.
        public init(
            assay: String, libraries: [String: String], parametersFingerprint: String, gridBytes: Int,
            tokenizer: String?
        ) {
            self.assay = assay
            self.libraries = libraries
            self.parametersFingerprint = parametersFingerprint
            self.gridBytes = gridBytes
            self.tokenizer = tokenizer
        }
    }

    /// What was read and what was not.
    public struct Input: Sendable, Hashable, Codable {
        /// Files whose text was read, wholly or in part.
        public var filesRead: UInt64

        /// Their bytes as stored (compressed, where they are).
        public var storedBytes: UInt64

        /// What was recognised: one element for each kind of file.
        public var formats: [Format]

        /// What was left out on purpose, by reason.
        public var leftOut: [LeftOut]

        /// What went wrong, by error code.
        public var problems: [Problem]

        /// The share of stored bytes, of all files that should have been read, whose reading did not fail.
        public var coverage: Figure

        /// Creates an input description.
        public init(
            filesRead: UInt64, storedBytes: UInt64, formats: [Format], leftOut: [LeftOut], problems: [Problem],
            coverage: Figure
        ) {
            self.filesRead = filesRead
            self.storedBytes = storedBytes
            self.formats = formats
            self.leftOut = leftOut
            self.problems = problems
            self.coverage = coverage
        }
    }

    /// One kind of file that was recognised by content.
    public struct Format: Sendable, Hashable, Codable {
        /// The record format, "JSON Lines" for example.
        public var format: String

        /// The compression, outermost first; empty for none.
        public var compression: [String]

        /// Where the text lies in a record, as announced; nil for plain text.
        public var textField: String?

        /// The number of files.
        public var files: UInt64

        /// Creates a kind of file.
        public init(format: String, compression: [String], textField: String?, files: UInt64) {
            self.format = format
            self.compression = compression
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

            /// What went wrong and what to do.
            public var message: String

            /// Creates an example.
            public init(
                path: String?, member: String? = nil, line: UInt64?, byte: UInt64?, message: String
            ) {
                self.path = path
                self.member = member
                self.line = line
                self.byte = byte
                self.message = message
            }
        }
    }
}
