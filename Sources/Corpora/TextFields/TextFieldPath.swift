/// The way to a text in a JSON record: keys from the outside in.
public struct TextFieldPath: Sendable, Hashable {
    /// One key, and whether every element of the array found there is entered.
    public struct Key: Sendable, Hashable {
        /// The key in the object.
        public var name: String

        /// Whether the value is an array whose elements are all entered; printed as `[]`.
        public var each: Bool

        /// Creates a key.
        public init(_ name: String, each: Bool = false) {
            self.name = name
            self.each = each
        }
    }

    /// The keys from the outside in; at least one.
    public var keys: [Key]

    /// Whether a record may lack it; printed as `?`.
    public var isOptional: Bool

    /// Creates a path.
    public init(_ keys: [Key], isOptional: Bool = false) {
        precondition(!keys.isEmpty, "a path has at least one key")
        self.keys = keys
        self.isOptional = isOptional
    }
}

extension TextFieldPath: CustomStringConvertible {
    /// The printed form, such as `messages[].content`; keys with special characters are quoted.
    public var description: String {
        keys.map { Self.printed($0.name) + ($0.each ? "[]" : "") }.joined(separator: ".") + (isOptional ? "?" : "")
    }

    static let specialCharacters: Set<Unicode.Scalar> = [".", "[", "]", "+", "?", "\"", "\\", " ", "\t", "\n", "\r"]

    private static func printed(_ name: String) -> String {
        guard name.isEmpty || name.unicodeScalars.contains(where: specialCharacters.contains) else { return name }
        var text = "\""
        for scalar in name.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
