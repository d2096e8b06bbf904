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

    /// The place in the match table of the six bytes that end with one of a document; of the first seven it has none.
    @inline(__always)
    private func entry(_ document: UnsafePointer<UInt8>, _ index: Int) -> UnsafeMutableRawPointer {
        let last = unsafe UnsafeRawPointer(document + (index &- 7)).loadUnaligned(as: UInt64.self) >> 16
        let key = unsafe (last &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 &- layout.matchBits)
        return unsafe base + (layout.matchTable &+ Int(key) &* 4)
    }

    /// - Parameter start: The place in the document of the block's first byte.
    mutating func run(
        _ document: UnsafePointer<UInt8>, _ start: Int, _ count: Int, _ block: PredictorBlock, nextCount: Int,
        _ undo: inout UndoLog
    ) {
        let map = unsafe base.advanced(by: layout.matchMap).assumingMemoryBound(to: UInt32.self)
        let first = max(start, 7)
        let end = start &+ count
        for index in stride(from: max(end, 7), to: end &+ nextCount, by: 1) {
            unsafe assay_prefetch(entry(document, index))
        }
        for index in stride(from: first, to: end, by: 1) {
            let candidate = unsafe Int(entry(document, index).load(as: UInt32.self))
            unsafe assay_prefetch(history + (candidate & layout.historyMask))
        }
        var row = unsafe block.inputs + PredictorLayout.matchInput
        var buckets = unsafe block.matches
        let paths = unsafe base + layout.paths
        for index in 0..<count {
            let path = unsafe (paths + Int(block.paths[index])).assumingMemoryBound(to: UInt16.self)
            let byte = unsafe Int(document[start &+ index])
            var expected = unsafe path
            if unsafe matchLength > 0 {
                let guess = unsafe Int(history[matchPosition & layout.historyMask])
                unsafe expected += (guess &- byte) &* ByteDecomposition.depth
            }
            unsafe predict(path, expected, map, &row, &buckets)
            unsafe advance(document, start &+ index, &undo)
        }
    }

    /// The match's inputs to the decisions of a byte: of those that the byte expected shares with it, and the next one.
    @inline(__always)
    private func predict(
        _ path: UnsafePointer<UInt16>, _ expected: UnsafePointer<UInt16>, _ map: UnsafeMutablePointer<UInt32>,
        _ row: inout UnsafeMutablePointer<Float>, _ buckets: inout UnsafeMutablePointer<UInt8>
    ) {
        let bucket = unsafe Self.bucket(matchLength)
        var agrees = unsafe matchLength > 0
        var place = 0
        while true {
            let step = unsafe path[place]
            if agrees {
                let guess = unsafe expected[place] & 1
                agrees = guess == step & 1
                let mapped = unsafe map[bucket]
                let sign: Float = guess == 1 ? 1 : -1
                unsafe row.pointee = sign * tables.logit(ofAdaptive: mapped)
                unsafe buckets.pointee = UInt8(truncatingIfNeeded: bucket)
                if Policy.adapts { unsafe map[bucket] = tables.adapted(mapped, agrees ? 1 : 0) }
            } else {
                unsafe row.pointee = 0
                unsafe buckets.pointee = 0
            }
            unsafe row += PredictorLayout.inputs
            unsafe buckets += 1
            if step & 0x8000 != 0 { return }
            place &+= 1
        }
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
        _ document: UnsafePointer<UInt8>, _ index: Int, _ undo: inout UndoLog
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
        guard index >= 7 else { return }
        let entry = unsafe entry(document, index)
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
        guard unsafe candidate > 0 && candidate < position && position - candidate < mask - 64 else { return }
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
