public import Corpora
public import Diagnostics
internal import Estimators
internal import InformationCapacity
internal import Summaries
public import Tokenizers

/// An n-gram model trained on one part of a corpus and scored on another; used by one thread.
///
/// Without a tokenizer the tokens are words between white space and every line is a sentence, as KenLM's programs have it.
/// With one, or for a corpus of ids, every document is a sentence (a piece of one that is longer than the grid), and every
/// id of the vocabulary has a code, so that the score bounds the entropy of the text.
public final class NGramStudy {
    /// What is asked for.
    public struct Options: Sendable {
        /// The model's order, 1 to 6.
        public var order: Int

        /// How the corpus is read.
        public var reading: CorpusOptions

        /// Makes the tokens of a corpus of text; nil for words.
        public var tokenizer: (any Tokenizer)?

        /// The share of documents that are not trained on but scored, by content hash, so that copies are on one side; below 1.
        public var heldOutShare: Double

        /// How many bytes the counting takes at most; a model that is larger lies in temporary files.
        public var memory: Int

        /// Creates options.
        public init(
            order: Int, reading: CorpusOptions, tokenizer: (any Tokenizer)?, heldOutShare: Double,
            memory: Int = 256 << 20
        ) {
            self.order = order
            self.reading = reading
            self.tokenizer = tokenizer
            self.heldOutShare = heldOutShare
            self.memory = memory
        }
    }

    let options: Options
    var words = WordVocabulary()
    var counter: NGramCounter?
    var trained = NGramReport.Part()
    var heldOut = NGramReport.Part()
    var problems: [AssayError] = []
    var problemCount: UInt64 = 0
    var unreadFiles = 0
    var groups = NGramGroups()
    private(set) var model: NGramModel?
    private var encoder: (any TokenEncoder)?
    private var scratch: [UInt32] = []

    /// Creates a study of nothing yet.
    public init(_ options: Options) {
        self.options = options
        encoder = options.tokenizer?.makeEncoder()
        counter = NGramCounter(order: options.order, memory: options.memory)
    }

    /// |V| of a corpus of ids; nil for words, which have no end.
    var closedVocabulary: Int? {
        options.reading.tokenIDs?.vocabularySize ?? options.tokenizer?.vocabularySize
    }

    /// Trains on the documents that are not held out, and ends the training.
    ///
    /// - Throws: `nothing-to-train-on`, `temporary-file-failed`, `counts-too-large`. What cannot be read is a problem of the report.
    public func train(on files: [CorpusFile]) throws(AssayError) {
        try unsafe read(files) { document, hash throws(AssayError) in
            guard !isHeldOut(hash) else { return }
            trained.documents += 1
            trained.bytes += UInt64(document.count)
            try unsafe forEachSentence(of: document, adding: true) { sentence throws(AssayError) in
                trained.sentences += 1
                try counter?.add(sentence)
            }
        }
        guard let counter = counter.take() else { return }
        let model = try NGramModel(counter)
        trained.tokens = model.trainedTokens
        self.model = model
    }

    /// Scores documents, after the training.
    ///
    /// - Parameters:
    ///   - files: The documents' files.
    ///   - all: Whether all of them, or those alone that were held out.
    public func score(_ files: [CorpusFile], all: Bool) throws(AssayError) {
        guard let model else { return }
        // A model in files is read where it lies: a table of it would need the memory that it does not have.
        let table = model.isInFiles ? nil : try NGramTable(model)
        var scorer = table.map { NGramScorer($0) }
        var sentences = NGramSentences()
        try unsafe read(files, again: !all) { document, hash throws(AssayError) in
            guard all || isHeldOut(hash) else { return }
            var score = NGramScore()
            if scorer != nil {
                sentences.removeAll()
                try unsafe append(document, to: &sentences)
                score = scorer?.score(sentences) ?? score
                heldOut.sentences += UInt64(sentences.count)
            } else {
                try unsafe forEachSentence(of: document, adding: false) { sentence throws(AssayError) in
                    heldOut.sentences += 1
                    score += model.score(sentence)
                }
            }
            guard score.tokens > 0 else { return }
            heldOut.documents += 1
            heldOut.bytes += UInt64(document.count)
            heldOut.tokens += UInt64(score.tokens)
            groups.add(score, bytes: document.count, of: hash)
        }
    }

    private func isHeldOut(_ hash: ContentHash) -> Bool {
        Double(hash.high >> 11) < options.heldOutShare * Double(1 << 53)
    }

    private func append(
        _ document: UnsafeBufferPointer<UInt8>, to sentences: inout NGramSentences
    ) throws(AssayError) {
        if closedVocabulary == nil {
            unsafe words.appendSentences(of: document, to: &sentences) { _ in }
        } else {
            try unsafe forEachSentence(of: document, adding: false) { sentences.append($0) }
        }
    }

    private func forEachSentence(
        of document: UnsafeBufferPointer<UInt8>, adding: Bool, _ body: (Span<UInt32>) throws(AssayError) -> Void
    ) throws(AssayError) {
        guard closedVocabulary != nil else {
            return try unsafe words.forEachLine(of: document, adding: adding, body)
        }
        var ids: [UInt32] = []
        swap(&ids, &scratch)
        defer { swap(&ids, &scratch) }
        ids.removeAll(keepingCapacity: true)
        if let tokenIDs = options.reading.tokenIDs {
            unsafe TokenIdOptions.forEachID(in: document, bytesPerID: tokenIDs.bytesPerID) { ids.append($0) }
        } else {
            unsafe encoder?.encode(document, into: &ids)
        }
        guard !ids.isEmpty else { return }
        try body(ids.span)
    }

    /// Reads files and lends every document with its hash.
    ///
    /// - Parameter again: Whether they were read before: then only the worse of the two readings counts, for most problems are
    ///   the same ones.
    private func read(
        _ files: [CorpusFile], again: Bool = false,
        _ body: (UnsafeBufferPointer<UInt8>, ContentHash) throws(AssayError) -> Void
    ) throws(AssayError) {
        let reader = CorpusReader(options: options.reading)
        try unsafe withoutActuallyEscaping(body) { body throws(AssayError) in
            var sink = unsafe DocumentCalls(body: body)
            var unread = 0
            for file in files {
                do throws(AssayError) {
                    let units = try reader.describe(file).units(size: options.reading.unitSize)
                    var isComplete = true
                    for unit in units where !reader.read(unit, into: &sink).isComplete { isComplete = false }
                    if !isComplete { unread += 1 }
                } catch {
                    sink.receive(failure: error)
                    unread += 1
                }
                if let failure = sink.failure { throw failure }
            }
            if again {
                unreadFiles = max(unreadFiles, unread)
                guard sink.problemCount > problemCount else { return }
                problemCount = 0
                problems = []
            } else {
                unreadFiles += unread
            }
            problemCount += sink.problemCount
            problems += sink.problems.prefix(max(0, DocumentCalls.shownProblems - problems.count))
        }
    }
}

@available(*, unavailable)
extension NGramStudy: Sendable {}

/// Hands documents on, until one of the calls fails.
@safe
private struct DocumentCalls: DocumentSink {
    let body: (UnsafeBufferPointer<UInt8>, ContentHash) throws(AssayError) -> Void
    var failure: AssayError?
    var problems: [AssayError] = []
    var problemCount: UInt64 = 0

    static let shownProblems = 20

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition) {
        guard failure == nil else { return }
        do throws(AssayError) {
            try unsafe body(bytes, ContentHash(of: bytes))
        } catch {
            failure = error
        }
    }

    mutating func receive(failure: AssayError) {
        problemCount += 1
        if problems.count < Self.shownProblems { problems.append(failure) }
    }
}
