internal import Corpora

/// Documents that wait for their scores, in the order in which they were read.
struct ScoreBatch: Sendable {
    /// A document of the batch.
    struct Document: Sendable {
        /// Where its bytes are in the batch's text.
        var bytes: Range<Int>
        /// Where its pieces end, counted from its beginning.
        var ends: [Int]
        var position: DocumentPosition
        /// Which of the slices it is from.
        var slice: Int
        var path: String
    }

    private(set) var text: [UInt8] = []
    private(set) var documents: [Document] = []

    /// The size from which on a batch takes no further document.
    static let size = 256 << 10

    /// So many documents fill a batch, too, whatever their size.
    static let mostDocuments = 1024

    var isFull: Bool { text.count >= Self.size || documents.count >= Self.mostDocuments }

    /// Adds a document, or a piece of plain text.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition, slice: Int, path: String) {
        let start = text.count
        unsafe text.append(contentsOf: bytes)
        documents.append(
            Document(bytes: start..<text.count, ends: [bytes.count], position: position, slice: slice, path: path))
    }

    /// Adds the next piece of the document added last.
    mutating func extendLast(by bytes: UnsafeBufferPointer<UInt8>) {
        guard let last = documents.indices.last else { return }
        unsafe text.append(contentsOf: bytes)
        documents[last].bytes = documents[last].bytes.lowerBound..<text.count
        documents[last].ends.append(documents[last].bytes.count)
    }
}

extension DocumentScorer {
    /// The output of a batch's documents, by slices in order.
    func render(_ batch: ScoreBatch, _ render: DocumentScoring.Renderer) -> [(slice: Int, output: [UInt8])] {
        var outputs: [(slice: Int, output: [UInt8])] = []
        unsafe batch.text.withUnsafeBufferPointer { text in
            for document in batch.documents {
                let score = unsafe score(
                    UnsafeBufferPointer(rebasing: text[document.bytes]), ends: document.ends, path: document.path,
                    position: document.position)
                if outputs.last?.slice != document.slice { outputs.append((document.slice, [])) }
                render(score, &outputs[outputs.count - 1].output)
            }
        }
        return outputs
    }
}
