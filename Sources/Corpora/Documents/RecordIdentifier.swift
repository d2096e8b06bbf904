/// What a record calls itself.
public enum RecordIdentifier: Sendable, Hashable {
    /// A string.
    case text(String)

    /// A whole number, in decimal.
    case number(String)
}
