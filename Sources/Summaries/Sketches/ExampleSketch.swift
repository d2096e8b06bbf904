public import Diagnostics

extension Locator {
    fileprivate init(_ location: AssayError.Location) {
        self.init(path: location.path ?? "", member: location.member ?? "", byte: location.byte ?? 0)
    }
}

/// The errors with the lowest hashes of their places: a bounded, coordinated selection of examples.
public struct ExampleSketch: Sendable, Hashable {
    /// How many examples are kept.
    public let capacity: Int

    private var kept: [Example]

    /// One example error.
    public struct Example: Sendable, Hashable {
        /// The hash of path, member and byte position: what decides whether the example is kept.
        public var hash: ContentHash

        /// The error; its line is relative to the unit until the scan has resolved it.
        public var error: AssayError

        /// The unit's number within its file; lines of earlier units are added when the scan ends.
        public var unit: Int
    }

    /// Creates an empty selection.
    public init(capacity: Int) {
        self.capacity = max(capacity, 0)
        self.kept = []
    }

    /// The kept examples in natural order: by path, then by position.
    public var examples: [Example] {
        kept.sorted { a, b in
            Locator(a.error.location) < Locator(b.error.location)
        }
    }

    /// Offers an error.
    mutating func offer(_ error: AssayError, unit: Int) {
        let location = error.location
        let place = [
            location.path ?? "", location.member ?? "", String(location.byte ?? 0), error.code.rawValue,
        ].joined(separator: "\u{0}")
        insert(Example(hash: ContentHash(of: Array(place.utf8)), error: error, unit: unit))
    }

    private mutating func insert(_ example: Example) {
        guard kept.count < capacity || example.hash < (kept.last?.hash ?? example.hash) else { return }
        let index = kept.firstIndex { example.hash <= $0.hash } ?? kept.count
        if index < kept.count, kept[index].hash == example.hash { return }
        kept.insert(example, at: index)
        if kept.count > capacity { kept.removeLast() }
    }

    /// Adds another selection.
    public mutating func merge(_ other: ExampleSketch) {
        precondition(capacity == other.capacity, "selections of different capacity do not merge")
        for example in other.kept { insert(example) }
    }

    /// Rewrites every kept example, for lines that are known only when the scan has ended.
    mutating func rewrite(_ transform: (inout Example) -> Void) {
        for index in kept.indices { transform(&kept[index]) }
    }
}
