internal import InformationCapacity

extension BytePredictor {
    /// Fits the decomposition of bytes to what was learned, if that makes them shorter, and learns it all again.
    ///
    /// What comes next is told with the help of nothing but what came before: the code is as valid as any other.
    ///
    /// - Parameter stages: Those after the last byte learned.
    mutating func decomposeAnew(_ stages: inout PredictorStages<Learning>) {
        let learned = position
        nextDecomposition = learned > layout.historyMask >> 2 ? .max : learned * 2
        let zero = unsafe base.advanced(by: layout.orderZero).assumingMemoryBound(to: UInt32.self)
        let counts = (0..<256).map { unsafe UInt64(zero[$0]) }
        let before = decomposition.decisions(counts)
        let most = before * (learned > 1 << 16 ? 85 : 95) / 100
        // No tree needs fewer decisions than the entropy says.
        var entropy = 0.0
        for count in counts where count > 0 {
            entropy += Double(count) * PortableMath.log2(Double(learned) / Double(count))
        }
        if entropy > Double(most) { return }
        // No byte counts as less likely than 2⁻¹² or so: it may become frequent.
        let least = UInt64(learned >> 12 + 1)
        let fitted = ByteDecomposition(weights: counts.map { $0 + least })
        if fitted.decisions(counts) > most { return }
        version += 1
        unsafe (base + layout.denseEnd).initializeMemory(
            as: UInt8.self, repeating: 0, count: layout.networkEnd - layout.denseEnd)
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: layout.networkDenseEnd)
        initializeNetwork()
        decomposition = fitted
        write(fitted)
        position = 0
        let text = unsafe UnsafePointer((base + layout.history).assumingMemoryBound(to: UInt8.self))
        let experts = unsafe stages.experts
        var total = 0.0
        for (index, start) in documents.enumerated() {
            let end = index + 1 < documents.count ? documents[index + 1] : learned
            unsafe stages = makeStages(Learning.self)
            unsafe learnPart(text + start, 0..<(end - start), nil, &total, &stages, again: true)
        }
        unsafe stages.experts = experts
        if nextDecomposition == .max { documents = [] }
    }
}
