/// How many documents are near duplicates, estimated from sketches, with a 95 % interval.
public struct NearDuplicateCount: Sendable, Hashable {
    /// Distinct documents that are not empty: an estimate where the sketch was sampled.
    public var documents: Double

    /// Those of them that are near duplicates.
    public var nearDuplicates: Double

    /// Where the number of near duplicates lies with 95 % confidence.
    public var interval: ClosedRange<Double>

    /// Near duplicates over documents; nil without documents.
    public var share: Double? { documents > 0 ? min(nearDuplicates / documents, 1) : nil }

    /// The interval of the share, cut to 0…1; nil without documents.
    public var shareInterval: ClosedRange<Double>? {
        documents > 0 ? min(interval.lowerBound / documents, 1)...min(interval.upperBound / documents, 1) : nil
    }
}

extension NearDuplicateSketch {
    /// The least estimated Jaccard similarity, of shingles, of what is called near duplicates.
    public static let similarity = 0.8

    /// The standard error of that similarity in documents of a hundred words, where half of the 128 bins have borrowed.
    private static let similarityError = 0.05

    /// How many documents are near duplicates of another one of the corpus, one of each kind not counted.
    ///
    /// Of the other one the content hash is lower: so they are what a deduplication that keeps one document of each kind would
    /// take out, after exact copies.
    ///
    /// - Complexity: O(documents held · bands).
    public func nearDuplicates() -> NearDuplicateCount {
        let documents = documents
        return count(documents, among: documents, onlyEarlier: true, rate: samplingRate)
    }

    /// Documents of this corpus that are the same as, or a near duplicate of, one of another corpus.
    ///
    /// - Parameter other: A sketch of the same parameters.
    /// - Complexity: O(documents held · bands).
    public func nearDuplicates(in other: NearDuplicateSketch) -> NearDuplicateCount {
        var (mine, others) = (self, other)
        mine.raiseBoth(&others)
        return mine.count(mine.documents, among: others.documents, onlyEarlier: false, rate: mine.samplingRate)
    }

    /// Brings two sketches to the higher level of the two.
    private mutating func raiseBoth(_ other: inout NearDuplicateSketch) {
        if level < other.level { self = raised(to: other.level) }
        if other.level < level { other = other.raised(to: level) }
    }

    private func raised(to level: Int) -> NearDuplicateSketch {
        var raised = NearDuplicateSketch(capacity: capacity)
        raised.restore(level: level)
        for (hash, entry) in documents { _ = raised.restore(hash, entry) }
        return raised
    }

    /// Horvitz–Thompson over documents.
    ///
    /// A document with m bands in common with its likes is seen beside one of them with probability 1 − (1 − p)^m, p being the share
    /// of keys that is kept, and has a band in common at all with probability 1 − (1 − J⁸)¹⁶: it counts for the inverse of
    /// both.
    private func count(
        _ documents: [(hash: ContentHash, entry: Entry)], among others: [(hash: ContentHash, entry: Entry)],
        onlyEarlier: Bool, rate p: Double
    ) -> NearDuplicateCount {
        var buckets = Buckets(others.map(\.entry), keeping: keeps)
        var clusters = Clusters(count: documents.count)
        var total = WeightedCount(rate: p)
        for (place, document) in documents.enumerated() {
            var shared = SIMDMask<SIMD16<Int64>>(repeating: false)
            var closest = 0.0
            for candidate in buckets.candidates(of: document.entry) {
                if onlyEarlier && candidate >= place { continue }
                let other = others[candidate]
                let similarity = other.hash == document.hash ? 1 : document.entry.similarity(to: other.entry)
                closest = max(closest, similarity)
                guard similarity >= Self.similarity else { continue }
                shared .|= document.entry.bands .== other.entry.bands
                if onlyEarlier { clusters.join(place, candidate) }
            }
            let bands = max((0..<MinHashSignature.bandCount).count { shared[$0] }, 1)
            let weight = total.weight(bands: bands, similarity: max(closest, Self.similarity))
            if closest >= Self.similarity { clusters.add(weight, at: place) }
            // Which side of the threshold a document lies on that is near to it is chance.
            let distance = abs(closest - Self.similarity) / Self.similarityError
            total.add(0, variance: max(0, 1 - distance / 2) / 4 * weight.value * weight.value)
        }
        for (weight, variance) in clusters.totals() { total.add(weight, variance: variance) }
        // A document is held when any of its keys is.
        let held = total.seen(bands: MinHashSignature.bandCount)
        let population = Double(documents.count) / held
        return NearDuplicateCount(
            documents: population, nearDuplicates: total.sum,
            interval: total.interval(
                relativeVariance: documents.isEmpty ? 0 : (1 - held) / Double(documents.count), most: population))
    }
}

extension NearDuplicateSketch.Entry {
    /// The Jaccard similarity, from the share of equal low bytes of 128 bins, of which 1 in 256 are equal by chance.
    func similarity(to other: Self) -> Double {
        let differing = (bins.0 .!= other.bins.0, bins.1 .!= other.bins.1)
        let ones = SIMD64<UInt8>(repeating: 1)
        let zeros = SIMD64<UInt8>()
        let count =
            Int(zeros.replacing(with: ones, where: differing.0).wrappedSum())
            + Int(zeros.replacing(with: ones, where: differing.1).wrappedSum())
        let equal = 1 - Double(count) / Double(MinHashSignature.binCount)
        return max(0, (equal - 1 / 256) / (1 - 1 / 256))
    }
}

/// The documents that share a kept key; of each key the first few, which stand for all.
private struct Buckets {
    /// A key that thousands of documents have (a template) is represented by so many of them.
    private static let most = 8

    private var members: [UInt64: [Int32]] = [:]
    private let keeps: (UInt64) -> Bool

    init(_ entries: [NearDuplicateSketch.Entry], keeping keeps: @escaping (UInt64) -> Bool) {
        self.keeps = keeps
        members.reserveCapacity(entries.count)
        for (place, entry) in entries.enumerated() {
            for band in 0..<MinHashSignature.bandCount where keeps(entry.bands[band]) {
                if members[entry.bands[band], default: []].count < Self.most {
                    members[entry.bands[band], default: []].append(Int32(place))
                }
            }
        }
    }

    /// The documents that share a key, ascending.
    mutating func candidates(of entry: NearDuplicateSketch.Entry) -> [Int] {
        var found: Set<Int> = []
        for band in 0..<MinHashSignature.bandCount where keeps(entry.bands[band]) {
            for place in members[entry.bands[band]] ?? [] { found.insert(Int(place)) }
        }
        return found.sorted()
    }
}

/// Documents that are linked are seen together, so their weights vary together.
private struct Clusters {
    private var sets: DisjointSets
    private var weights: [Int: WeightedCount.Weight] = [:]

    init(count: Int) { sets = DisjointSets(count: count) }

    mutating func join(_ a: Int, _ b: Int) { sets.join(a, b) }

    mutating func add(_ weight: WeightedCount.Weight, at document: Int) { weights[document] = weight }

    /// The sum of weights of each cluster, and its variance, in ascending order of the clusters.
    mutating func totals() -> [(weight: Double, variance: Double)] {
        var sums: [Int: (weight: Double, sampled: Double, missed: Double)] = [:]
        for (document, weight) in weights.sorted(by: { $0.key < $1.key }) {
            var sum = sums[sets.root(document)] ?? (0, 0, 0)
            sum.weight += weight.value
            sum.sampled = max(sum.sampled, 1 - weight.seen)
            sum.missed += weight.value * weight.value * (1 - weight.detected)
            sums[sets.root(document)] = sum
        }
        return sums.sorted { $0.key < $1.key }.map { _, sum in
            (sum.weight, sum.sampled * sum.weight * sum.weight + sum.missed)
        }
    }
}

/// A sum of weights with its interval.
private struct WeightedCount {
    /// What a document counts for.
    struct Weight {
        /// The probability that a document that shares bands is seen beside one of its likes.
        var seen: Double

        /// The probability that it shares a band.
        var detected: Double

        var value: Double { 1 / (seen * detected) }
    }

    let rate: Double
    private(set) var sum = 0.0
    private var variance = 0.0

    init(rate: Double) { self.rate = rate }

    /// 1 − (1 − p)^m.
    func seen(bands: Int) -> Double { 1 - (0..<bands).reduce(1.0) { product, _ in product * (1 - rate) } }

    func weight(bands: Int, similarity: Double) -> Weight {
        var band = similarity
        for _ in 0..<3 { band *= band }
        let missed = (0..<MinHashSignature.bandCount).reduce(1.0) { product, _ in product * (1 - band) }
        return Weight(seen: seen(bands: bands), detected: 1 - missed)
    }

    mutating func add(_ weight: Double, variance: Double) {
        sum += weight
        self.variance += variance
    }

    /// The interval of Fay and Feuer (1997) for a weighted sum of rare events: a gamma distribution with the sum's mean and
    /// variance, and with one more event at the upper end.
    ///
    /// - Parameter relativeVariance: That of what the sum will be divided by.
    func interval(relativeVariance: Double, most: Double) -> ClosedRange<Double> {
        // An event of the least similarity, with the bands that it is then expected to share.
        let one = weight(bands: 3, similarity: NearDuplicateSketch.similarity)
        let next = one.value * (1 - one.seen * one.detected)
        let spread = variance + sum * sum * relativeVariance
        let lower =
            spread > 0 && sum > 0 ? spread / (2 * sum) * Self.chiSquare(2 * sum * sum / spread, z: -1.959964) : sum
        let (mean, upperSpread) = (sum + next, spread + next * next)
        let upper =
            upperSpread > 0
            ? upperSpread / (2 * mean) * Self.chiSquare(2 * mean * mean / upperSpread, z: 1.959964) : sum
        return min(lower, most)...min(max(upper, lower), max(most, lower))
    }

    /// A quantile of χ² with `degrees` degrees of freedom (Wilson & Hilferty 1931).
    private static func chiSquare(_ degrees: Double, z: Double) -> Double {
        let c = 2 / (9 * degrees)
        let root = max(0, 1 - c + z * c.squareRoot())
        return degrees * root * root * root
    }
}
