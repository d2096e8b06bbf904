internal import CPrefetch

/// The Krichevsky–Trofimov experts of orders 0 to 2: the probability that each gives a byte, and an input each.
@unsafe
struct ExpertStage<Policy: AdaptationPolicy> {
    let layout: PredictorLayout
    let tables: PredictorTables
    let base: UnsafeMutableRawPointer
    private var c1 = 255
    private var c2 = 255

    init(_ layout: PredictorLayout, _ tables: PredictorTables, _ base: UnsafeMutableRawPointer) {
        unsafe self.layout = layout
        unsafe self.tables = tables
        unsafe self.base = base
    }

    mutating func run(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ block: PredictorBlock, nextCount: Int, _ undo: inout UndoLog
    ) {
        let zero = unsafe base.advanced(by: layout.orderZero).assumingMemoryBound(to: UInt32.self)
        let ones = unsafe base.advanced(by: layout.orderOne).assumingMemoryBound(to: UInt32.self)
        for index in 0..<count {
            let byte = unsafe Int(bytes[index])
            let row = unsafe block.inputs + index &* 8 &* PredictorLayout.inputs + PredictorLayout.expertInput
            let one = unsafe ones + c1 &* PredictorLayout.experts
            let two = unsafe (base + (layout.orderTwo &+ pairRow(c1, c2))).assumingMemoryBound(to: UInt32.self)
            let experts = unsafe block.experts + 4 &* index
            unsafe experts[0] = code(byte, zero, row, &undo)
            unsafe experts[1] = code(byte, one, row + 1, &undo)
            unsafe experts[2] = code(byte, two, row + 2, &undo)
            unsafe c2 = c1
            unsafe c1 = byte
        }
        unsafe prefetch(bytes + count, nextCount)
    }

    /// Asks for the counts of a pair of bytes that a block will need.
    private func prefetch(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        var (c1, c2) = unsafe (c1, c2)
        for index in 0..<count {
            let byte = unsafe Int(bytes[index])
            let two = unsafe base + (layout.orderTwo &+ pairRow(c1, c2))
            unsafe assay_prefetch(two)
            unsafe assay_prefetch(two + 64 &* ((byte >> 4) &+ 1))
            c2 = c1
            c1 = byte
        }
    }

    /// The bytes before the counts of a pair.
    @inline(__always)
    private func pairRow(_ c1: Int, _ c2: Int) -> Int {
        unsafe ((c1 ^ (c2 << 5)) & layout.pairMask) &* (PredictorLayout.experts &* 4)
    }

    /// The probability of a byte from the counts of a context: 17 blocks of 16 counters.
    @inline(__always)
    private func code(
        _ byte: Int, _ counts: UnsafeMutablePointer<UInt32>, _ row: UnsafeMutablePointer<Float>,
        _ undo: inout UndoLog
    ) -> Double {
        let high = byte >> 4
        let second = unsafe counts + 16 &* (high &+ 1)
        if Policy.keepsUndo {
            unsafe undo.keep(base, UnsafeMutableRawPointer(counts) - base)
            unsafe undo.keep(base, UnsafeMutableRawPointer(second) - base)
        }
        let p = unsafe half(high, counts, row)
        return unsafe p * half(byte & 15, second, row + 4 &* PredictorLayout.inputs)
    }

    @inline(__always)
    private func half(_ bits: Int, _ counts: UnsafeMutablePointer<UInt32>, _ row: UnsafeMutablePointer<Float>) -> Double
    {
        let path = bits | 16
        let a = unsafe step(counts + (path >> 4), path >> 3 & 1, row)
        let b = unsafe step(counts + (path >> 3), path >> 2 & 1, row + PredictorLayout.inputs)
        let c = unsafe step(counts + (path >> 2), path >> 1 & 1, row + 2 &* PredictorLayout.inputs)
        let d = unsafe step(counts + (path >> 1), path & 1, row + 3 &* PredictorLayout.inputs)
        return (a * b) * (c * d)
    }

    /// The probability of a bit from the counts of both, 16 bits each, and their update.
    @inline(__always)
    private func step(_ cell: UnsafeMutablePointer<UInt32>, _ bit: Int, _ row: UnsafeMutablePointer<Float>) -> Double {
        let counts = unsafe cell.pointee
        let one = Float(Int32(truncatingIfNeeded: counts >> 16)) + 0.25
        let zero = Float(Int32(truncatingIfNeeded: counts & 0xFFFF)) + 0.25
        let share = 1 / (one + zero)
        unsafe row.pointee = tables.logit(one * share)
        if Policy.adapts {
            var updated = counts &+ (1 &+ UInt32(truncatingIfNeeded: bit) &* 0xFFFF)
            if updated & 0x8000_8000 != 0 { updated = (updated >> 1) & 0x7FFF_7FFF }
            unsafe cell.pointee = updated
        }
        return Double((bit == 1 ? one : zero) * share)
    }
}
