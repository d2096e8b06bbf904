internal import CHashing

/// A 128-bit hash of content (XXH3, fixed seed): equal bytes have equal hashes on every machine.
///
/// Hashes order the samples and sketches, so that a document is in or out wherever it is met (coordinated
/// sampling). 128 bits make an accidental collision among 10¹² documents less likely than 10⁻¹⁴.
public struct ContentHash: Sendable, Hashable, Comparable {
    /// The more significant half; it alone decides the order in all but 2⁻⁶⁴ of the cases.
    public var high: UInt64

    /// The less significant half.
    public var low: UInt64

    /// Creates a hash from its halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Hashes bytes; the empty input has a hash like any other.
    public init(of bytes: UnsafeBufferPointer<UInt8>) {
        let hash = unsafe assay_hash128_of(bytes.baseAddress, bytes.count, Self.seed)
        self.init(high: hash.high, low: hash.low)
    }

    /// Hashes an array of bytes.
    public init(of bytes: [UInt8]) {
        self = unsafe bytes.withUnsafeBufferPointer { unsafe ContentHash(of: $0) }
    }

    /// The order of the 128-bit number.
    public static func < (a: Self, b: Self) -> Bool {
        a.high != b.high ? a.high < b.high : a.low < b.low
    }

    /// The seed of every content hash; part of the parameters' fingerprint.
    static let seed: UInt64 = 0x6173_7361_7901_0001

    /// A 64-bit hash of bytes for keys of sketches.
    @inline(__always)
    static func key(of start: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        unsafe assay_hash64(start, count, seed)
    }
}

extension ContentHash {
    /// The hash as 32 hexadecimal digits, the more significant half first.
    public var hexadecimal: String {
        [high, low].map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
