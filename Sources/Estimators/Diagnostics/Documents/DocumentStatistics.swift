internal import InformationCapacity

/// Sums over documents that are dealt into groups in turn, for rates with an interval.
struct DocumentStatistics {
    /// The fewest documents with an interval.
    static let minimumDocuments = 20

    private var totals = [CompensatedSum](repeating: CompensatedSum(), count: DocumentGroups.count)
    private var sizes = [CompensatedSum](repeating: CompensatedSum(), count: DocumentGroups.count)
    private(set) var documents = 0

    /// Adds the next document: it goes to group `documents` modulo the number of groups.
    mutating func add(_ total: Double, size: Double) {
        let group = documents % DocumentGroups.count
        totals[group].add(total)
        sizes[group].add(size)
        documents += 1
    }

    /// Σ totals.
    var total: Double { Self.sum(totals) }

    /// Σ sizes.
    var size: Double { Self.sum(sizes) }

    /// Σ totals / Σ sizes with one group left out; nil where nothing is left.
    func rate(without group: Int?) -> Double? {
        let used = totals.indices.filter { $0 != group }
        let size = Self.sum(used.map { sizes[$0] })
        return size > 0 ? Self.sum(used.map { totals[$0] }) / size : nil
    }

    /// Half the width of the interval of the rate; nil with fewer than 20 documents.
    var radius: Double? {
        guard documents >= Self.minimumDocuments else { return nil }
        return DocumentGroups.ratioRadius(totals: totals.map(\.value), sizes: sizes.map(\.value))
    }

    /// The rate with its interval, or nil where the size is zero.
    func estimate<Per>() -> Estimated<Rate<Bits, Per>>? {
        rate(without: nil).map { rate in
            Estimated(
                Rate(rate), interval: radius.map { Rate(rate - $0)...Rate(rate + $0) },
                intervalAbsence: Self.absence(documents: documents))
        }
    }

    /// Why there is no interval.
    static func absence(documents: Int) -> String {
        documents < minimumDocuments
            ? "no interval: \(documents) document\(documents == 1 ? "" : "s"), at least \(minimumDocuments) are needed"
            : "no interval: the documents fall into too few groups"
    }

    private static func sum(_ parts: [CompensatedSum]) -> Double {
        var sum = CompensatedSum()
        for part in parts { sum.add(part.value) }
        return sum.value
    }
}
