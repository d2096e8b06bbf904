/// Where the records are in JSON that is not one record a line.
public enum JSONLayout: Sendable, Hashable {
    /// The elements of an array, or of several after each other: `[{…}, {…}]`.
    case elements
    /// The elements of one member of an object, whose name is as it stands in the file: `{"data": [{…}, {…}]}`.
    case member(String)
    /// Objects after each other, over as many lines as they like.
    case values
}

extension JSONLayout: CustomStringConvertible {
    /// The name as it is printed, such as `JSON array in "data"`.
    public var description: String {
        switch self {
        case .elements: "JSON array"
        case .member(let name): "JSON array in \(quoted(name))"
        case .values: "JSON objects"
        }
    }
}
