public import Corpora
public import Diagnostics
public import Tokenizers

/// The reading of a plan's units one by one, with all threads: into a folder where finished units stay, or past a visitor.
///
/// `ScanPlan.summary` reads units into one summary at once, and is quicker where there are many small ones.
public struct UnitScan: Sendable {
    /// The plan.
    public var plan: ScanPlan

    /// How the corpus is read: the options that the plan was made with.
    public var options: CorpusOptions

    /// Counts tokens when present; that of the plan's parameters.
    public var tokenizer: (any Tokenizer)?

    /// How many threads share the work, at least 1; the summaries do not depend on it.
    public var threads: Int

    /// Is told the stored bytes read so far.
    public var progress: (@Sendable (UInt64) -> Void)?

    /// Is told of a damaged file in a folder, whose unit is then read again.
    public var damage: (@Sendable (AssayError) -> Void)?

    /// Describes the reading of a plan's units.
    public init(
        _ plan: ScanPlan, options: CorpusOptions = CorpusOptions(), tokenizer: (any Tokenizer)? = nil,
        threads: Int = Processors.count, progress: (@Sendable (UInt64) -> Void)? = nil,
        damage: (@Sendable (AssayError) -> Void)? = nil
    ) {
        self.plan = plan
        self.options = options
        self.tokenizer = tokenizer
        self.threads = max(threads, 1)
        self.progress = progress
        self.damage = damage
    }

    /// The summary of some units; a visitor is told each unit and its summary, in the order in which they are finished.
    ///
    /// - Parameters:
    ///   - units: Units of the plan; none give the empty summary.
    ///   - visit: Is told each unit and its summary.
    /// - Throws: What the visitor throws.
    /// - Complexity: As many units are read, and as many summaries held, as there are threads.
    public func summary(
        of units: [ScanPlan.Unit], visit: (ScanPlan.Unit, Summary) throws -> Void
    ) async throws -> Summary {
        var summary = Summary(parameters: plan.parameters)
        try await read(units) { _, part in
            part
        } _: { unit, part in
            try visit(unit, part)
            try summary.merge(part)
        }
        return summary
    }

    /// Reads units and writes the summary of each into a folder as soon as it is there.
    ///
    /// - Throws: `cannot-write`; units that were finished before stay.
    public func write(_ units: [ScanPlan.Unit], into folder: SummaryFolder) async throws {
        try await read(units) { unit, summary in
            try folder.write(summary, of: unit.key)
        } _: { _, _ in
        }
    }

    /// The summary of all of the plan's units, of which those in a folder are not read again; the others are added to it.
    ///
    /// Standard input, which has no time of modification by which to know it again, is always read.
    ///
    /// - Parameters:
    ///   - folder: Where summaries of units are kept; what is missing is added.
    ///   - visit: Is told each unit and its summary.
    /// - Throws: `cannot-write`, `unreadable-file`, and what the visitor throws.
    public func summary(
        reusing folder: SummaryFolder, visit: (ScanPlan.Unit, Summary) throws -> Void = { _, _ in }
    ) async throws -> Summary {
        let kept = plan.units.filter { $0.work?.slices.allSatisfy { $0.file.modified != nil } ?? false }
        let keptKeys = Set(kept.map(\.key))
        let allKeys = plan.keys
        var summary = try await summary(of: plan.units.filter { !keptKeys.contains($0.key) }, visit: visit)
        try await write(kept.filter { !folder.has($0.key) }, into: folder)
        for unit in kept {
            var part: Summary
            do throws(AssayError) {
                part = try folder.summary(of: unit.key)
            } catch {
                guard error.code == .invalidSummary else { throw error }
                damage?(error)
                try await write([unit], into: folder)
                part = try folder.summary(of: unit.key)
            }
            guard part.adopt(plan, units: allKeys) else { continue }
            try visit(unit, part)
            try summary.merge(part)
        }
        return summary
    }

    /// Reads units side by side: what a thread makes of each summary is handed on, one at a time.
    private func read<Result: Sendable>(
        _ units: [ScanPlan.Unit], _ make: @escaping @Sendable (ScanPlan.Unit, Summary) throws -> Result,
        _ take: (ScanPlan.Unit, Result) throws -> Void
    ) async throws {
        let total = units.reduce(0) { $0 + ($1.work?.storedBytes ?? 0) }
        let side = min(threads, max(units.count, 1))
        let each = max(1, threads / side)
        try await withThrowingTaskGroup(of: (ScanPlan.Unit, Result).self) { group in
            var next = units.makeIterator()
            func start() {
                guard let unit = next.next() else { return }
                group.addTask { [plan, options, tokenizer] in
                    let part = await plan.summary(
                        of: [unit], options: options, tokenizer: tokenizer, threads: each)
                    return (unit, try make(unit, part))
                }
            }
            for _ in 0..<side { start() }
            var read: UInt64 = 0
            while let (unit, result) = try await group.next() {
                start()
                read += unit.work?.storedBytes ?? 0
                progress?(min(read, total))
                try take(unit, result)
            }
        }
    }
}
