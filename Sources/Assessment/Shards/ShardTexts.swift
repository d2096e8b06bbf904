internal import Estimators
internal import InformationCapacity
internal import Summaries
internal import Tokenizers

/// Excerpts of sampled documents, as many of each shard as there is room for, and what each costs.
///
/// Documents are taken in rounds, from every shard the one with its next lowest content hash, so that a small shard is seen
/// as well as a large one.
struct ShardTexts: Sendable {
    /// The most bytes of a document that are looked at.
    static let excerptLength = 2 << 10

    /// One document's excerpt.
    struct Excerpt: Sendable {
        var shard: Int
        var hash: ContentHash
        var bytes: [UInt8]

        /// Which half of the documents it belongs to: each is scored after the other half was learnt.
        var isInFirstHalf: Bool { hash.low & 1 == 0 }
    }

    /// In the order in which they were taken.
    let excerpts: [Excerpt]

    /// Takes excerpts.
    ///
    /// - Parameter budget: The most bytes.
    init(_ sample: DocumentSample, shardOfPath: (String) -> Int?, shards: Int, budget: Int) {
        var queues = [[(hash: ContentHash, entry: DocumentSample.Entry)]](repeating: [], count: shards)
        for document in sample.inHashOrder where !document.entry.bytes.isEmpty {
            if let shard = shardOfPath(document.entry.locator.path) { queues[shard].append(document) }
        }
        var excerpts: [Excerpt] = []
        var total = 0
        var round = 0
        while total < budget {
            let before = excerpts.count
            for shard in 0..<shards where round < queues[shard].count && total < budget {
                let document = queues[shard][round]
                let bytes = Array(document.entry.bytes.prefix(Self.excerptLength))
                excerpts.append(Excerpt(shard: shard, hash: document.hash, bytes: bytes))
                total += bytes.count
            }
            if excerpts.count == before { break }
            round += 1
        }
        self.excerpts = excerpts
    }

    /// The code length of each excerpt in bits, after a learned predictor has read the other half of them.
    ///
    /// - Complexity: Two passes over all excerpts, on two threads where there are.
    func losses(threads: Int) async throws -> [Double] {
        let halves = [true, false]
        let results = try await runBounded(
            halves.map { isFirst in BoundedTask(memory: memory) { halfLosses(isFirst) } },
            memory: CorpusAssessment.estimatorMemory, width: threads)
        var losses = [Double](repeating: 0, count: excerpts.count)
        for (index, loss) in results.joined() { losses[index] = loss }
        return losses
    }

    private var trainingBytes: Int { excerpts.reduce(0) { $0 + $1.bytes.count } / 2 + 1 }

    private var memory: Int { BytePredictor.Memory.fitting(bytes: trainingBytes).mostBytes }

    private func halfLosses(_ isFirst: Bool) -> [(Int, Double)] {
        var predictor = BytePredictor(memory: .fitting(bytes: trainingBytes))
        for excerpt in excerpts where excerpt.isInFirstHalf != isFirst { predictor.learn(excerpt.bytes.span) }
        var losses: [(Int, Double)] = []
        for index in excerpts.indices where excerpts[index].isInFirstHalf == isFirst {
            let bytes = excerpts[index].bytes
            let bits = predictor.scoreFrozen(bytes.span)
            losses.append((index, bits.value))
        }
        return losses
    }

    /// The length of each excerpt under the order-0 code of a histogram, in bits.
    func orderZeroLengths(_ histogram: ByteHistogram) -> [Double] {
        let total = Double(histogram.total) + 128
        let costs = histogram.counts.map { -PortableMath.log2((Double($0) + 0.5) / total) }
        return excerpts.map { excerpt in excerpt.bytes.reduce(0) { $0 + costs[Int($1)] } }
    }

    /// The number of words of each excerpt.
    func wordCounts() -> [Double] {
        excerpts.map { excerpt in
            unsafe excerpt.bytes.withUnsafeBufferPointer { unsafe Double(WordTokenizer.count($0)) }
        }
    }
}
