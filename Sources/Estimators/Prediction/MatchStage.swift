internal import CPrefetch

/// The longest earlier match: which byte it expects, and how far that is to be believed.
@unsafe
struct MatchStage<Policy: AdaptationPolicy> {
    let layout: PredictorLayout
    let tables: PredictorTables
    let base: UnsafeMutableRawPointer
    private(set) var position: Int
    private var matchPosition = 0
    private var matchLength = 0

    init(_ layout: PredictorLayout, _ tables: PredictorTables, _ base: UnsafeMutableRawPointer, position: Int) {
        unsafe self.layout = layout
        unsafe self.tables = tables
        unsafe self.base = base
        unsafe self.position = position
    }

    /// The text learned so far, a ring.
    @inline(__always)
    private var history: UnsafeMutablePointer<UInt8> {
        unsafe base.advanced(by: layout.history).assumingMemoryBound(to: UInt8.self)
    }

    private func entry(_ key: UInt32) -> UnsafeMutableRawPointer {
        unsafe base + (layout.matchTable &+ Int(key) &* 4)
    }

    /// - Parameter start: The place in the document of the block's first byte.
    mutating func run(
        _ document: UnsafePointer<UInt8>, _ start: Int, _ count: Int, _ block: PredictorBlock, next: PredictorBlock,
        nextCount: Int, _ undo: inout UndoLog
    ) {
        let map = unsafe base.advanced(by: layout.matchMap).assumingMemoryBound(to: UInt32.self)
        for index in 0..<nextCount {
            unsafe assay_prefetch(history + (Int(entry(next.keys[index]).load(as: UInt32.self)) & layout.historyMask))
        }
        for index in 0..<count {
            let byte = unsafe Int(document[start &+ index])
            let row = unsafe block.inputs + index &* 8 &* PredictorLayout.inputs + PredictorLayout.matchInput
            let buckets = unsafe block.matches + 8 &* index
            if unsafe matchLength > 0 {
                let expected = unsafe Int(history[matchPosition & layout.historyMask])
                unsafe predict(byte, expected, map, row, buckets)
            } else {
                unsafe silence(0, row, buckets)
            }
            unsafe advance(document, start &+ index, entry(block.keys[index]), &undo)
        }
    }

    /// No input from a bit of a byte on.
    @inline(__always)
    private func silence(_ from: Int, _ row: UnsafeMutablePointer<Float>, _ buckets: UnsafeMutablePointer<UInt8>) {
        for bit in from..<8 {
            unsafe row[bit &* PredictorLayout.inputs] = 0
            unsafe row[bit &* PredictorLayout.inputs &+ 1] = 0
            unsafe buckets[bit] = 0
        }
    }

    @inline(__always)
    private func predict(
        _ byte: Int, _ expected: Int, _ map: UnsafeMutablePointer<UInt32>, _ row: UnsafeMutablePointer<Float>,
        _ buckets: UnsafeMutablePointer<UInt8>
    ) {
        let bucket = unsafe Self.bucket(matchLength)
        var bitIndex = 0
        while bitIndex < 8 {
            let guess = expected >> (7 &- bitIndex) & 1
            let bit = byte >> (7 &- bitIndex) & 1
            let mapped = unsafe map[bucket]
            let sign: Float = guess == 1 ? 1 : -1
            let place = bitIndex &* PredictorLayout.inputs
            unsafe row[place] = sign * tables.logit(ofAdaptive: mapped)
            unsafe row[place &+ 1] = sign * (Float(Int32(mapped >> 10)) * 0x1p-22 - 0.5) * 3
            unsafe buckets[bitIndex] = UInt8(truncatingIfNeeded: bucket)
            if Policy.adapts { unsafe map[bucket] = tables.adapted(mapped, guess == bit ? 1 : 0) }
            bitIndex &+= 1
            if guess != bit { break }
        }
        unsafe silence(bitIndex, row, buckets)
    }

    /// The class of a match's length.
    @inline(__always)
    private static func bucket(_ length: Int) -> Int {
        if length < 16 { return max(length - 4, 1) / 2 + 1 }
        return length < 32 ? 8 + (length - 16) / 4 : min(12 + (length - 32) / 64, 15)
    }

    /// Follows the match past a byte, or looks for a new one; writes the byte into the text.
    @inline(__always)
    private mutating func advance(
        _ document: UnsafePointer<UInt8>, _ index: Int, _ entry: UnsafeMutableRawPointer, _ undo: inout UndoLog
    ) {
        let mask = unsafe layout.historyMask
        let byte = unsafe document[index]
        if unsafe matchLength > 0 {
            if unsafe history[matchPosition & mask] == byte {
                unsafe matchLength = min(matchLength &+ 1, 65535)
                unsafe matchPosition &+= 1
            } else {
                unsafe matchLength = 0
            }
        }
        if Policy.adapts {
            if Policy.keepsUndo { unsafe undo.keep(base, UnsafeMutableRawPointer(history + (position & mask)) - base) }
            unsafe history[position & mask] = byte
            unsafe position &+= 1
        }
        guard index >= 5 else { return }
        if unsafe matchLength == 0 { unsafe find(Int(entry.load(as: UInt32.self)), document, index) }
        if Policy.adapts {
            if Policy.keepsUndo { unsafe undo.keep(base, entry - base) }
            unsafe entry.storeBytes(of: UInt32(truncatingIfNeeded: position), as: UInt32.self)
        }
        // A frozen text does not grow: a match that reaches its end is over.
        if unsafe !Policy.adapts && matchPosition >= position { unsafe matchLength = 0 }
    }

    /// Takes up a match where enough bytes before a place agree with the end of the document so far.
    private mutating func find(_ candidate: Int, _ document: UnsafePointer<UInt8>, _ index: Int) {
        let mask = unsafe layout.historyMask
        guard unsafe candidate > 0 && position - candidate < mask - 64 else { return }
        var length = 0
        let limit = min(index + 1, candidate, 32)
        while length < limit {
            let here = unsafe document[index - length]
            if unsafe history[(candidate - 1 - length) & mask] != here { break }
            length += 1
        }
        guard length >= 6 else { return }
        unsafe matchLength = length
        unsafe matchPosition = candidate
    }
}
