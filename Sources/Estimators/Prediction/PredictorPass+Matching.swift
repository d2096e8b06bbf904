extension PredictorPass {
    /// The text learned so far, a ring.
    @inline(__always)
    var history: UnsafeMutablePointer<UInt8> {
        unsafe base.advanced(by: layout.history).assumingMemoryBound(to: UInt8.self)
    }

    /// The class of a match's length.
    @inline(__always)
    static func bucket(_ length: Int) -> Int {
        if length < 16 { return max(length - 4, 1) / 2 + 1 }
        return length < 32 ? 8 + (length - 16) / 4 : min(12 + (length - 32) / 64, 15)
    }

    /// Follows the match past a byte, or looks for a new one; writes the byte into the text.
    @inline(__always)
    mutating func advanceMatch(_ document: UnsafePointer<UInt8>, _ index: Int, _ undo: inout UndoLog) {
        let mask = unsafe layout.historyMask
        let byte = unsafe document[index]
        if unsafe matchLength > 0 {
            if unsafe history[matchPosition & mask] == byte {
                unsafe matchLength = min(matchLength + 1, 65535)
                unsafe matchPosition += 1
            } else {
                unsafe matchLength = 0
            }
        }
        if Policy.adapts {
            unsafe keep(UnsafeMutableRawPointer(history + (position & mask)), &undo)
            unsafe history[position & mask] = byte
            unsafe position += 1
        }
        guard index >= 5 else { return }
        let key = unsafe ((recent & 0xFFFF_FFFF_FFFF) &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - layout.matchBits)
        let entry = unsafe base.advanced(by: layout.matchTable + Int(key) * 4)
        if unsafe matchLength == 0 { unsafe findMatch(Int(entry.load(as: UInt32.self)), document, index) }
        if Policy.adapts {
            unsafe keep(entry, &undo)
            unsafe entry.storeBytes(of: UInt32(truncatingIfNeeded: position), as: UInt32.self)
        }
        // A frozen text does not grow: a match that reaches its end is over.
        if unsafe !Policy.adapts && matchPosition >= position { unsafe matchLength = 0 }
    }

    /// Takes up a match where enough bytes before a place agree with the end of the document so far.
    private mutating func findMatch(_ candidate: Int, _ document: UnsafePointer<UInt8>, _ index: Int) {
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
