public import Diagnostics

extension Locator {
    fileprivate init(_ location: AssayError.Location) {
        self.init(
            path: location.path ?? "", member: location.member ?? "", byte: location.byte ?? 0,
            offset: location.row ?? 0)
    }
}

/// Of every error code, the errors with the lowest hashes of their places: a bounded, coordinated selection of examples.
public struct ExampleSketch: Sendable, Hashable {
    /// How many examples of a code are kept.
    public let capacity: Int

    /// The examples of each code, in ascending order of hash.
    private var kept: [AssayError.Code: [Example]] = [:]

    /// One example error.
    public struct Example: Sendable, Hashable {
        /// The hash of path, member and position: what decides whether the example is kept.
        public var hash: ContentHash

        /// The error; its line is counted from `base`.
        public var error: AssayError

        /// The decoded offset from which the error's line is counted: 0 unless an earlier range of the file is missing.
        public var base: UInt64
    }

    /// Creates an empty selection.
    public init(capacity: Int) {
        self.capacity = max(capacity, 0)
    }

    /// The kept examples in natural order: by path, then by position, then by code.
    public var examples: [Example] {
        kept.values.joined().sorted { a, b in
            let (first, second) = (Locator(a.error.location), Locator(b.error.location))
            if first != second { return first < second }
            return (a.error.code.rawValue, a.hash) < (b.error.code.rawValue, b.hash)
        }
    }

    /// The errors of the examples, without lines where those before them are not known.
    public var errors: [AssayError] {
        examples.map { example in
            var error = example.error
            if example.base > 0 { error.location.line = nil }
            return error
        }
    }

    /// Offers an error.
    mutating func offer(_ error: AssayError, base: UInt64) {
        let location = error.location
        let place = [
            location.path ?? "", location.member ?? "", String(location.byte ?? 0), String(location.row ?? 0),
            error.code.rawValue,
        ].joined(separator: "\u{0}")
        insert(Example(hash: ContentHash(of: Array(place.utf8)), error: error, base: base))
    }

    mutating func insert(_ example: Example) {
        var examples = kept[example.error.code] ?? []
        let index = examples.firstIndex { example.hash <= $0.hash } ?? examples.count
        guard index < capacity else { return }
        if index < examples.count, examples[index].hash == example.hash {
            // Two words for one place: which is kept must not depend on the order.
            if example.error.message < examples[index].error.message { examples[index] = example }
        } else {
            examples.insert(example, at: index)
            if examples.count > capacity { examples.removeLast() }
        }
        kept[example.error.code] = examples
    }

    /// Adds another selection.
    public mutating func merge(_ other: ExampleSketch) {
        precondition(capacity == other.capacity, "selections of different capacity do not merge")
        for example in other.kept.values.joined() { insert(example) }
    }

    /// Counts lines from an earlier offset, whose lines have become known.
    mutating func apply(_ shift: LineFeedCounts.Shift) {
        for code in kept.keys {
            for index in kept[code]?.indices ?? 0..<0 {
                guard let example = kept[code]?[index], example.base == shift.from,
                    example.error.location.path == shift.path
                else { continue }
                kept[code]?[index].base = shift.to
                kept[code]?[index].error.location.line = example.error.location.line.map { $0 + shift.lines }
            }
        }
    }
}
