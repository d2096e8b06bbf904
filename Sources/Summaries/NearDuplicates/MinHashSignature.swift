/// A sketch of a document's set of shingles: the share of equal bins of two sketches estimates their Jaccard similarity.
///
/// One permutation with 128 bins (Li, Owen & Zhang 2012): each shingle is hashed once, falls into a bin, and each bin keeps
/// its least hash. Empty bins borrow from the next full one (Shrivastava & Li 2014). A shingle is 24 bytes in a row, about
/// five words, that begin where a word does: behind a blank or a control character. Text with fewer than one such place in 64
/// bytes (Chinese, Thai, hexadecimal) has its shingles behind every byte whose two low bits are zero. A document of fewer than
/// 24 bytes is one shingle.
struct MinHashSignature: Sendable {
    /// How many bins there are.
    static let binCount = 128

    /// The length of a shingle in bytes.
    static let shingleLength = 24

    /// A text whose words begin more rarely than this, in bytes, has shingles at other places.
    static let sparseness = 64

    /// How many bands of bins there are.
    static let bandCount = 16

    /// How many bins a band has.
    static let rowCount = binCount / bandCount

    /// The least hash of each bin; all zeros for an empty document.
    private(set) var bins: [UInt32]

    /// A signature to be filled by ``sign(_:)``.
    init() { bins = [UInt32](repeating: 0, count: Self.binCount) }

    init(of document: UnsafeBufferPointer<UInt8>) {
        self.init()
        unsafe sign(document)
    }

    /// Makes this the signature of a document, in the same memory.
    ///
    /// - Complexity: O(bytes): about a nanosecond for each byte.
    mutating func sign(_ document: UnsafeBufferPointer<UInt8>) {
        unsafe bins.withUnsafeMutableBufferPointer { bins in
            guard !document.isEmpty else { return unsafe bins.update(repeating: 0) }
            unsafe bins.update(repeating: .max)
            func add(_ hash: UInt64) {
                let bin = Int(hash >> 57)
                unsafe bins[bin] = min(bins[bin], UInt32(truncatingIfNeeded: hash))
            }
            if document.count < Self.shingleLength {
                add(unsafe Self.mixed(document.reduce(UInt64(document.count)) { ($0 ^ UInt64($1)) &* Self.factors.0 }))
            } else {
                var starts = 0
                unsafe Self.forEachWord(in: document) { place in
                    starts += 1
                    add(unsafe Self.shingle(at: place))
                }
                if starts * Self.sparseness < document.count {
                    unsafe bins.update(repeating: .max)
                    for place in 0...document.count - Self.shingleLength
                    where unsafe place == 0 || document[place - 1] & 3 == 0 {
                        add(unsafe Self.shingle(at: document.baseAddress! + place))
                    }
                }
            }
            unsafe Self.fill(bins)
        }
    }

    /// Calls `body` with every place where a word begins that has a whole shingle behind it.
    @inline(__always)
    private static func forEachWord(
        in document: UnsafeBufferPointer<UInt8>, _ body: (UnsafePointer<UInt8>) -> Void
    ) {
        guard let base = document.baseAddress else { return }
        let highBits: UInt64 = 0x8080_8080_8080_8080
        let last = document.count - shingleLength
        // Whether the byte before is blank, as the high bit of a byte; the beginning counts as behind a blank.
        var before: UInt64 = 0x80
        var place = 0
        while place <= last {
            // Eight bytes are there, as a shingle is longer.
            let word = unsafe UInt64(
                littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self))
            // A byte of at most 0x20 has its high bit neither in itself nor in its low bits plus 0x5F.
            let blank = ~(((word & ~highBits) &+ 0x5F5F_5F5F_5F5F_5F5F) | word) & highBits
            var starts = (blank << 8 | before) & ~blank
            before = blank >> 56
            while starts != 0 {
                let start = place + starts.trailingZeroBitCount >> 3
                if start <= last { unsafe body(base + start) }
                starts &= starts - 1
            }
            place += 8
        }
    }

    private static let factors: (UInt64, UInt64, UInt64) = (
        0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9
    )

    /// The hash of the 24 bytes at a place.
    @inline(__always)
    private static func shingle(at place: UnsafePointer<UInt8>) -> UInt64 {
        let place = unsafe UnsafeRawPointer(place)
        let first = unsafe UInt64(littleEndian: place.loadUnaligned(as: UInt64.self)) &* factors.0
        let second = unsafe UInt64(littleEndian: place.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) &* factors.1
        let third = unsafe UInt64(littleEndian: place.loadUnaligned(fromByteOffset: 16, as: UInt64.self)) &* factors.2
        return mixed(first ^ (second << 29 | second >> 35) ^ (third << 47 | third >> 17))
    }

    /// The finalizer of SplitMix64.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Fills empty bins from the next full one behind them, in a circle.
    private static func fill(_ bins: UnsafeMutableBufferPointer<UInt32>) {
        guard let first = unsafe bins.firstIndex(where: { $0 != .max }) else { return }
        var source = unsafe bins[first]
        var distance: UInt32 = UInt32(first)
        for bin in stride(from: binCount - 1, through: 0, by: -1) {
            if unsafe bins[bin] != .max {
                source = unsafe bins[bin]
                distance = 0
            } else {
                distance += 1
                unsafe bins[bin] = source &+ distance &* 0x9E37_79B9
            }
        }
    }

    /// The share of equal bins: an estimate of the Jaccard similarity with a standard error of at most 0.045.
    func similarity(to other: MinHashSignature) -> Double {
        Double(zip(bins, other.bins).count { $0 == $1 }) / Double(Self.binCount)
    }

    /// A hash of the bins of each band: uniform, and equal where all eight bins are.
    var bandKeys: SIMD16<UInt64> {
        var keys = SIMD16<UInt64>()
        for band in 0..<Self.bandCount {
            var key = UInt64(band) &* Self.factors.0
            for row in 0..<Self.rowCount {
                key = (key ^ UInt64(bins[band * Self.rowCount + row])) &* 0xFF51_AFD7_ED55_8CCD
                key ^= key >> 32
            }
            keys[band] = Self.mixed(key)
        }
        return keys
    }

    /// The low byte of every bin.
    var lowBytes: (SIMD64<UInt8>, SIMD64<UInt8>) {
        var low = (SIMD64<UInt8>(), SIMD64<UInt8>())
        for bin in 0..<64 {
            low.0[bin] = UInt8(truncatingIfNeeded: bins[bin])
            low.1[bin] = UInt8(truncatingIfNeeded: bins[bin + 64])
        }
        return low
    }
}
