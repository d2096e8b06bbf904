extension BytePredictor {
    /// Writes the initial state of the dense part; zero bytes are the initial state of the rest.
    func initializeState() {
        let maps = unsafe base.advanced(by: layout.historyMaps).assumingMemoryBound(to: UInt32.self)
        for context in 0..<PredictorLayout.contexts {
            for state in 0..<256 {
                unsafe maps[context * 256 + state] = tables.start[state] << 10 | 6
            }
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
        let mixture = unsafe base.advanced(by: layout.mixture).assumingMemoryBound(to: Double.self)
        for expert in 0..<ByteMixture.experts { unsafe mixture[expert] = ByteMixture.prior(expert) }
    }
}
