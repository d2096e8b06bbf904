/// Documents grouped so that near duplicates are together: held-out and training documents must not share a cluster.
///
/// Two documents are linked when all eight bins of any of 16 bands of their signatures are equal, which happens with
/// probability 1 − (1 − J⁸)¹⁶ at Jaccard similarity J of their shingles: half at 0.67, 0.95 at 0.80. Clusters are the
/// connected components.
public struct NearDuplicateClusters: Sendable, Hashable {
    /// For each document the number of its cluster: the least number of a document in it.
    public let clusters: [Int]

    /// Clusters documents.
    ///
    /// - Parameters:
    ///   - text: The bytes of all documents, one after the other.
    ///   - bounds: Where each document starts; one more element than there are documents. Empty for none.
    /// - Complexity: O(bytes + documents log documents); 64 + 16·16 bytes for each document.
    public init(text: Span<UInt8>, bounds: [Int]) {
        let count = max(0, bounds.count - 1)
        var sets = DisjointSets(count: count)
        var keys: [(key: UInt64, document: Int)] = []
        keys.reserveCapacity(count * MinHashSignature.bandCount)
        unsafe text.withUnsafeBufferPointer { text in
            var signature = MinHashSignature()
            for document in 0..<count {
                unsafe signature.sign(UnsafeBufferPointer(rebasing: text[bounds[document]..<bounds[document + 1]]))
                let bands = signature.bandKeys
                for band in 0..<MinHashSignature.bandCount { keys.append((bands[band], document)) }
            }
        }
        keys.sort { ($0.key, $0.document) < ($1.key, $1.document) }
        for (a, b) in zip(keys, keys.dropFirst()) where a.key == b.key {
            sets.join(a.document, b.document)
        }
        clusters = sets.roots()
    }
}
