internal import CPrefetch

/// Adaptive probabilities of each decision in the contexts of orders 1 to 3, without histories: an input each.
@unsafe
struct CounterStage<Policy: AdaptationPolicy> {
    let layout: PredictorLayout
    let tables: PredictorTables
    let base: UnsafeMutableRawPointer
    /// The last three bytes, the last one lowest.
    private var recent: UInt32 = 0xFF_FFFF

    init(_ layout: PredictorLayout, _ tables: PredictorTables, _ base: UnsafeMutableRawPointer) {
        unsafe self.layout = layout
        unsafe self.tables = tables
        unsafe self.base = base
    }

    @inline(never)
    mutating func run(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ block: PredictorBlock, nextCount: Int, _ undo: inout UndoLog
    ) {
        let cells = unsafe base.advanced(by: layout.counters).assumingMemoryBound(to: UInt32.self)
        let paths = unsafe base + layout.paths
        var row = unsafe block.inputs + PredictorLayout.counterInput
        for index in 0..<count {
            let last = unsafe recent
            let one = unsafe cells + Int(last & 0xFF) &* 256
            var steps = unsafe (paths + Int(block.paths[index])).assumingMemoryBound(to: UInt16.self)
            var nodes = -1
            var two = unsafe cells
            var three = unsafe cells
            while true {
                let step = unsafe Int(steps.pointee)
                let node = step >> 6 & 255
                if node >> 4 != nodes {
                    nodes = node >> 4
                    unsafe two = cells + Self.line(last, 2, nodes)
                    unsafe three = cells + Self.line(last, 3, nodes)
                }
                unsafe predict(one + node, step & 1, row, &undo)
                unsafe predict(two + node & 15, step & 1, row + 1, &undo)
                unsafe predict(three + node & 15, step & 1, row + 2, &undo)
                unsafe row += PredictorLayout.inputs
                if step & 0x8000 != 0 { break }
                unsafe steps += 1
            }
            unsafe recent = (recent << 8 | UInt32(bytes[index])) & 0xFF_FFFF
        }
        unsafe prefetch(bytes + count, nextCount)
    }

    /// Asks for the counters that bytes will need.
    private func prefetch(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        let cells = unsafe base.advanced(by: layout.counters).assumingMemoryBound(to: UInt32.self)
        let paths = unsafe (base + layout.paths).assumingMemoryBound(to: UInt16.self)
        var recent = unsafe recent
        for index in 0..<count {
            let byte = unsafe bytes[index]
            var steps = unsafe paths + Int(byte) &* ByteDecomposition.depth
            var line = -1
            while true {
                let step = unsafe Int(steps.pointee)
                let nodes = step >> 10 & 15
                if nodes != line {
                    line = nodes
                    unsafe assay_prefetch(cells + Self.line(recent, 2, nodes))
                    unsafe assay_prefetch(cells + Self.line(recent, 3, nodes))
                }
                if step & 0x8000 != 0 { break }
                unsafe steps += 1
            }
            recent = (recent << 8 | UInt32(byte)) & 0xFF_FFFF
        }
    }

    /// The first of 16 counters, for nodes that are about as frequent, of a context of two or three bytes: lines by hash.
    @inline(__always)
    private static func line(_ recent: UInt32, _ order: Int, _ nodes: Int) -> Int {
        let hash = ((order == 2 ? recent & 0xFFFF : recent) | UInt32(nodes) << 24) &* 0x9E37_79B1
        let line = Int((hash ^ hash >> 15) >> 4) & (PredictorLayout.counterLines &- 1)
        return 65536 &+ ((order &- 2) &* PredictorLayout.counterLines &+ line) &* 16
    }

    /// One input, and its update.
    @inline(__always)
    private func predict(
        _ cell: UnsafeMutablePointer<UInt32>, _ bit: Int, _ row: UnsafeMutablePointer<Float>, _ undo: inout UndoLog
    ) {
        // Zero stands for a probability of one half that rests on nothing.
        let mapped = unsafe cell.pointee ^ 0x8000_0000
        unsafe row.pointee = tables.logit(ofAdaptive: mapped)
        if Policy.adapts {
            if Policy.keepsUndo { unsafe undo.keep(base, UnsafeMutableRawPointer(cell) - base) }
            unsafe cell.pointee = tables.adapted(mapped, bit) ^ 0x8000_0000
        }
    }
}
