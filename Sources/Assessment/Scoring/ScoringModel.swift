public import Diagnostics
internal import Estimators
public import Summaries

/// What documents are scored against: the sample of a summary, in two halves of which each scores the documents of the other.
///
/// A document that a model has read costs it next to nothing, whatever it is. So the sample is cut in two by content hash, near
/// duplicates on one side, and each half trains a model. A document is scored by the model of the half in which it, and its near
/// duplicates, are not: the same document has the same score whether it is in the sample or not.
public struct ScoringModel: Sendable {
    /// For each half, the model that was trained on the other; nil where there was nothing to train on.
    let folds: [ScoringFold?]

    /// The documents of each half's model, for the learned predictor, in order of content hash.
    let texts: [[[UInt8]]]

    /// The sample's documents by near duplicates.
    let index: NearDuplicateIndex
    let hashes: [ContentHash]
    private let sampled: Set<ContentHash>
    private let copies: [UInt64: UInt64]
    private let copiesLimit: UInt64

    /// The code lengths for each byte of the sample's documents, ascending.
    private(set) var surprises: [Double] = []
    private(set) var surprise = LengthReference([])
    private(set) var context = LengthReference([])
    private(set) var compression = LengthReference([])

    /// How many bytes of the sample are used at most.
    public static let largestSample = 32 << 20

    /// Trains on the sample of a summary.
    ///
    /// - Parameters:
    ///   - summary: Of text.
    ///   - threads: How many threads measure the sample; the model does not depend on it.
    /// - Throws: `nothing-to-train-on` where the sample has no document; what training throws.
    /// - Complexity: O(sample); two tables of n-grams, together 16 bytes for each byte of the sample at most, or so.
    public init(_ summary: Summary, threads: Int) throws(AssayError) {
        var texts: [[UInt8]] = []
        var hashes: [ContentHash] = []
        var bytes = 0
        for (hash, entry) in summary.sample.inHashOrder where !entry.bytes.isEmpty {
            bytes += entry.bytes.count
            guard bytes <= Self.largestSample || texts.isEmpty else { break }
            texts.append(entry.bytes)
            hashes.append(hash)
        }
        guard !texts.isEmpty else {
            throw AssayError(
                .nothingToTrainOn, "the model's corpus has no text to train on; give another with --model")
        }
        index = NearDuplicateIndex(texts)
        self.hashes = hashes
        sampled = Set(hashes)
        let sketch = summary.documentSketch
        copiesLimit = sketch.level == 0 ? .max : (UInt64(1) << (64 - UInt64(sketch.level))) - 1
        copies = Dictionary(sketch.keptKeys.map { ($0.key, $0.multiplicity) }) { a, _ in a }
        var halves: [[[UInt8]]] = [[], []]
        for number in texts.indices {
            halves[1 - Self.half(of: hashes[index.clusters[number]])].append(texts[number])
        }
        self.texts = halves
        let parts = halves
        let trained = try Parallel.map(2, threads: threads) { number, _ throws(AssayError) in
            try ScoringFold(parts[number])
        }
        folds = trained
        measure(texts, threads: threads)
    }

    /// The half that a document is in.
    private static func half(of hash: ContentHash) -> Int { Int(hash.low & 1) }

    /// Which model scores a document.
    func fold(of hash: ContentHash, cluster: Int?) -> Int { Self.half(of: cluster.map { hashes[$0] } ?? hash) }

    /// How often a text occurs in the model's corpus; nil where that was not counted.
    func copies(of hash: ContentHash) -> UInt64? {
        let key = max(hash.low, 1)
        return key <= copiesLimit ? copies[key] ?? 0 : nil
    }

    /// The near duplicates in the sample, without the document itself.
    func nearDuplicates(of hash: ContentHash, cluster: Int?) -> DocumentScore.NearDuplicates? {
        guard let cluster else { return nil }
        let size = index.sizes[cluster]
        guard size > 1 || !sampled.contains(hash) else { return nil }
        return DocumentScore.NearDuplicates(cluster: hashes[cluster].hexadecimal, documents: UInt64(size))
    }

    /// The share of the sample's documents below a code length, those equal to it by half; nil without enough documents.
    func surprise(of value: Double) -> Double? {
        guard surprises.count >= LengthReference.leastDocuments else { return nil }
        func place(_ precedes: (Double) -> Bool) -> Int {
            var (low, high) = (0, surprises.count)
            while low < high {
                let middle = (low + high) / 2
                if precedes(surprises[middle]) { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return Double(place { $0 < value } + place { $0 <= value }) / 2 / Double(surprises.count)
    }

    /// Scores the sample's own documents, from which it is known what is usual.
    private mutating func measure(_ texts: [[UInt8]], threads: Int) {
        let model = self
        let step = 64
        let parts = Parallel.map((texts.count + step - 1) / step, threads: threads) { part, _ in
            let scorer = DocumentScorer(model)
            return texts[part * step..<min((part + 1) * step, texts.count)].map { text in
                (
                    bytes: text.count,
                    measures: unsafe text.withUnsafeBufferPointer { unsafe scorer.measure($0, ends: [$0.count]) }
                )
            }
        }
        let measured = parts.flatMap { $0 }
        func reference(_ value: (DocumentMeasures) -> Double?) -> LengthReference {
            LengthReference(measured.compactMap { document in value(document.measures).map { (document.bytes, $0) } })
        }
        surprises = measured.compactMap { $0.measures.perByte }.sorted()
        surprise = reference(\.perByte)
        context = reference(\.contextGain)
        compression = reference(\.compressedPerByte)
    }
}
