internal import Diagnostics

/// 32-bit integers in blocks of bit-packed differences: the lengths of byte strings.
///
/// Source: "Delta Encoding (DELTA_BINARY_PACKED)" in Encodings.md of the Parquet format.
@safe
struct DeltaDecoder {
    /// How many values are still to be decoded.
    private(set) var left: Int

    /// The index of the next byte; behind the last block once all values are decoded or passed over.
    private(set) var position = 0

    private let bytes: UnsafeBufferPointer<UInt8>
    private var miniBlockCount = 0
    private var miniBlockLength = 0
    private var value: Int32 = 0
    private var isFirst = true

    /// The present block: its least difference, where its widths stand, and which of its parts come next.
    private var leastDelta: Int32 = 0
    private var widths = 0
    private var miniBlock = 0
    private var inMiniBlock = 0
    private var width = 0
    private var bit = 0

    /// - Parameter maximumCount: How many values there may be.
    init(_ bytes: UnsafeBufferPointer<UInt8>, maximumCount: Int) throws(AssayError) {
        unsafe self.bytes = bytes
        left = 0
        let blockLength = try varint()
        miniBlockCount = try Int(clamping: varint())
        let total = try varint()
        value = try zigzag()
        guard blockLength <= 1 << 24, miniBlockCount > 0, miniBlockCount <= blockLength / 32,
            Int(blockLength) % miniBlockCount == 0, Int(blockLength) / miniBlockCount % 32 == 0
        else { throw .damaged("a page's delta encoding has impossible block sizes") }
        guard total <= UInt64(maximumCount) else { throw .damaged("a page has more lengths than values") }
        miniBlockLength = Int(blockLength) / miniBlockCount
        left = Int(total)
        miniBlock = miniBlockCount
    }

    /// Decodes up to so many values and returns how many.
    mutating func decode(_ wanted: Int, into output: UnsafeMutablePointer<Int32>) throws(AssayError) -> Int {
        let wanted = min(wanted, left)
        for index in 0..<wanted {
            if isFirst {
                isFirst = false
            } else {
                if inMiniBlock == 0 { try beginMiniBlock() }
                value = value &+ leastDelta &+ Int32(truncatingIfNeeded: unpackedBits())
                inMiniBlock -= 1
            }
            unsafe output[index] = value
        }
        left -= wanted
        return wanted
    }

    /// Passes over all values that are left.
    mutating func skipAll() throws(AssayError) {
        if isFirst && left > 0 {
            isFirst = false
            left -= 1
        }
        left -= min(left, inMiniBlock)
        inMiniBlock = 0
        while left > 0 {
            try beginMiniBlock()
            left -= min(left, inMiniBlock)
            inMiniBlock = 0
        }
    }

    private mutating func beginMiniBlock() throws(AssayError) {
        if miniBlock == miniBlockCount {
            leastDelta = try zigzag()
            widths = position
            guard unsafe miniBlockCount <= bytes.count - position else { throw Self.incomplete }
            position += miniBlockCount
            miniBlock = 0
        }
        width = unsafe Int(bytes[widths + miniBlock])
        guard width <= 32 else { throw .damaged("a page's delta encoding has differences of more than 32 bits") }
        let size = width * miniBlockLength / 8
        guard unsafe size <= bytes.count - position else { throw Self.incomplete }
        bit = 8 * position
        position += size
        miniBlock += 1
        inMiniBlock = miniBlockLength
    }

    private mutating func unpackedBits() -> UInt64 {
        var word: UInt64 = 0
        let first = bit >> 3
        if unsafe first + 8 <= bytes.count, let base = unsafe bytes.baseAddress {
            word = unsafe UInt64(littleEndian: UnsafeRawPointer(base + first).loadUnaligned(as: UInt64.self))
        } else {
            for index in unsafe first..<max(first, bytes.count) {
                word |= unsafe UInt64(bytes[index]) << UInt64(8 * (index - first))
            }
        }
        let value = word &>> UInt64(bit & 7) & ((1 &<< UInt64(width)) - 1)
        bit += width
        return value
    }

    private mutating func varint() throws(AssayError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard unsafe position < bytes.count else { throw Self.incomplete }
            let next = unsafe bytes[position]
            position += 1
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
        }
        throw .damaged("a page's delta encoding has an impossible number")
    }

    private mutating func zigzag() throws(AssayError) -> Int32 {
        let raw = try varint()
        return Int32(truncatingIfNeeded: Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1))
    }

    private static var incomplete: AssayError { .damaged("a page's lengths end before its last value") }
}
