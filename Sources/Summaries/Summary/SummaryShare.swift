/// What a part of a corpus adds to the sums and sketches of the whole: all that can be taken away again.
///
/// The document sample is not among it, because what the part crowded out of it is gone.
public struct SummaryShare: Sendable {
    /// The part's sums.
    public private(set) var counts = SummaryCounts()

    /// What was read of it.
    public private(set) var input = InputCounts()

    /// How often each byte value occurs.
    public private(set) var byteHistogram = ByteHistogram()

    /// Documents by the binary digits of their length, as ``Summary/lengthHistogram`` has them.
    public private(set) var lengthHistogram = [UInt64](repeating: 0, count: 65)

    /// The number of errors of all codes.
    public private(set) var errors: UInt64 = 0

    /// Its distinct documents below the hash threshold of `documentLevel`, in ascending order of key.
    public private(set) var documents: [ThresholdSketch.Slot] = []

    /// Its distinct lines below the hash threshold of `lineLevel`, in ascending order of key.
    public private(set) var lines: [ThresholdSketch.Slot] = []

    /// The keys of documents below 2⁶⁴ / 2^level are here.
    public private(set) var documentLevel = 0

    /// The keys of lines below 2⁶⁴ / 2^level are here.
    public private(set) var lineLevel = 0

    /// Creates the share of nothing.
    public init() {}

    /// Creates the share that a part has whose summary is known.
    public init(_ part: Summary) {
        counts = part.counts
        input = part.input
        byteHistogram = part.byteHistogram
        lengthHistogram = part.lengthHistogram
        errors = part.errorCount
        documents = part.documentSketch.keptKeys
        lines = part.lineSketch.keptKeys
        documentLevel = part.documentSketch.level
        lineLevel = part.lineSketch.level
    }

    /// Adds the share of a disjoint part.
    public mutating func merge(_ other: SummaryShare) {
        counts.merge(other.counts)
        input.add(other.input)
        byteHistogram.merge(other.byteHistogram)
        for index in lengthHistogram.indices { lengthHistogram[index] += other.lengthHistogram[index] }
        errors += other.errors
        var other = other
        let (documentLevel, lineLevel) = (
            max(documentLevel, other.documentLevel), max(lineLevel, other.lineLevel)
        )
        thin(documentLevel: documentLevel, lineLevel: lineLevel)
        other.thin(documentLevel: documentLevel, lineLevel: lineLevel)
        documents = Self.union(documents, other.documents)
        lines = Self.union(lines, other.lines)
    }

    /// Forgets the keys beyond lower thresholds.
    public mutating func thin(documentLevel: Int, lineLevel: Int) {
        Self.thin(&documents, &self.documentLevel, to: documentLevel)
        Self.thin(&lines, &self.lineLevel, to: lineLevel)
    }

    private static func thin(_ slots: inout [ThresholdSketch.Slot], _ level: inout Int, to newLevel: Int) {
        guard newLevel > level else { return }
        level = newLevel
        let limit = ThresholdSketch.limit(ofLevel: newLevel)
        slots = Array(slots.prefix { $0.key <= limit })
    }

    private static func union(
        _ a: [ThresholdSketch.Slot], _ b: [ThresholdSketch.Slot]
    ) -> [ThresholdSketch.Slot] {
        var result: [ThresholdSketch.Slot] = []
        result.reserveCapacity(a.count + b.count)
        for slot in (a + b).sorted(by: { $0.key < $1.key }) {
            if let last = result.last, last.key == slot.key {
                result[result.count - 1].multiplicity += slot.multiplicity
            } else {
                result.append(slot)
            }
        }
        return result
    }
}

extension Summary {
    /// The summary of what is left when a part is taken away, as far as it can be: sums, histograms of bytes and lengths,
    /// and sketches.
    ///
    /// The sample, the tokens' histogram and examples stay those of the whole; its coverage and its sketch of near duplicates
    /// are empty. The other sketches have the higher of both levels.
    ///
    /// - Complexity: O(kept keys).
    public func removing(_ share: SummaryShare) -> Summary {
        var rest = self
        rest.coverage = Coverage()
        rest.nearDuplicateSketch = NearDuplicateSketch(capacity: parameters.nearDuplicateDocuments)
        rest.counts.subtract(share.counts)
        rest.input.subtract(share.input)
        rest.byteHistogram.remove(share.byteHistogram)
        for index in lengthHistogram.indices {
            rest.lengthHistogram[index] -= min(rest.lengthHistogram[index], share.lengthHistogram[index])
        }
        rest.documentSketch = documentSketch.removing(share.documents, level: share.documentLevel)
        rest.lineSketch = lineSketch.removing(share.lines, level: share.lineLevel)
        return rest
    }
}
