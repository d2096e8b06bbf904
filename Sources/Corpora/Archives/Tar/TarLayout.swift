/// What the members of a tar archive are.
public enum TarLayout: Sendable, Hashable {
    /// Each member is a file of its own, with its own compression and format.
    case files
    /// Members are samples in the convention of WebDataset, and the text of each is its member `txt`.
    case textMembers
    /// Members are samples in the convention of WebDataset, and the text of each is in its member `json`.
    case jsonMembers(TextFieldRule)
}

extension TarLayout: CustomStringConvertible {
    /// The words behind `tar`, empty for separate files.
    public var description: String {
        switch self {
        case .files: ""
        case .textMembers: " (WebDataset, txt)"
        case .jsonMembers(let rule): " (WebDataset, json: \(rule))"
        }
    }
}
