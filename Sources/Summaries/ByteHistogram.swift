/// How often each of the 256 byte values occurs.
public struct ByteHistogram: Sendable, Hashable {
    /// The count of each byte value; always 256 elements.
    public private(set) var counts: [UInt64]

    /// Creates an empty histogram.
    public init() {
        counts = [UInt64](repeating: 0, count: 256)
    }

    /// The number of bytes counted.
    public var total: UInt64 { counts.reduce(0, +) }

    /// The histogram with these counts; nil where they are not 256.
    init?(counts: [UInt64]) {
        guard counts.count == 256 else { return nil }
        self.counts = counts
    }

    /// Creates the histogram of a text.
    public init(of bytes: Span<UInt8>) {
        self.init()
        add(bytes)
    }

    /// Counts bytes.
    public mutating func add(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe add($0) }
    }

    /// Counts bytes.
    ///
    /// Four tables take turns, so that a run of one byte does not wait for its own last increment.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * 256) { tables in
            guard let table = tables.baseAddress else { return }
            var start = 0
            while start < bytes.count {
                // 2³⁰ bytes at most between flushes: a 32-bit counter cannot overflow.
                let end = min(bytes.count, start + (1 << 30))
                unsafe tables.initialize(repeating: 0)
                unsafe Self.fill(table, from: base + start, count: end - start)
                for value in 0..<256 {
                    counts[value] +=
                        unsafe UInt64(table[value]) + UInt64(table[256 + value])
                        + UInt64(table[512 + value]) + UInt64(table[768 + value])
                }
                start = end
            }
        }
    }

    private static func fill(_ table: UnsafeMutablePointer<UInt32>, from base: UnsafePointer<UInt8>, count: Int) {
        let raw = unsafe UnsafeRawPointer(base)
        var i = 0
        while i + 8 <= count {
            let word = unsafe raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
            unsafe table[Int(truncatingIfNeeded: word & 0xFF)] &+= 1
            unsafe table[256 + Int(truncatingIfNeeded: (word &>> 8) & 0xFF)] &+= 1
            unsafe table[512 + Int(truncatingIfNeeded: (word &>> 16) & 0xFF)] &+= 1
            unsafe table[768 + Int(truncatingIfNeeded: (word &>> 24) & 0xFF)] &+= 1
            unsafe table[Int(truncatingIfNeeded: (word &>> 32) & 0xFF)] &+= 1
            unsafe table[256 + Int(truncatingIfNeeded: (word &>> 40) & 0xFF)] &+= 1
            unsafe table[512 + Int(truncatingIfNeeded: (word &>> 48) & 0xFF)] &+= 1
            unsafe table[768 + Int(truncatingIfNeeded: word &>> 56)] &+= 1
            i += 8
        }
        while i < count {
            unsafe table[Int(base[i])] &+= 1
            i += 1
        }
    }

    /// Takes away the counts of a part.
    mutating func remove(_ part: ByteHistogram) {
        for value in 0..<256 { counts[value] -= min(counts[value], part.counts[value]) }
    }

    /// Adds the counts of another histogram.
    public mutating func merge(_ other: ByteHistogram) {
        for value in 0..<256 { counts[value] += other.counts[value] }
    }
}
