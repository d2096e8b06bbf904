internal import InformationCapacity

/// One way to look at shards: a value for each, and how far it would lie from the others' by chance.
struct ShardFeature: Sendable {
    /// The name in paths, `loss` for example.
    var name: String

    /// What it is called in sentences.
    var title: String

    /// The unit of the values.
    var unit: String

    /// The value of each shard; nil where it has none.
    var values: [Double?]

    /// The standard error of each value for documents that come as they like; 0 where it is not known.
    var standardErrors: [Double]

    /// What is never called a deviation by itself: a part of the median, and an absolute part.
    var slack: (relative: Double, absolute: Double)

    /// The fewest shards among which one can be odd.
    static let leastShards = 5

    /// The middle of the values; nil for fewer than five.
    var median: Double? {
        let present = values.compactMap { $0 }
        return present.count < Self.leastShards ? nil : Self.median(present)
    }

    /// How many scales each value lies above the median of all (below: negative); nil where too few shards have one.
    ///
    /// The scale is the largest of three: 1.4826 times the median absolute deviation of the shards, so that shards which
    /// differ by their nature are not odd; the value's standard error, so that a small shard is not; and the slack.
    func deviations() -> [Double?] {
        guard let median else { return values.map { _ in nil } }
        let spread = 1.4826 * Self.median(values.compactMap { $0 }.map { ($0 - median).magnitude })
        let least = max(slack.relative * median.magnitude, slack.absolute)
        return values.indices.map { index in
            values[index].map { ($0 - median) / max(spread, standardErrors[index], least, 1e-300) }
        }
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

extension ShardFeature {
    /// A share of a shard's documents or records.
    static func share(
        _ name: String, _ title: String, of parts: [UInt64], in wholes: [UInt64], slack: Double = 0.01
    ) -> ShardFeature {
        let total = wholes.reduce(0, +)
        let overall = total == 0 ? 0 : Double(parts.reduce(0, +)) / Double(total)
        return ShardFeature(
            name: name, title: title, unit: "1",
            values: zip(parts, wholes).map { $1 == 0 ? nil : Double($0) / Double($1) },
            standardErrors: wholes.map { $0 == 0 ? 0 : (overall * (1 - overall) / Double($0)).squareRoot() },
            slack: (0, slack))
    }

    /// A sum over a shard's excerpts for each byte of them.
    ///
    /// Standard errors are those of a ratio whose documents vary as they do in the median shard.
    static func rate(
        _ name: String, _ title: String, unit: String, _ amounts: [Double], _ texts: ShardTexts, shards: Int,
        slack: Double
    ) -> ShardFeature {
        var sums = [Double](repeating: 0, count: shards)
        var bytes = [Double](repeating: 0, count: shards)
        var documents = [Double](repeating: 0, count: shards)
        for (excerpt, amount) in zip(texts.excerpts, amounts) {
            sums[excerpt.shard] += amount
            bytes[excerpt.shard] += Double(excerpt.bytes.count)
            documents[excerpt.shard] += 1
        }
        var squares = [Double](repeating: 0, count: shards)
        for (excerpt, amount) in zip(texts.excerpts, amounts) {
            let shard = excerpt.shard
            let residual = amount - sums[shard] / bytes[shard] * Double(excerpt.bytes.count)
            squares[shard] += residual * residual
        }
        let variances = (0..<shards).filter { documents[$0] > 1 }.map { squares[$0] / (documents[$0] - 1) }
        let deviation = variances.isEmpty ? 0 : median(variances).squareRoot()
        return ShardFeature(
            name: name, title: title, unit: unit,
            values: (0..<shards).map { bytes[$0] == 0 ? nil : sums[$0] / bytes[$0] },
            standardErrors: (0..<shards).map {
                bytes[$0] == 0 ? 0 : documents[$0].squareRoot() * deviation / bytes[$0]
            }, slack: (slack, 0))
    }

    /// The mean number of binary digits of the length of documents that are not empty.
    static func documentLength(_ histograms: [[UInt64]]) -> ShardFeature {
        func moments(_ histogram: [UInt64]) -> (count: Double, mean: Double, variance: Double) {
            let pairs = histogram.enumerated().dropFirst()
            let count = pairs.reduce(0.0) { $0 + Double($1.element) }
            let mean = pairs.reduce(0.0) { $0 + Double($1.offset) * Double($1.element) } / max(count, 1)
            let squares = pairs.reduce(0.0) { sum, pair in
                sum + (Double(pair.offset) - mean) * (Double(pair.offset) - mean) * Double(pair.element)
            }
            return (count, mean, squares / max(count - 1, 1))
        }
        let all = histograms.map(moments)
        let variances = all.filter { $0.count > 1 }.map(\.variance)
        let variance = variances.isEmpty ? 0 : median(variances)
        return ShardFeature(
            name: "documentLength", title: "binary digits of documents' lengths", unit: "bit",
            values: all.map { $0.count == 0 ? nil : $0.mean },
            standardErrors: all.map { $0.count == 0 ? 0 : (variance / $0.count).squareRoot() }, slack: (0, 0.05))
    }
}
