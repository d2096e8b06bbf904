public import InformationCapacity

/// What the first half of a document tells about the second, against the document's length.
///
/// I(ℓ) = C(second half) − C(second half | first half) over documents of ℓ bytes: the mutual information of the halves as
/// far as a coder finds it, and its growth I ∝ ℓ^γ (L²M, arXiv 2503.04725): what training with longer contexts can use. Zero
/// on a source without memory, where its expectation is at most what the coder learns about the source itself.
/// A *diagnostic*: a difference of two upper bounds bounds nothing.
public struct BipartiteInformation: Sendable, Hashable {
    /// The code lengths of one document's second half.
    public struct Halves: Sendable, Hashable {
        /// Without the first half.
        public var alone: Bits

        /// After the first half.
        public var afterFirst: Bits

        /// Creates a document's lengths.
        public init(alone: Bits, afterFirst: Bits) {
            self.alone = alone
            self.afterFirst = afterFirst
        }
    }

    /// The information at one length.
    public struct Point: Sendable, Hashable {
        /// ℓ, in bytes.
        public var byteCount: UInt64

        /// How many documents of that length there were.
        public var documents: Int

        /// I(ℓ): the mean over documents.
        public var information: Estimated<Rate<Bits, Document>>
    }

    /// The mean at each length, lengths ascending.
    public let points: [Point]

    /// γ of I ∝ ℓ^γ, weighted by how well each point is known.
    ///
    /// Absent unless three lengths have information whose interval lies above zero.
    public let exponent: Diagnosis<Estimated<Double>>

    /// Measures the information at each length.
    ///
    /// - Parameter documents: By ℓ in bytes, the lengths of documents; in the same order at every length where the
    ///   documents are the same, since they are dealt into groups in turn. Lengths without documents do not count.
    public init(_ documents: [UInt64: [Halves]]) {
        var points: [Point] = []
        var identified: [(byteCount: UInt64, statistics: DocumentStatistics)] = []
        for (byteCount, halves) in documents.sorted(by: { $0.key < $1.key }) {
            var statistics = DocumentStatistics()
            for pair in halves { statistics.add((pair.alone - pair.afterFirst).value, size: 1) }
            guard let information: Estimated<Rate<Bits, Document>> = statistics.estimate() else { continue }
            points.append(Point(byteCount: byteCount, documents: halves.count, information: information))
            if byteCount > 0, let interval = information.interval, interval.lowerBound.value > 0 {
                identified.append((byteCount, statistics))
            }
        }
        self.points = points
        exponent = Self.exponent(identified)
    }

    private static func exponent(
        _ points: [(byteCount: UInt64, statistics: DocumentStatistics)]
    ) -> Diagnosis<Estimated<Double>> {
        guard points.count >= 3 else {
            return .insufficient(
                reason: "not identified: the halves share information at \(points.count) of the lengths, 3 are needed")
        }
        // A source without noise has intervals of no width; all points weigh the same then.
        let deviations = points.map { ($0.statistics.radius ?? 0) / ($0.statistics.rate(without: nil) ?? 1) }
        let floor = max(1e-3, 0.1 * (deviations.max() ?? 0))
        let weights = deviations.map { 1 / (max($0, floor) * max($0, floor)) }
        let x = points.map { PortableMath.log(Double($0.byteCount)) }
        func fitted(without group: Int?) -> Double? {
            var y: [Double] = []
            for point in points {
                guard let rate = point.statistics.rate(without: group), rate > 0 else { return nil }
                y.append(PortableMath.log(rate))
            }
            return WeightedLine(x: x, y: y, weights: weights)?.slope
        }
        guard let value = fitted(without: nil) else {
            return .insufficient(reason: "not identified: the lengths do not differ")
        }
        let replicates = (0..<DocumentGroups.count).compactMap(fitted(without:))
        let radius = replicates.count == DocumentGroups.count ? DocumentGroups.jackknifeRadius(replicates) : nil
        return .found(
            Estimated(
                value, interval: radius.map { value - $0...value + $0 },
                intervalAbsence: "no interval: without one group of documents there is no information left"))
    }
}
