internal import Corpora
internal import Diagnostics
internal import Summaries
internal import Tokenizers

/// The reading of a plan's units with all threads.
struct UnitRun: Sendable {
    var plan: ScanPlan
    var options: CorpusOptions
    var tokenizer: BytePairTokenizer?
    var threads: Int
    var progress: ProgressLine

    /// The summary of some units, read side by side.
    func summary(of units: [ScanPlan.Unit]) async -> Summary {
        var show: (@Sendable (UInt64) -> Void)?
        if progress.isVisible { show = { [progress] read in progress.show(read: read) } }
        return await plan.summary(
            of: units, options: options, tokenizer: tokenizer, threads: threads, progress: show)
    }

    /// The summary of some units, each of which is read by itself; a visitor is told each unit and its summary.
    ///
    /// As many units are read at a time as there are threads, and a summary is held for each.
    func summary(
        unitByUnit units: [ScanPlan.Unit], visit: (ScanPlan.Unit, Summary) -> Void
    ) async throws -> Summary {
        let side = min(threads, max(units.count, 1))
        var run = self
        run.threads = max(1, threads / side)
        let each = run
        let total = units.reduce(0) { $0 + ($1.work?.storedBytes ?? 0) }
        var summary = Summary(parameters: plan.parameters)
        try await withThrowingTaskGroup(of: (ScanPlan.Unit, Summary).self) { group in
            var next = units.makeIterator()
            func start() {
                guard let unit = next.next() else { return }
                group.addTask {
                    let part = await each.plan.summary(
                        of: [unit], options: each.options, tokenizer: each.tokenizer, threads: each.threads)
                    return (unit, part)
                }
            }
            for _ in 0..<side { start() }
            var read: UInt64 = 0
            while let (unit, part) = try await group.next() {
                start()
                read += unit.work?.storedBytes ?? 0
                if progress.isVisible { progress.show(read: min(read, total)) }
                visit(unit, part)
                try summary.merge(part)
            }
        }
        return summary
    }

    /// Reads units and writes the summary of each into a folder as soon as it is there.
    ///
    /// As many units are read at a time as there are threads, and a summary is held for each.
    func write(_ units: [ScanPlan.Unit], into folder: SummaryFolder) async throws {
        let total = units.reduce(0) { $0 + ($1.work?.storedBytes ?? 0) }
        let side = min(threads, max(units.count, 1))
        var run = self
        run.threads = max(1, threads / side)
        let each = run
        try await withThrowingTaskGroup(of: UInt64.self) { group in
            var next = units.makeIterator()
            func start(_ unit: ScanPlan.Unit) {
                group.addTask {
                    let summary = await each.plan.summary(
                        of: [unit], options: each.options, tokenizer: each.tokenizer, threads: each.threads)
                    try folder.write(summary, of: unit.key)
                    return unit.work?.storedBytes ?? 0
                }
            }
            for _ in 0..<side {
                if let unit = next.next() { start(unit) }
            }
            var read: UInt64 = 0
            while let bytes = try await group.next() {
                read += bytes
                if progress.isVisible { progress.show(read: min(read, total)) }
                if let unit = next.next() { start(unit) }
            }
        }
    }

    /// The summary of all of the plan's units, of which those in a folder are not read again; the others are added to it.
    ///
    /// - Parameter visit: Is told each unit and its summary.
    func summary(
        reusing folder: SummaryFolder, visit: (ScanPlan.Unit, Summary) -> Void = { _, _ in }
    ) async throws -> Summary {
        // Standard input has no time of modification by which to know it again.
        let kept = plan.units.filter { $0.work?.slices.allSatisfy { $0.file.modified != nil } ?? false }
        let keptKeys = Set(kept.map(\.key))
        let allKeys = plan.keys
        var summary = try await summary(unitByUnit: plan.units.filter { !keptKeys.contains($0.key) }, visit: visit)
        try await write(kept.filter { !folder.has($0.key) }, into: folder)
        for unit in kept {
            var part: Summary
            do throws(AssayError) {
                part = try folder.summary(of: unit.key)
            } catch {
                guard error.code == .invalidSummary else { throw error }
                StandardStreams.writeError("assay: \(error); it is scanned again\n")
                try await write([unit], into: folder)
                part = try folder.summary(of: unit.key)
            }
            guard part.adopt(plan, units: allKeys) else { continue }
            visit(unit, part)
            try summary.merge(part)
        }
        return summary
    }
}
