internal import Estimators
internal import Summaries

/// The sample's documents divided into those to learn from and those to be scored.
///
/// Whole near-duplicate clusters go to one side, in the order of a hash of their content, so that the split is the same for
/// every order of the files. Of a held-out document only the beginning is scored.
struct HeldOutSplit: Sendable {
    /// How many bytes of a held-out document are scored at most.
    static let excerptLength = 16 << 10

    /// The fewest held-out documents that are aimed at.
    static let wantedDocuments = 32

    /// The fewest held-out bytes that are aimed at.
    static let wantedBytes = 256 << 10

    /// The number of each training document in the sample, in the order of content hash.
    let training: [Int]

    /// The number of each held-out document, in the order of content hash.
    let heldOut: [Int]

    init(_ text: SampleText) {
        let clusters = NearDuplicateClusters(text: text.bytes.span, bounds: text.bounds).clusters
        let byHash = (0..<text.documents).sorted { text.hashes[$0] < text.hashes[$1] }
        var members: [Int: [Int]] = [:]
        for document in byHash { members[clusters[document], default: []].append(document) }
        // The lower half of the hash orders clusters; the upper half already decided what was sampled.
        let order = members.keys.sorted { a, b in
            let (first, second) = (members[a]?.first ?? a, members[b]?.first ?? b)
            return (text.hashes[first].low, first) < (text.hashes[second].low, second)
        }
        let limit = text.bytes.count / 4
        var heldOut: [Int] = []
        var heldOutBytes = 0
        var excerptBytes = 0
        for cluster in order {
            if heldOut.count >= Self.wantedDocuments, excerptBytes >= Self.wantedBytes { break }
            let documents = members[cluster] ?? []
            let bytes = documents.reduce(0) { $0 + text.length(of: $1) }
            // A cluster that is too large for the held-out side is learned from.
            if heldOutBytes + bytes > limit { continue }
            heldOut += documents
            heldOutBytes += bytes
            excerptBytes += documents.reduce(0) { $0 + min(text.length(of: $1), Self.excerptLength) }
        }
        let isHeldOut = Set(heldOut)
        self.heldOut = byHash.filter { isHeldOut.contains($0) }
        self.training = byHash.filter { !isHeldOut.contains($0) }
    }
    private init(training: [Int], heldOut: [Int]) {
        self.training = training
        self.heldOut = heldOut
    }

    /// The same division with fewer documents to be scored, the first ones by content hash; at least 20 are left.
    func scoring(atMost limit: Int, of text: SampleText) -> HeldOutSplit {
        var bytes = 0
        let kept = heldOut.enumerated().prefix { index, document in
            bytes += min(text.length(of: document), Self.excerptLength)
            return index < 20 || bytes <= limit
        }
        return HeldOutSplit(training: training, heldOut: kept.map(\.element))
    }
}
