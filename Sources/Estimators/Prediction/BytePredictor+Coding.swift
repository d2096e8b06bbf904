internal import InformationCapacity

/// The stages of a pass over a document, and what they remember of it.
@unsafe
struct PredictorStages<Policy: AdaptationPolicy> {
    var contexts: ContextStage<Policy>
    var counters: CounterStage<Policy>
    var matches: MatchStage<Policy>
    var mixers: MixStage<Policy>
    var experts: ExpertStage<Policy>
}

extension BytePredictor {
    /// The stages at the beginning of a document.
    func makeStages<Policy: AdaptationPolicy>(_ policy: Policy.Type) -> PredictorStages<Policy> {
        unsafe PredictorStages(
            contexts: ContextStage(layout, tables, base, blank: blank, version: version, position: position),
            counters: CounterStage(layout, tables, base),
            matches: MatchStage(layout, tables, base, position: position),
            mixers: MixStage(layout, tables, base, position: position), experts: ExpertStage(layout, base))
    }

    /// Reads a document under a policy: its code length, and in `losses` the bits that each byte cost.
    mutating func run<Policy: AdaptationPolicy>(
        _ document: Span<UInt8>, losses: UnsafeMutablePointer<Double>?, policy: Policy.Type
    ) -> Bits {
        var total = 0.0
        unsafe document.withUnsafeBufferPointer { buffer in
            guard let bytes = buffer.baseAddress, buffer.count > 0 else { return }
            var stages = unsafe makeStages(policy)
            unsafe pass(bytes, 0..<buffer.count, losses, &total, &stages)
        }
        return Bits(total)
    }

    /// Learns from a document: its code length, and in `losses` the bits that each byte cost.
    mutating func learnDocument(_ document: Span<UInt8>, _ losses: UnsafeMutablePointer<Double>?) -> Bits {
        var total = 0.0
        unsafe document.withUnsafeBufferPointer { buffer in
            guard let bytes = buffer.baseAddress, buffer.count > 0 else { return }
            if nextDecomposition < .max { documents.append(position) }
            var stages = unsafe makeStages(Learning.self)
            var start = 0
            while start < buffer.count {
                let end = min(buffer.count, start + (nextDecomposition - position))
                unsafe learnPart(bytes, start..<end, losses, &total, &stages)
                start = end
                if position == nextDecomposition { unsafe decomposeAnew(&stages) }
            }
        }
        return Bits(total)
    }

    /// Learns from a part of a document.
    ///
    /// - Parameter again: Whether it was learned before, but for the experts.
    mutating func learnPart(
        _ bytes: UnsafePointer<UInt8>, _ part: Range<Int>, _ losses: UnsafeMutablePointer<Double>?,
        _ total: inout Double, _ stages: inout PredictorStages<Learning>, again: Bool = false
    ) {
        if !ring.isEmpty && part.count >= Self.leastThreadedPart {
            unsafe passOnTwoThreads(bytes, part, losses, &total, &stages, again: again)
        } else {
            unsafe pass(bytes, part, losses, &total, &stages, again: again)
        }
    }

    /// Takes a part of a document through the stages.
    @inline(never)
    private mutating func pass<Policy: AdaptationPolicy>(
        _ bytes: UnsafePointer<UInt8>, _ part: Range<Int>, _ losses: UnsafeMutablePointer<Double>?,
        _ total: inout Double, _ stages: inout PredictorStages<Policy>, again: Bool = false
    ) {
        let step = PredictorBlock.capacity
        var block = blocks.0
        var next = blocks.1
        var start = part.lowerBound
        var count = min(step, part.count)
        unsafe stages.contexts.hash(bytes + start, count, into: block)
        unsafe stages.contexts.prefetch(count, block)
        while count > 0 {
            let nextCount = min(step, part.upperBound - start - count)
            unsafe stages.contexts.hash(bytes + (start + count), nextCount, into: next)
            unsafe stages.contexts.run(count, block, next: next, nextCount: nextCount, &undo)
            unsafe code(
                bytes, start, count, block, nextCount: nextCount, losses, &total, &stages, again: again)
            start += count
            count = nextCount
            swap(&block, &next)
        }
        unsafe position = stages.matches.position
    }

    /// Takes a block through the stages after the contexts.
    @inline(__always)
    mutating func code<Policy: AdaptationPolicy>(
        _ bytes: UnsafePointer<UInt8>, _ start: Int, _ count: Int, _ block: PredictorBlock, nextCount: Int,
        _ losses: UnsafeMutablePointer<Double>?, _ total: inout Double, _ stages: inout PredictorStages<Policy>,
        again: Bool
    ) {
        let here = unsafe bytes + start
        unsafe stages.counters.run(here, count, block, nextCount: nextCount, &undo)
        unsafe stages.matches.run(bytes, start, count, block, nextCount: nextCount, &undo)
        unsafe stages.mixers.run(here, count, block, &undo)
        if again { return }
        unsafe stages.experts.run(here, count, block, nextCount: nextCount, &undo)
        for index in 0..<count {
            let loss = unsafe -PortableMath.log2(block.probabilities[index])
            if let losses = unsafe losses { unsafe losses[start + index] = loss }
            total += loss
        }
    }
}
