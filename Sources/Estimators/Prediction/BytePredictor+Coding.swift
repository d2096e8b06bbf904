internal import InformationCapacity

extension BytePredictor {
    /// One pass over a document: calls `record` with the place and the loss in bits of each byte.
    @inline(__always)
    mutating func run<Policy: AdaptationPolicy>(
        _ document: Span<UInt8>, policy: Policy.Type, record: (Int, Double) -> Void
    ) -> Bits {
        var total = 0.0
        unsafe document.withUnsafeBufferPointer { buffer in
            guard let bytes = buffer.baseAddress, buffer.count > 0 else { return }
            var pass = unsafe PredictorPass<Policy>(self.layout, self.tables, self.base, self.scratch, self.position)
            unsafe pass.begin(bytes[0])
            for index in 0..<buffer.count {
                let follower = unsafe index + 1 < buffer.count ? bytes[index + 1] : 0
                let probability = unsafe pass.step(bytes, index, follower, &self.undo)
                let loss = -PortableMath.log2(probability)
                record(index, loss)
                total += loss
            }
            self.position = unsafe pass.position
        }
        return Bits(total)
    }
}
