internal import CPrefetch

/// The counting experts of orders 0 to 2: the probability that each gives a byte.
///
/// Each is a Dirichlet posterior mean, as Krichevsky and Trofimov's estimator is, whose base measure is the expert of the
/// order below; the lowest one's is uniform. What was not seen after two bytes costs what it costs after one.
@unsafe
struct ExpertStage<Policy: AdaptationPolicy> {
    let layout: PredictorLayout
    let base: UnsafeMutableRawPointer
    private var c1 = 255
    private var c2 = 255

    init(_ layout: PredictorLayout, _ base: UnsafeMutableRawPointer) {
        unsafe self.layout = layout
        unsafe self.base = base
    }

    mutating func run(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ block: PredictorBlock, nextCount: Int, _ undo: inout UndoLog
    ) {
        let zero = unsafe base.advanced(by: layout.orderZero).assumingMemoryBound(to: UInt32.self)
        let ones = unsafe base.advanced(by: layout.orderOne).assumingMemoryBound(to: UInt32.self)
        let mixture = unsafe base.advanced(by: layout.mixture).assumingMemoryBound(to: Double.self)
        for index in 0..<count {
            let byte = unsafe Int(bytes[index])
            let one = unsafe ones + c1 &* PredictorLayout.experts
            let two = unsafe (base + (layout.orderTwo &+ pairRow(c1, c2))).assumingMemoryBound(to: UInt32.self)
            let first = unsafe share(byte, zero, 1, 1.0 / 256)
            let second = unsafe share(byte, one, 2, first)
            let third = unsafe share(byte, two, 2, second)
            unsafe block.probabilities[index] = ByteMixture.mix(
                mixture, block.probabilities[index], first, second, third, adapts: Policy.adapts)
            if Policy.adapts {
                if Policy.keepsUndo {
                    unsafe keep(one, byte, &undo)
                    unsafe keep(two, byte, &undo)
                }
                unsafe add(byte, zero)
                unsafe add(byte, one)
                unsafe add(byte, two)
            }
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
            unsafe assay_prefetch(two + 1024)
            unsafe assay_prefetch(two + 4 &* byte)
            c2 = c1
            c1 = byte
        }
    }

    /// The bytes before the counts of a pair.
    @inline(__always)
    private func pairRow(_ c1: Int, _ c2: Int) -> Int {
        unsafe ((c1 ^ (c2 << 5)) & layout.pairMask) &* (PredictorLayout.experts &* 4)
    }

    /// The probability of a byte from the counts of a context and a base measure that weighs as much as some bytes.
    @inline(__always)
    private func share(
        _ byte: Int, _ counts: UnsafeMutablePointer<UInt32>, _ weight: Double, _ measure: Double
    ) -> Double {
        unsafe (Double(counts[byte]) + weight * measure) / (Double(counts[256]) + weight)
    }

    @inline(__always)
    private func add(_ byte: Int, _ counts: UnsafeMutablePointer<UInt32>) {
        unsafe counts[byte] &+= 1
        unsafe counts[256] &+= 1
    }

    @inline(__always)
    private func keep(_ counts: UnsafeMutablePointer<UInt32>, _ byte: Int, _ undo: inout UndoLog) {
        unsafe undo.keep(base, UnsafeMutableRawPointer(counts + byte) - base)
        unsafe undo.keep(base, UnsafeMutableRawPointer(counts + 256) - base)
    }
}
