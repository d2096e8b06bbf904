internal import InformationCapacity
public import Summaries

/// How the shards of a corpus differ from each other, and which one is odd.
public struct ShardComparison: Sendable {
    /// A shard that lies far from the others, and in what.
    public struct Suspect: Sendable, Hashable, Codable {
        /// The shard's name.
        public var shard: String

        /// The feature in which it lies farthest, `loss` for example.
        public var feature: String

        /// What the feature is called in sentences.
        public var title: String

        /// How many scales it lies above the median of all shards; below: negative.
        public var deviation: Double

        /// Its value.
        public var value: Double

        /// The median of all shards.
        public var median: Double

        /// The unit of both.
        public var unit: String
    }

    /// The shards in the order of their names.
    let shards: [Shards.Shard]

    /// How many shards there are.
    public var count: Int { shards.count }

    let features: [ShardFeature]

    /// The deviations of each feature, one for each shard.
    let deviations: [[Double?]]

    /// The excerpts' losses by shard: bits and bytes; empty without the predictor.
    let losses: [(bits: Double, bytes: Double)]

    /// How many bytes of excerpts are looked at.
    public static let standardBudget = 2 << 20

    /// Compares the shards of a corpus.
    ///
    /// - Parameters:
    ///   - shards: What each shard's summary came to.
    ///   - summary: The corpus's.
    ///   - budget: How many bytes of documents are read closely, by the learned predictor too.
    ///   - threads: How many may run side by side; the result does not depend on it.
    /// - Complexity: O(shards), plus four passes of the predictor over half of the budget.
    public init(
        _ shards: Shards, of summary: Summary, budget: Int = ShardComparison.standardBudget, threads: Int
    ) async throws {
        let all = shards.all
        let count = all.count
        let indices = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.name, $0) })
        var features = Self.countedFeatures(all)
        var losses = [(bits: Double, bytes: Double)](repeating: (0, 0), count: count)
        if count > 1, !summary.parameters.holdsTokenIDs {
            let texts = ShardTexts(
                summary.sample, shardOfPath: { shards.name(ofPath: $0).flatMap { indices[$0] } }, shards: count,
                budget: budget)
            let bits = try await texts.losses(threads: threads)
            for (excerpt, bits) in zip(texts.excerpts, bits) {
                losses[excerpt.shard].bits += bits
                losses[excerpt.shard].bytes += Double(excerpt.bytes.count)
            }
            features += [
                .rate(
                    "loss", "loss after learning from other documents", unit: "bit/byte", bits, texts, shards: count,
                    slack: 0.01),
                .rate(
                    "orderZero", "length under the corpus's order-0 code", unit: "bit/byte",
                    texts.orderZeroLengths(summary.byteHistogram), texts, shards: count, slack: 0.01),
                .rate("words", "words", unit: "word/byte", texts.wordCounts(), texts, shards: count, slack: 0.02),
            ]
        }
        self.shards = all
        self.features = features
        self.losses = losses
        deviations = features.map { $0.deviations() }
    }

    private static func countedFeatures(_ shards: [Shards.Shard]) -> [ShardFeature] {
        let counts = shards.map(\.share.counts)
        let repeated = repeatedDocuments(shards)
        return [
            .documentLength(shards.map(\.share.lengthHistogram)),
            .share("emptyDocuments", "empty documents", of: counts.map(\.emptyDocuments), in: counts.map(\.documents)),
            .share(
                "invalidUTF8", "documents with invalid UTF-8", of: counts.map(\.documentsWithInvalidUTF8),
                in: counts.map(\.documents)),
            .share(
                "repeatedDocuments", "documents that occur again", of: repeated.map(\.part),
                in: repeated.map(\.whole)),
            .share(
                "problems", "records that cannot be read", of: shards.map(\.share.errors),
                in: shards.map { max($0.share.input.records, $0.share.errors, $0.share.counts.documents) }),
        ]
    }

    /// Of the documents of each shard whose hash lies below the threshold, how many have a copy here or elsewhere.
    private static func repeatedDocuments(_ shards: [Shards.Shard]) -> [(part: UInt64, whole: UInt64)] {
        var totals: [UInt64: UInt64] = [:]
        for shard in shards {
            for slot in shard.share.documents { totals[slot.key, default: 0] += slot.multiplicity }
        }
        return shards.map { shard in
            shard.share.documents.reduce(into: (0, 0)) { sums, slot in
                // Empty documents are a feature of their own.
                guard slot.bytes > 0 else { return }
                sums.whole += slot.multiplicity
                if totals[slot.key, default: 0] > 1 { sums.part += slot.multiplicity }
            }
        }
    }

    /// The shards that lie farthest from the others, the farthest first, each with its farthest feature.
    ///
    /// - Parameter least: The deviation below which a shard is not named.
    public func suspects(beyond least: Double) -> [Suspect] {
        shards.indices.compactMap { shard in suspect(shard) }
            .filter { $0.deviation.magnitude >= least }
            .sorted {
                $0.deviation.magnitude != $1.deviation.magnitude
                    ? $0.deviation.magnitude > $1.deviation.magnitude
                    : $0.shard.utf8.lexicographicallyPrecedes($1.shard.utf8)
            }
    }

    /// How a shard differs most from the others, in one feature or in any; nil where nothing can be told.
    func suspect(_ shard: Int, in name: String? = nil) -> Suspect? {
        var farthest: (feature: Int, deviation: Double)?
        for feature in features.indices where name == nil || features[feature].name == name {
            guard let deviation = deviations[feature][shard] else { continue }
            if deviation.magnitude > farthest?.deviation.magnitude ?? -1 { farthest = (feature, deviation) }
        }
        guard let farthest, let value = features[farthest.feature].values[shard],
            let median = features[farthest.feature].median
        else { return nil }
        let feature = features[farthest.feature]
        return Suspect(
            shard: shards[shard].name, feature: feature.name, title: feature.title, deviation: farthest.deviation,
            value: value, median: median, unit: feature.unit)
    }
}

extension FigurePaths {
    /// Adds how far the oddest shard lies from the others, in all and by feature.
    mutating func add(_ comparison: ShardComparison?) {
        let absence =
            comparison == nil
            ? "shards were not told apart" : "an odd shard shows among \(ShardFeature.leastShards) or more"
        add("shards.count", count: comparison.map { UInt64($0.shards.count) }, "shard", absence: absence)
        func largest(_ deviations: [Double?]) -> Figure? {
            deviations.compactMap { $0?.magnitude }.max().map {
                Figure(
                    $0, unit: "scale", kind: .diagnostic, intervalAbsence: "no interval: the largest of many deviations"
                )
            }
        }
        add("shards.deviation", largest(comparison.map { Array($0.deviations.joined()) } ?? []), absence: absence)
        for name in ShardComparison.featureNames {
            let index = comparison?.features.firstIndex { $0.name == name }
            let deviations = index.flatMap { comparison?.deviations[$0] } ?? []
            add("shards.\(name).deviation", largest(deviations), absence: absence)
        }
    }
}

extension ShardComparison {
    /// The names of all features, as paths of figures have them.
    public static let featureNames = [
        "documentLength", "emptyDocuments", "invalidUTF8", "repeatedDocuments", "problems", "loss", "orderZero",
        "words",
    ]
}
