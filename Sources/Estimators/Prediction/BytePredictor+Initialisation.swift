extension BytePredictor {
    /// Writes the initial state of the network's dense part; zero bytes are the initial state of the rest.
    func initializeNetwork() {
        let maps = unsafe base.advanced(by: layout.historyMaps).assumingMemoryBound(to: SIMD2<Float>.self)
        let logits = unsafe base.advanced(by: layout.historyLogits).assumingMemoryBound(to: Float.self)
        for place in 0..<(PredictorLayout.contexts * 256) {
            let p = tables.start[place & 255]
            unsafe maps[place] = SIMD2(p, 6)
            unsafe logits[place] = tables.logit(p)
        }
        let match = unsafe base.advanced(by: layout.matchMap).assumingMemoryBound(to: UInt32.self)
        for bucket in 0..<64 {
            unsafe match[bucket] = UInt32(4_194_304 * (Double(bucket) + 1.5) / (Double(bucket) + 2)) << 10
        }
        let weights = unsafe base.advanced(by: layout.mixerWeights).assumingMemoryBound(to: Float.self)
        for index in 0..<(PredictorLayout.mixerSizes.reduce(0, +) * PredictorLayout.inputs) {
            unsafe weights[index] = 0.25
        }
        let final = unsafe base.advanced(by: layout.finalWeights).assumingMemoryBound(to: Float.self)
        for index in 0..<1024 { unsafe final[index] = 1 / Float(PredictorLayout.mixers) }
    }

    /// Writes the weights that the experts begin with.
    func initializeMixture() {
        let mixture = unsafe base.advanced(by: layout.mixture).assumingMemoryBound(to: Double.self)
        for expert in 0..<ByteMixture.experts { unsafe mixture[expert] = ByteMixture.prior(expert) }
    }

    /// Writes where each context's slots lie.
    func writeSlotParts() {
        for (context, part) in layout.slotParts(memory).enumerated() {
            unsafe base.storeBytes(of: part.offset, toByteOffset: layout.parts + context * 16, as: Int.self)
            unsafe base.storeBytes(of: part.lines, toByteOffset: layout.parts + context * 16 + 8, as: Int.self)
        }
    }

    /// Writes how bytes are told from here on.
    func write(_ decomposition: ByteDecomposition) {
        unsafe decomposition.paths.withUnsafeBytes {
            unsafe (base + layout.paths).copyMemory(from: $0.baseAddress!, byteCount: $0.count)
        }
    }
}
