internal import Diagnostics

/// Levels and dictionary indexes: runs of one value and groups of eight bit-packed values, mixed.
///
/// Source: "Run Length Encoding / Bit-Packing Hybrid" in Encodings.md of the Parquet format.
@safe
struct HybridDecoder {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let width: Int
    private let mask: UInt64
    private var position = 0
    /// What is left of the present run.
    private var runCount = 0
    private var runIsPacked = false
    private var runValue: UInt32 = 0
    /// The bit in `bytes` of the next packed value.
    private var bit = 0

    /// - Parameter width: Bits for a value, 0 to 32.
    init(_ bytes: UnsafeBufferPointer<UInt8>, width: Int) {
        unsafe self.bytes = bytes
        self.width = width
        mask = (1 << UInt64(width)) - 1
    }

    /// Decodes exactly so many values.
    mutating func decode<Value: FixedWidthInteger & UnsignedInteger>(
        _ count: Int, into output: UnsafeMutablePointer<Value>
    ) throws(AssayError) {
        var done = 0
        while done < count {
            if runCount == 0 { try beginRun() }
            let length = min(runCount, count - done)
            let target = unsafe output + done
            if runIsPacked {
                unsafe unpack(length, into: target)
            } else {
                unsafe target.update(repeating: Value(truncatingIfNeeded: runValue), count: length)
            }
            runCount -= length
            done += length
        }
    }

    private mutating func beginRun() throws(AssayError) {
        let header = try varint()
        let length = Int(header >> 1)
        runIsPacked = header & 1 == 1
        if runIsPacked {
            let left = unsafe bytes.count - position
            // Some writers leave out the padding of the last group.
            let size = min(length * width, left)
            bit = 8 * position
            runCount = width == 0 || size == length * width ? 8 * length : 8 * size / width
            position += size
        } else {
            let size = (width + 7) / 8
            guard unsafe size <= bytes.count - position else { throw Self.incomplete }
            runValue = 0
            for index in 0..<size { runValue |= unsafe UInt32(bytes[position + index]) << UInt32(8 * index) }
            position += size
            runCount = length
        }
    }

    private mutating func unpack<Value: FixedWidthInteger & UnsignedInteger>(
        _ count: Int, into output: UnsafeMutablePointer<Value>
    ) {
        var done = 0
        // Eight bytes at once hold any value of up to 32 bits wherever it begins in the first of them.
        let base = unsafe UnsafeRawPointer(bytes.baseAddress ?? UnsafePointer(bitPattern: 1)!)
        while unsafe done < count && bit >> 3 + 8 <= bytes.count {
            let word = unsafe UInt64(littleEndian: (base + bit >> 3).loadUnaligned(as: UInt64.self))
            unsafe output[done] = Value(truncatingIfNeeded: word &>> UInt64(bit & 7) & mask)
            bit += width
            done += 1
        }
        while done < count {
            var word: UInt64 = 0
            for index in unsafe (bit >> 3)..<max(bit >> 3, min(bit >> 3 + 8, bytes.count)) {
                word |= unsafe UInt64(bytes[index]) << UInt64(8 * (index - bit >> 3))
            }
            unsafe output[done] = Value(truncatingIfNeeded: word &>> UInt64(bit & 7) & mask)
            bit += width
            done += 1
        }
    }

    /// A run's header, which must fit in 32 bits.
    private mutating func varint() throws(AssayError) -> UInt32 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            guard unsafe position < bytes.count else { throw Self.incomplete }
            let next = unsafe bytes[position]
            position += 1
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 {
                guard let narrow = UInt32(exactly: value) else { break }
                return narrow
            }
        }
        throw .damaged("a run is longer than a page can be")
    }

    private static var incomplete: AssayError {
        .damaged("a page's levels or indexes end before its last value")
    }
}
