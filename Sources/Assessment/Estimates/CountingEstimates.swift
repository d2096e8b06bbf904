internal import Diagnostics
internal import Estimators
internal import InformationCapacity
internal import Tokenizers

/// Diagnostics from counts on the sample: conditional entropies of bytes, and the entropy of words.
enum CountingEstimates {
    /// The conditional entropies of bytes, order by order, up to the first order that is not usable.
    static func conditionalEntropies(_ text: SampleText) throws(AssayError) -> [CorpusReport.ConditionalEntropy] {
        let documents = (0..<text.documents).map {
            DocumentRange(text.bounds[$0]..<text.bounds[$0 + 1], group: text.groups[$0])
        }
        let blocks = try BlockEntropies(bytes: text.bytes.span, documents: documents)
        let absence = GroupInterval.absence(documents: text.documents)
        return blocks.orders.map { order in
            let interval = order.interval.map {
                GroupInterval.ofJackknife(lower: $0.lowerBound.value, upper: $0.upperBound.value)
            }
            return CorpusReport.ConditionalEntropy(
                order: order.order,
                corrected: Figure(
                    order.conditionalEntropy, kind: .diagnostic, interval: interval,
                    intervalAbsence: interval == nil ? absence : nil),
                plugIn: Figure(
                    order.plugInConditionalEntropy, kind: .diagnostic,
                    intervalAbsence: "no interval: shown beside the corrected value only"),
                coverage: Figure(
                    order.coverage, unit: "1", kind: .diagnostic,
                    intervalAbsence: "no interval: a share of this sample's blocks"),
                isUsable: order.isUsable)
        }
    }

    /// What the counts of words say.
    struct Words: Sendable {
        /// The entropy of the distribution of words under every estimator; empty without words.
        var entropies: [CorpusReport.NamedFigure]

        /// The laws of the vocabulary.
        var vocabulary: CorpusReport.Vocabulary
    }

    /// Counts the words of the sample once for all that is made of them.
    static func words(_ text: SampleText) throws(AssayError) -> Words {
        let counts = WordCounts(text)
        let all = try CountOfCounts(counts.totals)
        return Words(
            entropies: try entropies(of: counts, all: all, documents: text.documents),
            vocabulary: DiagnosticEstimates.vocabulary(all))
    }

    private static func entropies(
        of counts: WordCounts, all: CountOfCounts, documents: Int
    ) throws(AssayError) -> [CorpusReport.NamedFigure] {
        guard all.total > 0 else { return [] }
        let absence = GroupInterval.absence(documents: documents)
        var without: [CountOfCounts] = []
        if documents >= DocumentGroups.count {
            for group in counts.usedGroups { without.append(try CountOfCounts(counts.totals(without: group))) }
        }
        return EntropyEstimator.allCases.compactMap { estimator in
            guard let nats = estimator.estimate(all) else { return nil }
            let rate = Rate<Bits, Word>(Bits(converting: nats))
            let replicates = without.compactMap { estimator.estimate($0).map { Bits(converting: $0).value } }
            let interval = GroupInterval.ofJackknife(around: rate.value, replicates: replicates)
            return CorpusReport.NamedFigure(
                name: estimator.name,
                figure: Figure(
                    rate, kind: .diagnostic, interval: interval,
                    intervalAbsence: interval == nil ? absence : nil))
        }
    }
}

/// How often each distinct word occurs in each group of documents.
private struct WordCounts {
    private var counts: [UInt32] = []
    private let groups = DocumentGroups.count

    init(_ text: SampleText) {
        var numbers: [[UInt8]: Int] = [:]
        unsafe text.bytes.withUnsafeBufferPointer { bytes in
            for document in 0..<text.documents {
                let document = (bounds: text.bounds[document]..<text.bounds[document + 1], group: text.groups[document])
                let slice = unsafe UnsafeBufferPointer(rebasing: bytes[document.bounds])
                unsafe WordTokenizer.forEachWord(in: slice) { range in
                    let word = unsafe Array(slice[range])
                    var number = numbers[word] ?? -1
                    if number < 0 {
                        number = numbers.count
                        numbers[word] = number
                        counts.append(contentsOf: repeatElement(0, count: groups))
                    }
                    counts[number * groups + document.group] += 1
                }
            }
        }
    }

    /// The count of each word.
    var totals: [UInt64] {
        stride(from: 0, to: counts.count, by: groups).map { start in
            counts[start..<start + groups].reduce(0) { $0 + UInt64($1) }
        }
    }

    /// The groups that hold any word.
    var usedGroups: [Int] {
        (0..<groups).filter { group in
            stride(from: group, to: counts.count, by: groups).contains { counts[$0] > 0 }
        }
    }

    /// The count of each word outside a group.
    func totals(without group: Int) -> [UInt64] {
        zip(totals, stride(from: group, to: counts.count, by: groups)).map { $0 - UInt64(counts[$1]) }
    }
}
