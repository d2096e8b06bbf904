/// Looks up which documents of a collection a text is a near duplicate of.
///
/// The rule is that of ``NearDuplicateClusters``: texts are linked when all bins of any band of their signatures are equal.
public struct NearDuplicateIndex: Sendable {
    /// For each document the number of its cluster: the least number of a document in it.
    public let clusters: [Int]

    /// How many documents each cluster has, by its number; 0 for other documents.
    public let sizes: [Int]

    /// The first document that has a band's key.
    private let documents: [UInt64: Int32]

    /// Indexes documents, of which empty ones are like nothing.
    ///
    /// - Complexity: O(bytes); 16 keys for each document.
    public init(_ texts: [[UInt8]]) {
        var sets = DisjointSets(count: texts.count)
        var documents: [UInt64: Int32] = [:]
        documents.reserveCapacity(texts.count * MinHashSignature.bandCount)
        for (number, text) in texts.enumerated() where !text.isEmpty {
            unsafe text.withUnsafeBufferPointer { text in
                unsafe Self.forEachKey(of: text) { key in
                    if let other = documents[key] {
                        sets.join(Int(other), number)
                    } else {
                        documents[key] = Int32(truncatingIfNeeded: number)
                    }
                }
            }
        }
        clusters = sets.roots()
        var sizes = [Int](repeating: 0, count: texts.count)
        for cluster in clusters { sizes[cluster] += 1 }
        self.sizes = sizes
        self.documents = documents
    }

    /// The cluster of the documents that a text is a near duplicate of: of several the least; nil where there is none.
    ///
    /// A document of the collection finds its own cluster.
    public func cluster(of text: UnsafeBufferPointer<UInt8>) -> Int? {
        var least: Int?
        guard !text.isEmpty else { return nil }
        unsafe Self.forEachKey(of: text) { key in
            guard let found = documents[key] else { return }
            let cluster = clusters[Int(found)]
            least = min(least ?? cluster, cluster)
        }
        return least
    }

    private static func forEachKey(of text: UnsafeBufferPointer<UInt8>, _ body: (UInt64) -> Void) {
        let keys = unsafe MinHashSignature(of: text).bandKeys
        for band in 0..<MinHashSignature.bandCount { body(keys[band]) }
    }
}
