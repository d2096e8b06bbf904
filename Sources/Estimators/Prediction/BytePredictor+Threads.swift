internal import InformationCapacity

extension BytePredictor {
    /// Shorter parts than this are not worth a thread.
    static var leastThreadedPart: Int { 1 << 12 }

    /// As `pass` on one thread, with the contexts on another; the result is the same.
    mutating func passOnTwoThreads(
        _ bytes: UnsafePointer<UInt8>, _ part: Range<Int>, _ losses: UnsafeMutablePointer<Double>?,
        _ total: inout Double, _ stages: inout PredictorStages<Learning>, again: Bool
    ) {
        let step = PredictorBlock.capacity
        let thread = unsafe ContextThread(stages.contexts, bytes + part.lowerBound, part.count, ring)
        var index = 0
        var start = part.lowerBound
        while start < part.upperBound {
            let count = min(step, part.upperBound - start)
            let nextCount = min(step, part.upperBound - start - count)
            let place = index % ContextThread.batch
            let isLast = place == ContextThread.batch - 1
            if place == 0 { thread.wait() }
            let block = ring[index % ring.count]
            unsafe code(
                bytes, start, count, block, nextCount: nextCount, losses, &total, &stages, again: again)
            if isLast { thread.release() }
            index += 1
            start += count
        }
        unsafe stages.contexts = thread.finish()
        unsafe position = stages.matches.position
    }
}
