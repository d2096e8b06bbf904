internal import Dispatch
internal import Synchronization

/// Work on several threads from code that is not asynchronous.
enum Parallel {
    /// The results of numbered pieces of work, in order, whichever thread did them.
    ///
    /// - Parameter body: Is told the number, and which of the threads does it.
    static func map<Result: Sendable, Failure: Error>(
        _ count: Int, threads: Int, _ body: @Sendable (_ number: Int, _ thread: Int) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        let results = Mutex<[Int: Swift.Result<Result, Failure>]>([:])
        forEach(count, threads: threads) { number, thread in
            let result = Swift.Result { () throws(Failure) in try body(number, thread) }
            results.withLock { $0[number] = result }
        }
        let all = results.withLock { $0 }
        var ordered: [Result] = []
        for number in 0..<count {
            if let result = all[number] { ordered.append(try result.get()) }
        }
        return ordered
    }

    private static func forEach(_ count: Int, threads: Int, _ body: @Sendable (Int, Int) -> Void) {
        let width = min(threads, count)
        guard width > 1 else {
            for number in 0..<count { body(number, 0) }
            return
        }
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: width) { thread in
            while true {
                let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard number < count else { return }
                body(number, thread)
            }
        }
    }
}
