internal import Estimators
internal import InformationCapacity

/// Σ amounts / Σ sizes over documents, in each of several orders, with resamples of documents and orders.
struct DocumentRates {
    private let keys: [[UInt64]]
    private let amounts: [[Double]]
    private let sizes: [[Double]]
    /// How many documents there are, in the first order.
    let documents: Int

    /// Rates over the same documents in every order.
    ///
    /// - Parameter keys: Hashes of the documents' content.
    init(keys: [UInt64], orders: [(amounts: [Double], sizes: [Double])]) {
        self.init(orders: orders.map { (keys, $0.amounts, $0.sizes) })
    }

    /// Rates over documents that may differ between orders.
    init(orders: [(keys: [UInt64], amounts: [Double], sizes: [Double])]) {
        keys = orders.map(\.keys)
        amounts = orders.map(\.amounts)
        sizes = orders.map(\.sizes)
        documents = Set(keys.first ?? []).count
    }

    /// The rate in each order.
    var points: [Double] {
        amounts.indices.map { order in
            Self.rate(amounts[order], sizes[order], [Double](repeating: 1, count: amounts[order].count))
        }
    }

    /// The mean over orders.
    var value: Double { points.reduce(0, +) / Double(max(points.count, 1)) }

    /// The resampled means over orders.
    func replicates(_ resamples: JointResamples) -> [Double] {
        let isPaired = keys.dropFirst().allSatisfy { $0 == keys[0] }
        return resamples.means(of: points, documents: documents) { resample in
            var weights: [Double] = []
            return amounts.indices.map { order in
                if order == 0 || !isPaired { weights = JointResamples.weights(keys[order], resample: resample) }
                return Self.rate(amounts[order], sizes[order], weights)
            }
        }
    }

    /// The rate in bits per byte with its interval.
    func figure(kind: Figure.Kind, resamples: JointResamples) -> Figure {
        Figure(Rate<Bits, Byte>(value), kind: kind, replicates: replicates(resamples), documents: documents)
    }

    private static func rate(_ amounts: [Double], _ sizes: [Double], _ weights: [Double]) -> Double {
        var (amount, size) = (CompensatedSum(), CompensatedSum())
        for index in amounts.indices {
            amount.add(weights[index] * amounts[index])
            size.add(weights[index] * sizes[index])
        }
        return size.value > 0 ? amount.value / size.value : 0
    }
}

extension Figure {
    /// How an interval from joint resamples was made.
    static let jointMethod = "joint resamples of documents and orders, the same for every corpus"

    /// The fewest documents with an interval.
    static let leastDocuments = 20

    /// A rate with the interval of its resamples, from 20 documents on.
    init(_ rate: Rate<Bits, Byte>, kind: Kind, replicates: [Double], documents: Int) {
        let interval =
            documents < Self.leastDocuments
            ? nil
            : ResampledComparison.interval(replicates).map {
                Interval(lower: $0.lowerBound, upper: $0.upperBound, method: Self.jointMethod)
            }
        self.init(
            rate, kind: kind, interval: interval,
            intervalAbsence: interval == nil
                ? "no interval: \(documents) document\(documents == 1 ? "" : "s"), at least \(Self.leastDocuments) are "
                    + "needed" : nil)
    }
}
