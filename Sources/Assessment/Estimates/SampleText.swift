internal import Estimators
internal import Summaries

/// The sampled documents as one text in natural order, with the bounds and the group of each.
///
/// Every document belongs to a group by its content hash, so that intervals are the same for every order of
/// the files.
struct SampleText: Sendable {
    /// The documents' bytes, one after the other.
    let bytes: [UInt8]

    /// Where each document starts in `bytes`; one more element than there are documents.
    let bounds: [Int]

    /// The group of each document.
    let groups: [Int]

    /// The content hash of each document.
    let hashes: [ContentHash]

    /// Where each document lies.
    let locators: [Locator]

    /// How often each document occurs in the corpus.
    let multiplicities: [UInt64]

    /// Whether every distinct document of the corpus is here.
    let isComplete: Bool

    /// The number of documents.
    var documents: Int { groups.count }

    /// The length of a document in bytes.
    func length(of document: Int) -> Int { bounds[document + 1] - bounds[document] }

    /// The document that a place in the text belongs to, which is one of its bytes.
    func document(at place: Int) -> Int {
        var low = 0
        var high = documents
        while high - low > 1 {
            let middle = (low + high) / 2
            if bounds[middle] <= place { low = middle } else { high = middle }
        }
        return low
    }

    /// Takes the documents of a sample.
    ///
    /// - Parameter limit: The most bytes: documents with the lowest hashes are taken, as a smaller sample would; nil takes all.
    init(_ sample: DocumentSample, limit: Int? = nil) {
        var bytes: [UInt8] = []
        var hashes: [ContentHash] = []
        var multiplicities: [UInt64] = []
        var locators: [Locator] = []
        var bounds = [0]
        var groups: [Int] = []
        bytes.reserveCapacity(min(sample.byteCount, limit ?? .max))
        let first = limit.flatMap { Self.firstBeyond($0, sample) }
        for (hash, entry) in sample.inNaturalOrder where !entry.bytes.isEmpty {
            if let first, hash >= first { continue }
            bytes += entry.bytes
            bounds.append(bytes.count)
            hashes.append(hash)
            locators.append(entry.locator)
            multiplicities.append(entry.multiplicity)
            groups.append(Int(hash.low % UInt64(DocumentGroups.count)))
        }
        self.bytes = bytes
        self.bounds = bounds
        self.groups = groups
        self.hashes = hashes
        self.locators = locators
        self.multiplicities = multiplicities
        self.isComplete = sample.isComplete && first == nil
    }

    /// The hash of the first document that would make a text longer than a limit; nil where all fit.
    private static func firstBeyond(_ limit: Int, _ sample: DocumentSample) -> ContentHash? {
        guard sample.byteCount > limit else { return nil }
        var bytes = 0
        return sample.inHashOrder.first {
            bytes += $0.entry.bytes.count
            return bytes > limit
        }?.hash
    }

    /// The texts of the groups, each in natural order.
    func groupTexts() -> [[UInt8]] {
        var texts = [[UInt8]](repeating: [], count: DocumentGroups.count)
        for document in 0..<documents { texts[groups[document]] += bytes[bounds[document]..<bounds[document + 1]] }
        return texts
    }
}
