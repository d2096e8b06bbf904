public import InformationCapacity

/// What is read off a corpus's loss curves, in every joint resample of documents and orders.
///
/// The resamples of two corpora are paired as far as they hold out the same documents, so differences between them are
/// differences between paired figures.
public struct CurveReplicates: Sendable {
    /// How many documents were held out.
    public let documents: Int

    /// L*(n), bits per byte.
    public let finalLoss: [Double]

    /// S(n)/n, bits per byte.
    public let structureRate: [Double]

    /// m(n), bits per byte.
    public let stillLearning: [Double]

    /// ρ = L*/H; empty without a baseline.
    public let noiseShare: [Double]

    /// (C − nL* − S)/n, bits per byte; empty without a code length.
    public let exchangeabilityGap: [Double]

    /// Reads the figures off the curves.
    ///
    /// - Parameters:
    ///   - curves: One for each order, over the same held-out documents.
    ///   - keys: Hashes of the held-out documents' content.
    ///   - baseline: H of the named baseline code f0.
    /// - Returns: nil without curves, or where there are not as many keys as documents.
    /// - Complexity: O(resamples × orders × checkpoints × documents).
    public init?(_ curves: [HeldOutLossCurve], keys: [UInt64], baseline: Rate<Bits, Byte>?) {
        guard let first = curves.first, curves.allSatisfy({ $0.documentBytes.count == keys.count }) else { return nil }
        let resamples = JointResamples(orders: curves.count)
        let points = curves.map {
            $0.figures(weights: [Double](repeating: 1, count: keys.count), baseline: baseline)
        }
        let resampled = (0..<JointResamples.count).map { resample in
            let weights = JointResamples.weights(keys, resample: resample)
            return curves.map { $0.figures(weights: weights, baseline: baseline) }
        }
        func replicates(_ figure: (HeldOutLossCurve.Figures) -> Double?) -> [Double] {
            guard points.allSatisfy({ figure($0) != nil }) else { return [] }
            return resamples.means(of: points.compactMap(figure), documents: keys.count) {
                resampled[$0].compactMap(figure)
            }
        }
        let n = Double(first.budget)
        documents = keys.count
        finalLoss = replicates { $0.finalLoss }
        structureRate = replicates { $0.structure / n }
        stillLearning = replicates { $0.stillLearning }
        noiseShare = replicates { $0.noiseShare }
        exchangeabilityGap = replicates { $0.exchangeabilityGap }
    }
}
