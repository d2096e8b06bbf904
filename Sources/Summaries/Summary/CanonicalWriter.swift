/// Writes values as bytes in one fixed way, so that equal summaries have equal bytes.
struct CanonicalWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func write(_ value: Int) {
        write(UInt64(bitPattern: Int64(value)))
    }

    mutating func write(_ text: String) {
        write(Array(text.utf8))
    }

    mutating func write(_ content: [UInt8]) {
        write(content.count)
        bytes.append(contentsOf: content)
    }

    mutating func write(_ hash: ContentHash) {
        write(hash.high)
        write(hash.low)
    }

    mutating func write(_ counts: [UInt64]) {
        write(counts.count)
        for count in counts { write(count) }
    }
}
