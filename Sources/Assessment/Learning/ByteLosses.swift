internal import Estimators
internal import InformationCapacity

/// What each byte of the held-out documents costs when a budget has been learnt: the material of two diagnostics.
///
/// One pass with adaptation and one without give the profiles and what the second half of a document costs after the first,
/// for every length at once; only second halves by themselves are scored besides.
struct ByteLosses: Sendable {
    /// The code length of each held-out document, learning inside it.
    let adaptingTotals: [Bits]

    /// The code length of each held-out document with the tables frozen.
    let frozenTotals: [Bits]

    /// Loss against position, learning inside the document.
    let adapting: PositionProfile

    /// Loss against position with the tables frozen.
    let frozen: PositionProfile

    /// The bytes of the longest excerpt.
    let longest: Int

    /// I(ℓ), or why it is absent.
    let bipartite: Diagnosis<BipartiteInformation>

    /// Scores the held-out documents; the predictor's state is as before.
    ///
    /// - Complexity: O(held-out bytes), plus up to 48 excerpts for the second halves.
    init(_ experiment: LearningExperiment, _ predictor: inout BytePredictor) {
        let text = experiment.text
        let excerpts = experiment.split.heldOut.map(experiment.excerpt)
        longest = excerpts.map(\.count).max() ?? 0
        let halving = Halving(lengths: excerpts.map(\.count))
        var totals: [Bits] = []
        var halves: [UInt64: [BipartiteInformation.Halves]] = [:]
        adapting = PositionProfile(documents: excerpts.count) { index in
            let excerpt = excerpts[index]
            var losses: [Double] = []
            totals.append(predictor.score(text.bytes.span.extracting(excerpt), losses: &losses))
            for length in halving.lengths where halving.documents.contains(index) {
                let second = excerpt.lowerBound + length / 2..<excerpt.lowerBound + length
                var afterFirst = CompensatedSum()
                for position in length / 2..<length { afterFirst.add(losses[position]) }
                halves[UInt64(length), default: []].append(
                    BipartiteInformation.Halves(
                        alone: experiment.score(second, &predictor), afterFirst: Bits(afterFirst.value)))
            }
            return losses
        }
        adaptingTotals = totals
        totals = []
        frozen = PositionProfile(documents: excerpts.count) { index in
            var losses: [Double] = []
            totals.append(predictor.scoreFrozen(text.bytes.span.extracting(excerpts[index]), losses: &losses))
            return losses
        }
        frozenTotals = totals
        bipartite = halving.absence.map { .insufficient(reason: $0) } ?? .found(BipartiteInformation(halves))
    }

    /// Which documents are cut in halves at which lengths: the same documents at every length, so that long documents
    /// of another kind than short ones can not feign an exponent.
    struct Halving {
        /// The least ℓ; an exponent needs three lengths.
        static let leastLength = 256

        /// The fewest documents.
        static let leastDocuments = 20

        /// The most documents; the first ones in the order of content hash are taken.
        static let mostDocuments = 48

        /// ℓ: powers of two, ascending; empty where too few documents are long enough.
        let lengths: [Int]

        /// The documents' numbers.
        let documents: Set<Int>

        /// Why there is nothing to cut; nil where there is something.
        let absence: String?

        init(lengths documentLengths: [Int]) {
            func reaching(_ length: Int) -> [Int] {
                documentLengths.indices.filter { documentLengths[$0] >= length }
            }
            var lengths: [Int] = []
            var length = Self.leastLength
            while reaching(length).count >= Self.leastDocuments {
                lengths.append(length)
                length *= 2
            }
            self.lengths = lengths
            documents = Set(reaching(lengths.last ?? .max).prefix(Self.mostDocuments))
            absence =
                lengths.isEmpty
                ? "\(reaching(Self.leastLength).count) held-out documents have \(Self.leastLength) bytes, "
                    + "\(Self.leastDocuments) are needed" : nil
        }
    }
}
