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
        Hexadecimal.text(bigEndianBytes)
    }

    /// Reads 32 hexadecimal digits; nil where the text is anything else.
    public init?(hexadecimal text: String) {
        guard let bytes = Hexadecimal.bytes(text), bytes.count == 16 else { return nil }
        self.init(bigEndian: bytes[...])
    }

    /// The 16 bytes of the number, the most significant first.
    var bigEndianBytes: [UInt8] { high.bigEndianBytes + low.bigEndianBytes }

    /// Reads 16 bytes, the most significant first.
    init(bigEndian bytes: ArraySlice<UInt8>) {
        precondition(bytes.count == 16, "a hash has 16 bytes")
        func half(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        self.init(high: half(bytes.prefix(8)), low: half(bytes.suffix(8)))
    }
}

extension UInt64 {
    fileprivate var bigEndianBytes: [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> UInt64($0)) }
    }
}

/// Bytes as pairs of hexadecimal digits, in lower case.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Nil where the text is anything but pairs of such digits.
    static func bytes(_ text: String) -> [UInt8]? {
        let values = text.utf8.map { digits.firstIndex(of: $0).map(UInt8.init) }
        guard values.count % 2 == 0, !values.contains(nil) else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { (values[$0] ?? 0) << 4 | (values[$0 + 1] ?? 0) }
    }
}
