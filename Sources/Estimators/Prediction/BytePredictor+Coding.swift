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
            var contexts = unsafe ContextStage<Policy>(layout, tables, base, blank: blank)
            var experts = unsafe ExpertStage<Policy>(layout, tables, base)
            var matches = unsafe MatchStage<Policy>(layout, tables, base, position: position)
            var mixers = unsafe MixStage<Policy>(layout, tables, base, position: position)
            let step = PredictorBlock.capacity
            var block = blocks.0
            var next = blocks.1
            var count = min(step, buffer.count)
            unsafe contexts.hash(bytes, count, into: block)
            unsafe contexts.prefetch(count, block)
            var start = 0
            while count > 0 {
                let here = unsafe bytes + start
                let nextCount = min(step, buffer.count - start - count)
                unsafe contexts.hash(here + count, nextCount, into: next)
                unsafe contexts.run(
                    0..<PredictorLayout.contexts, here, count, block, next: next, nextCount: nextCount, &self.undo)
                unsafe experts.run(here, count, block, nextCount: nextCount, &self.undo)
                unsafe matches.run(bytes, start, count, block, next: next, nextCount: nextCount, &self.undo)
                unsafe mixers.run(here, count, block, &self.undo)
                for index in 0..<count {
                    let loss = unsafe -PortableMath.log2(block.probabilities[index])
                    record(start + index, loss)
                    total += loss
                }
                start += count
                count = nextCount
                swap(&block, &next)
            }
            self.position = unsafe matches.position
        }
        return Bits(total)
    }
}
