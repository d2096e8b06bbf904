/// A figure, or why there is none.
public struct Diagnosed: Sendable, Hashable, Codable {
    /// The figure; nil where there is too little to tell.
    public var figure: Figure?

    /// Why there is none, in words; nil where there is one.
    public var absence: String?

    /// Creates a figure that is there.
    public init(_ figure: Figure) { self.figure = figure }

    /// Creates one that is absent, and says what it would need.
    public init(absence: String) { self.absence = absence }
}
