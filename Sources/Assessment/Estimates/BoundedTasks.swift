/// A piece of work with what it needs at its peak.
struct BoundedTask<Result: Sendable>: Sendable {
    /// Bytes of memory while it runs, an upper estimate.
    var memory: Int

    /// The work.
    var run: @Sendable () throws -> Result
}

/// Runs work on all cores, as much of it side by side as the memory allows.
///
/// - Parameters:
///   - tasks: Started in this order, except that a task that does not fit beside the running ones waits.
///   - memory: The memory that running tasks may need together; a task that needs more runs alone.
///   - width: How many tasks may run side by side.
/// - Returns: The results in the order of the tasks.
func runBounded<Result: Sendable>(
    _ tasks: [BoundedTask<Result>], memory: Int, width: Int
) async throws -> [Result] {
    var results = [Result?](repeating: nil, count: tasks.count)
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var waiting = Array(tasks.indices)
        var running = 0
        var inUse = 0
        while running > 0 || !waiting.isEmpty {
            while running < max(width, 1),
                let next = waiting.firstIndex(where: { running == 0 || inUse + tasks[$0].memory <= memory })
            {
                let index = waiting.remove(at: next)
                let work = tasks[index].run
                group.addTask { (index, try work()) }
                running += 1
                inUse += tasks[index].memory
            }
            if let (index, result) = try await group.next() {
                results[index] = result
                running -= 1
                inUse -= tasks[index].memory
            }
        }
    }
    return results.compactMap { $0 }
}
