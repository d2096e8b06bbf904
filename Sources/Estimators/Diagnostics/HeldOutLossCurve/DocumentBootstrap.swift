internal import InformationCapacity

/// A paired bootstrap over held-out documents: every figure sees the same resamples, which follow from a seed.
enum DocumentBootstrap {
    /// A figure for each resample of the documents; empty with fewer than 20 documents.
    ///
    /// - Parameters:
    ///   - documentBytes: The length of each document; a resample without a byte is left out.
    ///   - resamples: How many; at least 100 are made.
    ///   - figure: The figure when each document counts as often as it was drawn.
    static func replicates<Figure>(
        documentBytes: [UInt64], seed: UInt64, resamples: Int, _ figure: ([Double]) -> Figure
    ) -> [Figure] {
        let documents = documentBytes.count
        guard documents >= DocumentStatistics.minimumDocuments else { return [] }
        var generator = SeededGenerator(seed: seed)
        var figures: [Figure] = []
        for _ in 0..<max(100, resamples) {
            var weights = [Double](repeating: 0, count: documents)
            var bytes: UInt64 = 0
            for _ in 0..<documents {
                let document = generator.next(below: documents)
                weights[document] += 1
                bytes += documentBytes[document]
            }
            guard bytes > 0 else { continue }
            figures.append(figure(weights))
        }
        return figures
    }

    /// The 2.5 % and 97.5 % quantiles; nil without values.
    static func quantiles(_ values: [Double]) -> (low: Double, high: Double)? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let tail = Int((0.025 * Double(sorted.count)).rounded(.down))
        return (sorted[tail], sorted[sorted.count - 1 - tail])
    }

    /// The mean; not a number without values.
    static func mean(_ values: [Double]) -> Double {
        var sum = CompensatedSum()
        for value in values { sum.add(value) }
        return sum.value / Double(values.count)
    }

    /// Half the width of Student's 95 % interval of a mean over orders; zero with one order.
    static func orderRadius(_ values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let centre = mean(values)
        var squares = CompensatedSum()
        for value in values { squares.add((value - centre) * (value - centre)) }
        let quantile = StudentQuantile.twoSided95(degreesOfFreedom: values.count - 1)
        let count = Double(values.count)
        return quantile * (squares.value / (count * (count - 1))).squareRoot()
    }
}
