internal import Corpora
internal import Diagnostics

/// Gathers documents in batches, and hands several on at a time.
struct ScoringSink: DocumentSink {
    private let most: Int
    private let score: ([ScoreBatch]) throws(AssayError) -> Void
    private var batches = [ScoreBatch()]
    private var slice = 0
    private var path = ""
    /// What handing on threw; nothing is gathered after it.
    private(set) var failure: AssayError?

    private(set) var documents: UInt64 = 0
    private(set) var bytes: UInt64 = 0
    private(set) var problems: UInt64 = 0
    private(set) var shownProblems: [AssayError] = []

    private static let mostShown = 20

    /// - Parameters:
    ///   - most: How many batches are handed on together.
    ///   - score: Takes them.
    init(most: Int, score: @escaping ([ScoreBatch]) throws(AssayError) -> Void) {
        self.most = most
        self.score = score
    }

    /// Says which slice the documents that follow are from.
    mutating func begin(_ slice: Int, path: String) {
        self.slice = slice
        self.path = path
    }

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition) {
        guard failure == nil else { return }
        self.bytes += UInt64(bytes.count)
        if position.piece > 0, !position.isInPlainText {
            return unsafe batches[batches.count - 1].extendLast(by: bytes)
        }
        // A document may have been going on until now.
        if batches[batches.count - 1].isFull {
            if batches.count == most { finish() } else { batches.append(ScoreBatch()) }
        }
        documents += 1
        unsafe batches[batches.count - 1].add(bytes, at: position, slice: slice, path: path)
    }

    mutating func receive(failure: AssayError) {
        problems += 1
        if shownProblems.count < Self.mostShown { shownProblems.append(failure) }
    }

    /// Hands on what was gathered.
    mutating func finish() {
        do throws(AssayError) { try score(batches) } catch { failure = error }
        batches = [ScoreBatch()]
    }
}
