public import Corpora
public import Diagnostics

/// Scores every document of some files, in the order of the files and of the documents in them.
///
/// One thread reads; batches of documents are scored, and their output made, on all threads, and handed on in order. So the output
/// does not depend on the threads, and a single compressed file is scored on all cores. Two batches for each thread are in memory,
/// and a record that is longer than a batch.
///
/// A record's text is one document, however long. Plain text has a score for each piece of the grid (`DocumentGrid`).
public struct DocumentScoring: Sendable {
    /// Makes the output of a score.
    public typealias Renderer = @Sendable (_ score: DocumentScore, _ output: inout [UInt8]) -> Void

    private let options: CorpusOptions
    private let render: Renderer
    private let scorers: [DocumentScorer]

    /// Prepares the scoring.
    ///
    /// - Parameters:
    ///   - model: What documents are held against.
    ///   - options: How the files are read.
    ///   - learningBudget: How many bytes the learned predictor of each half learns from; nil does without it.
    ///   - threads: How many threads score, at least 1; with the learned predictor as many as 1 GiB has room for.
    ///   - render: Makes the output of each score.
    public init(
        _ model: ScoringModel, options: CorpusOptions, learningBudget: Int? = nil, threads: Int,
        render: @escaping Renderer
    ) {
        self.options = options
        self.render = render
        var width = max(threads, 1)
        if let learningBudget { width = min(width, DocumentScorer.mostThreads(learningBudget: learningBudget)) }
        scorers = Parallel.map(width, threads: width) { _, _ in
            DocumentScorer(model, learningBudget: learningBudget)
        }
    }

    /// What the scoring came to.
    public struct Outcome: Sendable {
        /// How many documents, or pieces of plain text, were scored.
        public var documents: UInt64 = 0

        /// Bytes of their text.
        public var bytes: UInt64 = 0

        /// How many records, members and files could not be used.
        public var problems: UInt64 = 0

        /// The first of them, 20 at most.
        public var shownProblems: [AssayError] = []

        /// How many files could not be read to their end.
        public var unreadFiles = 0

        /// Creates the outcome of nothing.
        public init() {}
    }

    /// Scores slices of files.
    ///
    /// - Parameters:
    ///   - slices: What is scored, in this order.
    ///   - progress: Is told the stored bytes read so far.
    ///   - emit: Takes the output of a slice's documents, in pieces, with the slice's number; the numbers ascend.
    /// - Throws: What `emit` throws. What cannot be read is a problem of the outcome, and the rest is scored.
    public func run(
        on slices: [FileSlice], progress: (UInt64) -> Void = { _ in },
        emit: (_ slice: Int, _ output: [UInt8]) throws(AssayError) -> Void
    ) throws(AssayError) -> Outcome {
        try withoutActuallyEscaping(emit) { emit throws(AssayError) in
            var sink = ScoringSink(most: 2 * scorers.count) { batches throws(AssayError) in try score(batches, emit) }
            let reader = CorpusReader(options: options)
            var outcome = Outcome()
            var stored: UInt64 = 0
            for (number, slice) in slices.enumerated() {
                sink.begin(number, path: slice.file.relativePath)
                if !read(slice, reader, &sink) { outcome.unreadFiles += 1 }
                if let failure = sink.failure { throw failure }
                stored += slice.storedBytes
                progress(stored)
            }
            sink.finish()
            if let failure = sink.failure { throw failure }
            outcome.documents = sink.documents
            outcome.bytes = sink.bytes
            outcome.problems = sink.problems
            outcome.shownProblems = sink.shownProblems
            return outcome
        }
    }

    /// Reads a slice; whether to its end.
    private func read(_ slice: FileSlice, _ reader: CorpusReader, _ sink: inout ScoringSink) -> Bool {
        do throws(AssayError) {
            let description = try reader.describe(slice.file)
            var isComplete = true
            for unit in try reader.units(of: description, size: .max / 2, within: slice) {
                if !reader.read(unit, into: &sink).isComplete { isComplete = false }
            }
            return isComplete
        } catch {
            if slice.beginsFile { sink.receive(failure: error) }
            return false
        }
    }

    private func score(
        _ batches: [ScoreBatch], _ emit: (Int, [UInt8]) throws(AssayError) -> Void
    ) throws(AssayError) {
        let (scorers, render) = (scorers, render)
        let outputs = Parallel.map(batches.count, threads: scorers.count) { number, thread in
            scorers[thread].render(batches[number], render)
        }
        for output in outputs {
            for (slice, bytes) in output { try emit(slice, bytes) }
        }
    }
}
