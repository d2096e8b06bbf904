/// What a pass over a document does to the state; chosen at compile time so that the hot loop has no test for it.
protocol AdaptationPolicy {
    /// Whether the state changes.
    static var adapts: Bool { get }
    /// Whether what is overwritten is kept, to be put back.
    static var keepsUndo: Bool { get }
}

/// The state learns.
enum Learning: AdaptationPolicy {
    static var adapts: Bool { true }
    static var keepsUndo: Bool { false }
}

/// The state learns and is put back afterwards.
enum Trial: AdaptationPolicy {
    static var adapts: Bool { true }
    static var keepsUndo: Bool { true }
}

/// The state stays as it is.
enum Frozen: AdaptationPolicy {
    static var adapts: Bool { false }
    static var keepsUndo: Bool { false }
}
