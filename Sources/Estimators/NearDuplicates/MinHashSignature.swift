/// A sketch of a document's set of shingles: the share of equal places of two sketches estimates their Jaccard similarity.
///
/// One permutation with 128 bins (Li, Owen & Zhang 2012): each shingle is hashed once, falls into a bin, and each bin keeps
/// its least hash. Empty bins borrow from the next full one (Shrivastava & Li 2014). A shingle is 24 bytes in a row, about
/// five words; a shorter document is one shingle.
struct MinHashSignature: Sendable {
    /// How many bins there are.
    static let binCount = 128

    /// The length of a shingle in bytes.
    static let shingleLength = 24

    /// The least hash of each bin; all zeros for an empty document.
    let bins: [UInt32]

    init(of document: UnsafeBufferPointer<UInt8>) {
        var bins = [UInt32](repeating: .max, count: Self.binCount)
        guard !document.isEmpty else {
            self.bins = [UInt32](repeating: 0, count: Self.binCount)
            return
        }
        let length = min(Self.shingleLength, document.count)
        // A polynomial hash that rolls: the byte that leaves is taken out with base^(length − 1).
        let base: UInt64 = 0x9E37_79B9_7F4A_7C15
        var power: UInt64 = 1
        for _ in 1..<max(length, 1) { power = power &* base }
        var rolling: UInt64 = 0
        for index in 0..<document.count {
            if index >= length { rolling = unsafe rolling &- (UInt64(document[index - length]) &+ 1) &* power }
            rolling = unsafe rolling &* base &+ UInt64(document[index]) &+ 1
            if index + 1 >= length {
                let hash = Self.mixed(rolling)
                let bin = Int(hash >> 57)
                bins[bin] = min(bins[bin], UInt32(truncatingIfNeeded: hash))
            }
        }
        self.bins = Self.filled(bins)
    }

    /// The finalizer of SplitMix64.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    private static func filled(_ bins: [UInt32]) -> [UInt32] {
        var result = bins
        for bin in bins.indices where bins[bin] == .max {
            var distance = 1
            while bins[(bin + distance) % binCount] == .max, distance < binCount { distance += 1 }
            result[bin] = bins[(bin + distance) % binCount] &+ UInt32(distance) &* 0x9E37_79B9
        }
        return result
    }

    /// The share of equal bins: an estimate of the Jaccard similarity with a standard error of at most 0.045.
    func similarity(to other: MinHashSignature) -> Double {
        Double(zip(bins, other.bins).count { $0 == $1 }) / Double(Self.binCount)
    }
}
