/// Which fields of a JSON record are its text.
///
/// At a path's end a string is one part, and an array as many parts as it holds strings and objects with a string
/// `text` (or else `content`). The parts of all paths that are not empty are joined by line feeds. A record that lacks
/// a path that is not optional does not match. The printed form, such as `instruction + input? + output`, is parsed by
/// ``init(parsing:)``.
public struct TextFieldRule: Sendable, Hashable {
    /// The paths, in the order in which their parts are joined; at least one.
    public var paths: [TextFieldPath]

    /// Creates a rule.
    public init(_ paths: [TextFieldPath]) {
        precondition(!paths.isEmpty, "a rule has at least one path")
        self.paths = paths
    }

    /// The rule for one top-level field.
    public init(field: String) {
        self.init([TextFieldPath([TextFieldPath.Key(field)])])
    }

    /// The rules that are tried on every file, in this order, before the string field with the most bytes.
    ///
    /// Source: the fields of the corpora in common use; chats as in the formats of OpenAI (`messages`) and ShareGPT
    /// (`conversations`), instructions as in Alpaca, where `input` may be absent.
    public static let standard: [TextFieldRule] =
        ["text", "content", "raw_content", "body", "document", "article"].map { TextFieldRule(field: $0) }
        + [
            TextFieldRule([TextFieldPath([.init("messages", each: true), .init("content")])]),
            TextFieldRule([TextFieldPath([.init("conversations", each: true), .init("value")])]),
            TextFieldRule([TextFieldPath([.init("prompt")]), TextFieldPath([.init("completion")])]),
            TextFieldRule([
                TextFieldPath([.init("instruction")]), TextFieldPath([.init("input")], isOptional: true),
                TextFieldPath([.init("output")]),
            ]),
            TextFieldRule([TextFieldPath([.init("question")]), TextFieldPath([.init("answer")])]),
        ]
}

extension TextFieldRule: CustomStringConvertible {
    /// The printed form, such as `question + answer`.
    public var description: String { paths.map(\.description).joined(separator: " + ") }
}
