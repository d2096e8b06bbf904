internal import Summaries

/// Says which shards are behind a figure: what it would be without each of them, or how they differ from the others.
public struct ShardAttribution: Sendable {
    /// The run whose figures are explained.
    public var assessment: CorpusAssessment

    /// How its shards differ.
    public var comparison: ShardComparison

    /// How many shards are named at most.
    public static let mostContributions = 5

    /// The deviation from which on a shard is worth a word.
    static let leastDeviation = 3.0

    /// Creates an attribution.
    public init(assessment: CorpusAssessment, comparison: ShardComparison) {
        self.assessment = assessment
        self.comparison = comparison
    }

    /// The shards that contribute most to a figure, the first the most.
    ///
    /// - Parameter direction: 1 where the figure is too high, −1 where it is too low, 0 where that cannot be told.
    /// - Complexity: For figures of the whole corpus O(shards · kept keys), else O(shards).
    func contributions(to path: String, direction: Double) -> [CheckReport.Contribution] {
        let parts = path.split(separator: ".")
        if parts.first == "shards" {
            let feature = parts.count == 3 ? String(parts[1]) : nil
            return named(byDeviationIn: feature)
        }
        if Self.sampledGroups.contains(parts.first.map(String.init) ?? "") {
            return named(ranked(lossContributions(), direction), contributions: nil)
        }
        // Near duplicates are of pairs of documents, which the sketch of one shard does not know.
        guard !Self.sizes.contains(path), path != "repetition.nearDuplicateShare",
            let contributions = countedContributions(to: path)
        else {
            return named(byDeviationIn: nil)
        }
        return named(ranked(contributions, direction), contributions: contributions)
    }

    /// Groups of figures that are made of the sample: losses explain them.
    private static let sampledGroups: Set = [
        "entropy", "entropyInterval", "learning", "diagnostics", "ngrams",
    ]

    /// Figures to which every shard contributes its size.
    private static let sizes: Set = [
        "contents.documents", "contents.bytes", "contents.scalars", "contents.words", "contents.lines",
        "contents.tokens", "input.filesRead", "input.storedBytes", "input.records.records",
        "input.records.bytes",
        "input.records.textBytes", "sample.documents", "sample.bytes", "repetition.effectiveBytes",
    ]

    /// The figure less what it would be without each shard; nil where it is no figure of sums and sketches.
    private func countedContributions(to path: String) -> [Double]? {
        if path.hasPrefix("input.problems") { return comparison.shards.map { Double($0.share.errors) } }
        func figure(without share: SummaryShare) -> Double? {
            var rest = assessment
            rest.summary = assessment.summary.removing(share)
            return rest.countedFigures(path)
        }
        // Of nothing but the level of the shards' keys, so that both are estimates at one level.
        var nothing = SummaryShare()
        let first = comparison.shards.first?.share
        nothing.thin(documentLevel: first?.documentLevel ?? 0, lineLevel: first?.lineLevel ?? 0)
        guard let whole = figure(without: nothing) else { return nil }
        return comparison.shards.map { shard in figure(without: shard.share).map { whole - $0 } ?? 0 }
    }

    /// The mean loss of all shards, weighed by their bytes, less that of the others.
    private func lossContributions() -> [Double] {
        let sizes = comparison.shards.map { Double($0.share.counts.bytes) }
        let rates = comparison.losses.map { $0.bytes > 0 ? $0.bits / $0.bytes : nil }
        let known = sizes.indices.filter { rates[$0] != nil }
        let bytes = known.reduce(0) { $0 + sizes[$1] }
        let bits = known.reduce(0) { $0 + sizes[$1] * (rates[$1] ?? 0) }
        return sizes.indices.map { shard in
            guard let rate = rates[shard], bytes > sizes[shard] else { return 0 }
            return bits / bytes - (bits - sizes[shard] * rate) / (bytes - sizes[shard])
        }
    }

    /// The shards by what they contribute in a direction, the most first.
    private func ranked(_ contributions: [Double], _ direction: Double) -> [Int] {
        func weight(_ shard: Int) -> Double {
            direction == 0 ? contributions[shard].magnitude : contributions[shard] * direction
        }
        return contributions.indices.filter { weight($0) > 0 }.sorted {
            weight($0) != weight($1) ? weight($0) > weight($1) : $0 < $1
        }
    }

    private func named(_ shards: [Int], contributions: [Double]?) -> [CheckReport.Contribution] {
        shards.prefix(Self.mostContributions).map { shard in
            contribution(of: shard, contributions?[shard], comparison.suspect(shard))
        }
    }

    private func named(byDeviationIn feature: String?) -> [CheckReport.Contribution] {
        let suspects = comparison.shards.indices.compactMap { shard in
            comparison.suspect(shard, in: feature).map { (shard, $0) }
        }.filter { $0.1.deviation.magnitude >= Self.leastDeviation }
        return suspects.sorted {
            $0.1.deviation.magnitude != $1.1.deviation.magnitude
                ? $0.1.deviation.magnitude > $1.1.deviation.magnitude : $0.0 < $1.0
        }.prefix(Self.mostContributions).map { contribution(of: $0.0, nil, $0.1) }
    }

    private func contribution(
        of shard: Int, _ contribution: Double?, _ suspect: ShardComparison.Suspect?
    ) -> CheckReport.Contribution {
        let bytes = Double(assessment.summary.counts.bytes)
        return CheckReport.Contribution(
            shard: comparison.shards[shard].name, contribution: contribution,
            suspicion: suspect.flatMap { $0.deviation.magnitude >= Self.leastDeviation ? $0 : nil },
            byteShare: bytes > 0 ? Double(comparison.shards[shard].share.counts.bytes) / bytes : 0)
    }
}
