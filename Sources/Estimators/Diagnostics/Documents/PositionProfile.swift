public import InformationCapacity

/// Mean loss against the position in the document: how much the context inside a document helps.
///
/// Genzel & Charniak, *Entropy Rate Constancy in Text* (2002). Loss falls along a document as far as a learner finds
/// help in what it has read of it, and is flat on a source without memory and where documents are glued together without
/// boundaries. Made twice, with the losses of an adapting and of a frozen learner: the difference of the two slopes is
/// what adaptation adds.
///
/// Bin k holds the positions 2^k − 1 … 2^(k+1) − 2, counted from 0. The slope is over documents that reach the end
/// of its last bin only, so that long documents of another kind than short ones can not feign it, and over positions from
/// 31 on, where the contexts of a learner are full.
public struct PositionProfile: Sendable, Hashable {
    /// A doubling of the position.
    public struct Bin: Sendable, Hashable {
        /// The positions, in bytes from the document's start.
        public var positions: Range<Int>

        /// How many documents have a byte there.
        public var documents: Int

        /// The mean loss of all bytes there.
        public var loss: Estimated<Rate<Bits, Byte>>
    }

    /// How the loss changes as the position doubles.
    public struct Slope: Sendable, Hashable {
        /// Bits per byte for each doubling of the position; negative where context helps.
        public var perDoubling: Estimated<Rate<Bits, Byte>>

        /// The positions that the line was laid through.
        public var positions: Range<Int>

        /// How many documents reach the end of them.
        public var documents: Int
    }

    /// The first bin of the slope: positions from 31 on.
    static let firstSlopeBin = 5

    /// The fewest bins of a slope.
    static let minimumSlopeBins = 3

    /// The bins from the document's start to the longest document's end.
    public let bins: [Bin]

    /// The slope, absent with fewer than 20 documents of 255 bytes.
    public let slope: Diagnosis<Slope>

    /// Measures the profile.
    ///
    /// - Parameters:
    ///   - documents: How many there are.
    ///   - losses: The loss of each byte of a document, in bits; called once for each, in order.
    /// - Complexity: O(bytes), and 8 bytes of memory per document and bin.
    public init(documents: Int, losses: (Int) -> [Double]) {
        var sums: [[Double]] = []
        var lengths: [Int] = []
        for index in 0..<documents {
            let document = losses(index)
            var bins: [Double] = []
            var position = 0
            while position < document.count {
                let end = min(document.count, 2 * position + 1)
                var sum = CompensatedSum()
                for i in position..<end { sum.add(document[i]) }
                bins.append(sum.value)
                position = end
            }
            sums.append(bins)
            lengths.append(document.count)
        }
        let depth = sums.lazy.map(\.count).max() ?? 0
        bins = (0..<depth).compactMap { Self.bin($0, sums: sums, lengths: lengths) }
        slope = Self.slope(sums: sums, lengths: lengths)
    }

    private static func bin(_ k: Int, sums: [[Double]], lengths: [Int]) -> Bin? {
        let start = 1 << k - 1
        let end = 2 << k - 1
        var statistics = DocumentStatistics()
        for (bins, length) in zip(sums, lengths) where bins.count > k {
            statistics.add(bins[k], size: Double(min(length, end) - start))
        }
        return statistics.estimate().map {
            Bin(positions: start..<end, documents: statistics.documents, loss: $0)
        }
    }

    private static func slope(sums: [[Double]], lengths: [Int]) -> Diagnosis<Slope> {
        func reaching(_ bin: Int) -> [Int] { lengths.indices.filter { lengths[$0] >= 2 << bin - 1 } }
        let needed = DocumentStatistics.minimumDocuments
        var last = firstSlopeBin + minimumSlopeBins - 1
        var used = reaching(last)
        guard used.count >= needed else {
            return .insufficient(
                reason: "\(used.count) documents have \(2 << last - 1) bytes, the slope needs \(needed)")
        }
        while case let longer = reaching(last + 1), longer.count >= needed {
            used = longer
            last += 1
        }
        var bins = [DocumentStatistics](repeating: DocumentStatistics(), count: last - firstSlopeBin + 1)
        for document in used {
            for k in bins.indices {
                bins[k].add(sums[document][k + firstSlopeBin], size: Double(1 << (k + firstSlopeBin)))
            }
        }
        func fitted(without group: Int?) -> Double {
            let centre = Double(bins.count - 1) / 2
            var products = CompensatedSum()
            var squares = 0.0
            for (k, bin) in bins.enumerated() {
                let x = Double(k) - centre
                products.add(x * (bin.rate(without: group) ?? 0))
                squares += x * x
            }
            return products.value / squares
        }
        let value = fitted(without: nil)
        let radius = DocumentGroups.jackknifeRadius((0..<DocumentGroups.count).map(fitted(without:)))
        return .found(
            Slope(
                perDoubling: Estimated(
                    Rate(value), interval: radius.map { Rate(value - $0)...Rate(value + $0) },
                    intervalAbsence: DocumentStatistics.absence(documents: used.count)),
                positions: (1 << firstSlopeBin - 1)..<(2 << last - 1), documents: used.count))
    }
}
