internal import Corpora
internal import Diagnostics
internal import Estimators
internal import InformationCapacity
internal import Summaries
internal import Tokenizers

/// What is measured of a document, before it is held against others.
struct DocumentMeasures: Sendable {
    var hash: ContentHash
    var copies: UInt64?
    /// The cluster of its first piece, which stands for it.
    var cluster: Int?
    var firstPiece: ContentHash
    var text: UTF8Counts
    var words = 0
    /// Bits for each byte, n-grams and spelling.
    var perByte: Double?
    var perToken: Double?
    var contextGain: Double?
    var unknownWordShare: Double?
    var compressedPerByte: Double?
    var learnedPerByte: Double?
    var signs: TextSigns
}

/// Scores documents, one at a time; one for each thread.
final class DocumentScorer: @unchecked Sendable {
    private let model: ScoringModel
    private var scorers: [FoldScorer]
    private var encoder: CodeLengthEncoder?
    private var lines = LineSet()
    private var predictors: [LearnedScorer] = []

    /// - Parameter learningBudget: How many bytes the learned predictor of each half learns from; nil does without it.
    init(_ model: ScoringModel, learningBudget: Int? = nil) {
        self.model = model
        scorers = model.folds.map { FoldScorer($0) }
        do throws(AssayError) { encoder = try CodeLengthEncoder(.zstd(level: 1)) } catch { encoder = nil }
        if let learningBudget { predictors = model.texts.map { LearnedScorer($0, budget: learningBudget) } }
    }

    /// How many threads have room for their predictors in 1 GiB; at least 1.
    static func mostThreads(learningBudget: Int) -> Int {
        max(1, (1 << 30) / (2 * BytePredictor.Memory.fitting(bytes: learningBudget).mostBytes))
    }

    /// Measures a document.
    ///
    /// - Parameter ends: Where each of its pieces ends (see `DocumentGrid`); the last is the document's end.
    func measure(_ text: UnsafeBufferPointer<UInt8>, ends: [Int]) -> DocumentMeasures {
        let whole = unsafe ContentHash(of: text)
        var measures = DocumentMeasures(
            hash: whole, firstPiece: whole, text: unsafe UTF8Counts(text),
            signs: unsafe TextSigns(text, lines: &lines))
        var score = NGramScore()
        var spelled: UInt64 = 0
        var sentences = 0
        var learned = 0.0
        var start = 0
        var isScored = true
        for (number, end) in ends.enumerated() {
            let piece = unsafe UnsafeBufferPointer(rebasing: text[start..<end])
            let hash = ends.count == 1 ? measures.hash : unsafe ContentHash(of: piece)
            let cluster = unsafe model.index.cluster(of: piece)
            // A long document occurs as often as its rarest piece.
            if number == 0 {
                measures.cluster = cluster
                measures.firstPiece = hash
                measures.copies = model.copies(of: hash)
            } else if let copies = model.copies(of: hash) {
                measures.copies = min(measures.copies ?? copies, copies)
            }
            let fold = model.fold(of: hash, cluster: cluster)
            if let part = unsafe scorers[fold].score(piece) {
                score += part.score
                spelled += part.spelled
                sentences += part.sentences
            } else {
                isScored = false
            }
            if !predictors.isEmpty { learned += unsafe predictors[fold].bits(of: piece) }
            start = end
        }
        let bytes = Double(text.count)
        if isScored, score.tokens > 0 {
            let words = score.tokens - sentences
            measures.words = words
            measures.perToken = score.total.value / Double(score.tokens)
            measures.contextGain = (score.withoutContext.value - score.total.value) / Double(score.tokens)
            measures.unknownWordShare = Double(score.unknownTokens) / Double(words)
            measures.perByte = (score.total + SpellingCode.bits(spelled)).value / bytes
        }
        if text.count > 0 {
            measures.compressedPerByte = unsafe compressedBits(text).map { $0 / bytes }
            if !predictors.isEmpty { measures.learnedPerByte = learned / bytes }
        }
        return measures
    }

    private func compressedBits(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        do throws(AssayError) {
            return try encoder?.codeLength(of: unsafe text.span).value
        } catch {
            return nil
        }
    }

    /// The score of a document.
    func score(
        _ text: UnsafeBufferPointer<UInt8>, ends: [Int], path: String, position: DocumentPosition
    ) -> DocumentScore {
        let measures = unsafe measure(text, ends: ends)
        let signs = measures.signs
        var score = DocumentScore(
            path: path, position: position, bytes: UInt64(text.count),
            scalars: UInt64(measures.text.scalars + measures.text.invalidSequences), words: UInt64(measures.words),
            perByte: measures.perByte.map { Rate($0) }, perToken: measures.perToken.map { Rate($0) },
            contextGain: measures.contextGain.map { Rate($0) }, unknownWordShare: measures.unknownWordShare,
            surprise: measures.perByte.flatMap(model.surprise(of:)),
            surpriseDeviation: measures.perByte.flatMap { model.surprise.deviation(of: $0, bytes: text.count) },
            contextDeviation: measures.contextGain.flatMap { model.context.deviation(of: $0, bytes: text.count) },
            learnedPerByte: measures.learnedPerByte.map { Rate($0) },
            compressedPerByte: measures.compressedPerByte.map { Rate($0) },
            compressionDeviation: measures.compressedPerByte.flatMap {
                model.compression.deviation(of: $0, bytes: text.count)
            },
            repeatedLineShare: signs.lineBytes > 0 ? Double(signs.repeatedLineBytes) / Double(signs.lineBytes) : nil,
            encodedShare: text.count > 0 ? Double(signs.encodedBytes) / Double(text.count) : nil,
            openBrackets: UInt64(signs.openBrackets), hash: Self.hexadecimal(measures.hash), copies: measures.copies,
            nearDuplicates: model.nearDuplicates(of: measures.firstPiece, cluster: measures.cluster), labels: [])
        score.labels = DocumentLabel.labels(
            of: score, isBlank: signs.lineBytes == 0, isWhollyEncoded: unsafe isWhollyEncoded(text, score),
            isValidUTF8: measures.text.invalidSequences == 0)
        return score
    }

    /// As ``Summaries/ContentHash/hexadecimal``, which is made for hashes that are few.
    private static func hexadecimal(_ hash: ContentHash) -> String {
        unsafe String(unsafeUninitializedCapacity: 32) { digits in
            for place in 0..<32 {
                let half = place < 16 ? hash.high : hash.low
                let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (place % 16)) & 15)
                unsafe digits.initializeElement(at: place, to: digit < 10 ? 0x30 + digit : 0x57 + digit)
            }
            return 32
        }
    }

    /// Whether the bytes as a whole are of an alphabet that hides text; looked at only where no words are known.
    private func isWhollyEncoded(_ text: UnsafeBufferPointer<UInt8>, _ score: DocumentScore) -> Bool {
        guard score.unknownWordShare ?? 1 > 0.5 else { return false }
        return HiddenAlphabet.recognised(in: ByteHistogram(of: unsafe text.span).counts) != nil
    }
}

/// Scores pieces with one half's model; used by one thread.
private final class FoldScorer {
    private let fold: ScoringFold?
    private var scorer: NGramScorer?
    private var sentences = NGramSentences()

    init(_ fold: ScoringFold?) {
        self.fold = fold
        if let fold { scorer = NGramScorer(fold.table) }
    }

    /// The score, what spelling the unknown words costs, and how many lines there are; nil where there is no model.
    func score(_ text: UnsafeBufferPointer<UInt8>) -> (score: NGramScore, spelled: UInt64, sentences: Int)? {
        guard let fold else { return nil }
        sentences.removeAll()
        var spelled: UInt64 = 0
        unsafe fold.words.appendSentences(of: text, to: &sentences) { spelled += unsafe fold.spelling.cost(of: $0) }
        guard let score = scorer?.score(sentences) else { return nil }
        return (score, spelled, sentences.count)
    }
}

/// Scores pieces with a learned predictor, which forgets them; used by one thread.
private final class LearnedScorer {
    private var predictor: BytePredictor

    init(_ texts: [[UInt8]], budget: Int) {
        predictor = BytePredictor(memory: .fitting(bytes: budget))
        var left = budget
        for text in texts where left > 0 {
            predictor.learn(text.span.extracting(first: min(left, text.count)))
            left -= text.count
        }
    }

    func bits(of text: UnsafeBufferPointer<UInt8>) -> Double { predictor.score(unsafe text.span).value }
}
