internal import InformationCapacity

/// The medians and spreads of measures of documents by length, so that a document is held against others of its length.
///
/// Documents are cut by length into up to 32 classes of equal counts, 64 documents or more in each. Between the classes' middles
/// medians and spreads are interpolated over the logarithm of the length, beyond them they are constant.
struct LengthReference: Sendable {
    /// The fewest documents that say what is usual.
    static let leastDocuments = 20

    private static let classSize = 64
    private static let mostClasses = 32

    /// A class's middle: log₂ of bytes, the median, and 1.4826 times the median distance from it.
    private struct Point: Sendable {
        var length: Double
        var median: Double
        var spread: Double
    }

    private var points: [Point] = []

    /// - Parameter measures: The bytes of each document, at least 1, and what was measured.
    init(_ measures: [(bytes: Int, value: Double)]) {
        guard measures.count >= Self.leastDocuments else { return }
        let sorted = measures.sorted { ($0.bytes, $0.value) < ($1.bytes, $1.value) }
        let classes = min(Self.mostClasses, max(1, sorted.count / Self.classSize))
        let members = (0..<classes).map { number in
            sorted[sorted.count * number / classes..<sorted.count * (number + 1) / classes]
        }
        points = members.map { members in
            Point(
                length: Self.logarithm(Self.middle(members.map(\.bytes))), median: Self.median(members.map(\.value)),
                spread: 0)
        }
        // Within a class the median moves with the length, too: spreads are about what is usual at each length.
        let spreads = members.map { members in
            1.4826 * Self.median(members.map { ($0.value - usual(at: Self.logarithm($0.bytes)).median).magnitude })
        }
        for number in 0..<classes {
            // Where most are alike, what differs by less than a hundredth differs by nothing.
            points[number].spread = max(spreads[number], 0.01 * points[number].median.magnitude, 1e-3)
        }
    }

    /// How far a value is from the median of its length, in robust standard deviations; nil without enough documents.
    func deviation(of value: Double, bytes: Int) -> Double? {
        guard !points.isEmpty, bytes > 0 else { return nil }
        let (median, spread) = usual(at: Self.logarithm(bytes))
        return (value - median) / spread
    }

    /// The median and the spread at the logarithm of a length.
    private func usual(at length: Double) -> (median: Double, spread: Double) {
        guard let first = points.first, let last = points.last else { return (0, 1) }
        for (a, b) in zip(points, points.dropFirst()) where a.length < length && length <= b.length {
            let share = (length - a.length) / (b.length - a.length)
            return (a.median + share * (b.median - a.median), a.spread + share * (b.spread - a.spread))
        }
        return length <= first.length ? (first.median, first.spread) : (last.median, last.spread)
    }

    private static func middle(_ sorted: [Int]) -> Int { sorted[sorted.count / 2] }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    private static func logarithm(_ bytes: Int) -> Double { PortableMath.log2(Double(bytes)) }
}
