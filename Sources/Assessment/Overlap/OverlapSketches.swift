public import Summaries

/// What overlap is read from: the sampled documents and lines of a corpus, in the order of their hashes.
///
/// Sampling by content hash is coordinated: below the lower of two thresholds both corpora keep all that they have, so what is
/// there in both is known, and is an unbiased sample of all that they share.
public struct OverlapSketches: Sendable {
    /// The corpus's name.
    public let name: String

    /// The kept keys of one kind of thing, in ascending order.
    struct Keys: Sendable {
        /// How often the threshold was halved; nothing was sampled at 0.
        let level: Int
        let slots: [ThresholdSketch.Slot]

        init(_ sketch: ThresholdSketch, least bytes: UInt64) {
            level = sketch.level
            slots = sketch.keptKeys.filter { $0.bytes >= bytes }
        }

        /// The keys that a sketch of a higher level would keep.
        func kept(atLevel other: Int) -> ArraySlice<ThresholdSketch.Slot> {
            guard other > level else { return slots[...] }
            let limit = ThresholdSketch.limit(ofLevel: other)
            var (low, high) = (0, slots.count)
            while low < high {
                let middle = (low + high) / 2
                if slots[middle].key <= limit { low = middle + 1 } else { high = middle }
            }
            return slots[..<low]
        }
    }

    private let keys: [OverlapUnit: Keys]

    /// MinHash bands of documents; nil where the corpus holds token ids.
    let nearDuplicates: NearDuplicateSketch?

    /// Takes the sketches of a summary.
    ///
    /// - Complexity: O(k log k) for k kept keys.
    public init(name: String, summary: Summary) {
        self.name = name
        var keys: [OverlapUnit: Keys] = [:]
        let holdsText = !summary.parameters.holdsTokenIDs
        for unit in OverlapUnit.allCases where holdsText || unit == .documents {
            keys[unit] = unit.sketch(of: summary).map { Keys($0, least: unit.leastBytes) }
        }
        self.keys = keys
        nearDuplicates = holdsText ? summary.nearDuplicateSketch : nil
    }

    /// The keys of a unit; nil where the corpus has none of its kind: token ids have no lines.
    func keys(_ unit: OverlapUnit) -> Keys? { keys[unit] }
}

/// What is looked for in another corpus.
public enum OverlapUnit: String, Sendable, Hashable, Codable, CaseIterable {
    /// Whole documents; pieces of documents that are longer than the grid.
    case documents

    /// Lines without the blanks around them.
    case lines

    /// Lines of 50 bytes or more, which do not meet by chance.
    case longLines

    /// Documents, of which a near duplicate is as good as a copy.
    case nearDuplicates

    /// How many bytes a thing has at least; what is empty is everywhere the same.
    var leastBytes: UInt64 {
        switch self {
        case .documents, .lines, .nearDuplicates: 1
        case .longLines: 50
        }
    }

    /// The sketch of exact copies; nil for near duplicates, which have one of their own.
    func sketch(of summary: Summary) -> ThresholdSketch? {
        switch self {
        case .documents: summary.documentSketch
        case .lines, .longLines: summary.lineSketch
        case .nearDuplicates: nil
        }
    }

    /// What it is called, with its plural.
    public var title: String {
        switch self {
        case .documents: "documents"
        case .lines: "lines"
        case .longLines: "lines ≥ 50 bytes"
        case .nearDuplicates: "near duplicates"
        }
    }
}
