internal import Diagnostics
internal import Estimators
internal import InformationCapacity
internal import Summaries

/// Kneser–Ney models of bytes and of words, trained on the training part of the sample and scored on its held-out part.
struct NGramEstimates: Sendable {
    /// The order over bytes.
    static let byteOrder = 6

    /// The order over words, as most published figures have it.
    static let wordOrder = 5

    /// How many bytes are trained on where nothing was asked for.
    static let standardBudget = 4 << 20

    let text: SampleText
    let split: HeldOutSplit

    /// The parts of documents that are trained on, in order.
    let training: [Range<Int>]

    /// What the models came to.
    struct Result: Sendable {
        var entropies: [CorpusReport.NGramEntropy]

        /// The byte model as a code of each held-out document.
        var code: EntropyInterval.Code
    }

    /// Takes what the first order of an experiment learns; without one, as much as the budget allows.
    ///
    /// - Returns: nil where there is nothing to train on or to score.
    init?(_ text: SampleText, _ experiment: LearningExperiment?, budget: Int) {
        self.text = text
        split = experiment?.split ?? HeldOutSplit(text)
        if let experiment {
            training = experiment.parts(order: 0)
        } else {
            var rest = budget
            training = TrainingOrder(text, split, number: 0, mostBytes: budget).documents.compactMap { document in
                let part = (text.bounds[document]..<text.bounds[document + 1]).prefix(rest)
                rest -= part.count
                return part.isEmpty ? nil : part
            }
        }
        guard !training.isEmpty, !split.heldOut.isEmpty else { return nil }
    }

    private var trainedBytes: Int { training.reduce(0) { $0 + $1.count } }

    /// Bytes of memory that it takes.
    var memory: Int { ByteModel.memory(bytes: trainedBytes) }

    /// Trains and scores.
    func run() throws(AssayError) -> Result {
        let (bytes, code) = try byteEntropy()
        return Result(entropies: [bytes] + [try wordEntropy()].compactMap(\.self), code: code)
    }

    private var heldOut: [Range<Int>] {
        split.heldOut.map { document in
            let start = text.bounds[document]
            return start..<start + min(text.length(of: document), HeldOutSplit.excerptLength)
        }
    }

    private func byteEntropy() throws(AssayError) -> (CorpusReport.NGramEntropy, EntropyInterval.Code) {
        let model = try ByteModel(order: Self.byteOrder, text: text, training: training)
        var sums = Sums()
        var lengths: [Bits] = []
        for excerpt in heldOut {
            let score = model.score(text.bytes.span.extracting(excerpt))
            let length = score.total + model.naming(score)
            lengths.append(length)
            sums.add(score, length: length, bytes: excerpt.count)
        }
        let entropy = CorpusReport.NGramEntropy(
            tokens: "bytes", order: Self.byteOrder, trainedBytes: UInt64(trainedBytes),
            scoredTokens: sums.scoredTokens, unknownTokens: sums.unknownTokens,
            perToken: sums.figure(sums.tokens, unit: Rate<Bits, Token>.unitName, kind: .bound),
            perByte: sums.figure(sums.bytes, unit: Rate<Bits, Byte>.unitName, kind: .bound),
            looksArtificial: model.looksArtificial)
        return (entropy, EntropyInterval.Code("Kneser-Ney, \(Self.byteOrder)-grams of bytes", lengths: lengths))
    }

    /// Words between white space, a line being a sentence; nil where either part has none.
    private func wordEntropy() throws(AssayError) -> CorpusReport.NGramEntropy? {
        var words = WordVocabulary()
        var counter = NGramCounter(order: Self.wordOrder, memory: 64 << 20)
        for part in training {
            try forEachLine(of: part, &words, adding: true) { line throws(AssayError) in try counter.add(line) }
        }
        guard counter.tokens > 0 else { return nil }
        let model = try NGramModel(counter)
        var sums = Sums()
        for excerpt in heldOut {
            var score = NGramScore()
            forEachLine(of: excerpt, &words, adding: false) { score += model.score($0) }
            if score.tokens > 0 { sums.add(score, length: score.total, bytes: excerpt.count) }
        }
        guard sums.scoredTokens > 0 else { return nil }
        return CorpusReport.NGramEntropy(
            tokens: "words", order: Self.wordOrder, trainedBytes: UInt64(trainedBytes),
            scoredTokens: sums.scoredTokens, unknownTokens: sums.unknownTokens,
            perToken: sums.figure(sums.tokens, unit: Rate<Bits, Word>.unitName, kind: .diagnostic), perByte: nil,
            looksArtificial: model.orders.contains(where: \.discounts.areFallback))
    }

    private func forEachLine<Failure>(
        of range: Range<Int>, _ words: inout WordVocabulary, adding: Bool,
        _ body: (Span<UInt32>) throws(Failure) -> Void
    ) throws(Failure) {
        try unsafe text.bytes.withUnsafeBufferPointer { bytes throws(Failure) in
            try unsafe words.forEachLine(of: UnsafeBufferPointer(rebasing: bytes[range]), adding: adding, body)
        }
    }

    /// The costs of documents, dealt into groups in turn.
    private struct Sums {
        var scoredTokens: UInt64 = 0
        var unknownTokens: UInt64 = 0
        var costs = [Double](repeating: 0, count: DocumentGroups.count)
        var tokens = [Double](repeating: 0, count: DocumentGroups.count)
        var bytes = [Double](repeating: 0, count: DocumentGroups.count)
        private var documents = 0

        mutating func add(_ score: NGramScore, length: Bits, bytes count: Int) {
            let group = documents % DocumentGroups.count
            documents += 1
            scoredTokens += UInt64(score.tokens)
            unknownTokens += UInt64(score.unknownTokens)
            costs[group] += length.value
            tokens[group] += Double(score.tokens)
            bytes[group] += Double(count)
        }

        func figure(_ sizes: [Double], unit: String, kind: Figure.Kind) -> Figure {
            let rate = costs.reduce(0, +) / sizes.reduce(0, +)
            let interval =
                documents < DocumentGroups.count
                ? nil : GroupInterval.ofRatio(around: rate, totals: costs, sizes: sizes)
            return Figure(
                rate, unit: unit, kind: kind, interval: interval,
                intervalAbsence: interval == nil ? GroupInterval.absence(documents: documents) : nil)
        }
    }
}
