/// One error of this package: a stable code, a sentence with what to do, the place, and the cause.
public struct AssayError: Error, Sendable, Hashable {
    /// The stable code that programs match on.
    public var code: Code

    /// A sentence for a person: what went wrong and what to do about it.
    public var message: String

    /// Where it happened, as far as it is known.
    public var location: Location

    /// The words of the library or system call beneath, if there are any.
    public var cause: String?

    /// Creates an error.
    public init(_ code: Code, _ message: String, at location: Location = Location(), cause: String? = nil) {
        self.code = code
        self.message = message
        self.location = location
        self.cause = cause
    }
}

extension AssayError {
    /// A place in the input.
    public struct Location: Sendable, Hashable {
        /// The path as the user gave it or as it was found below what the user gave.
        public var path: String?

        /// The name of the member of an archive, escaped so that it can be shown anywhere; nil outside of archives.
        public var member: String?

        /// The line, counted from 1, in the decoded (decompressed) stream of the file or member.
        public var line: UInt64?

        /// The byte, counted from 0, in the decoded (decompressed) stream of the file or member.
        public var byte: UInt64?

        /// The row, counted from 0 in the file, where records are rows of a table.
        public var row: UInt64?

        /// Creates a location; parts that are not known stay nil.
        public init(
            path: String? = nil, member: String? = nil, line: UInt64? = nil, byte: UInt64? = nil, row: UInt64? = nil
        ) {
            self.path = path
            self.member = member
            self.line = line
            self.byte = byte
            self.row = row
        }
    }

    /// A stable, extensible error code, in kebab case.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The code as it is printed in reports.
        public let rawValue: String

        /// Creates a code from its printed form.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The code as it is printed in reports.
        public var description: String { rawValue }
    }
}

extension AssayError: CustomStringConvertible {
    /// The place, the sentence and the cause, on one line.
    public var description: String {
        var text = ""
        if let path = location.path { text += path }
        if let member = location.member { text += " » \(member)" }
        if let line = location.line { text += ":\(line)" }
        if let row = location.row { text += " (row \(row))" }
        if let byte = location.byte { text += " (byte \(byte))" }
        if !text.isEmpty { text += ": " }
        text += message
        if let cause { text += " [\(cause)]" }
        // A name with a line feed must not begin a line of its own, which a CI may take for a command.
        return text.showable
    }
}
