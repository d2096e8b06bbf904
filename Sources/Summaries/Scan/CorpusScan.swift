public import Corpora
internal import Diagnostics
internal import Synchronization
public import Tokenizers

/// The stream pass: reads every unit of a plan once, on several threads, into one summary.
public struct CorpusScan: Sendable {
    /// What the corpus is cut into.
    public var plan: CorpusPlan

    /// How it is read; must be the options that the plan was made with.
    public var options: CorpusOptions

    /// What the summary keeps.
    public var parameters: SummaryParameters

    /// Counts tokens when present; its identity must be that of the parameters.
    public var tokenizer: (any Tokenizer)?

    /// How many threads share the units, at least 1; the result does not depend on it.
    public var threads: Int

    /// Is told the stored bytes read so far, from any thread.
    public var progress: (@Sendable (UInt64) -> Void)?

    /// What the pass came to.
    public struct Result: Sendable {
        /// The summary of the corpus.
        public var summary: Summary

        /// Decoded bytes of all units.
        public var decodedBytes: UInt64

        /// Records met, good or bad.
        public var records: UInt64

        /// Bytes of the good records as they stand in the decoded files.
        public var recordBytes: UInt64

        /// Bytes of the good records' text.
        public var recordTextBytes: UInt64

        /// Characters of files in other encodings that had none and became U+FFFD.
        public var replacedCharacters: UInt64

        /// Whether the reading of each file of the plan reached its end.
        public var isComplete: [Bool]

        /// The share of each file of the plan that lies in members of an archive that could not be read, 0 to 1.
        public var unreadShares: [Double]

        /// How many members of archives were left out, by the reason.
        public var omissions: [CorpusOmission.Reason: UInt64]
    }

    /// Describes a pass.
    public init(
        plan: CorpusPlan, options: CorpusOptions, parameters: SummaryParameters, tokenizer: (any Tokenizer)? = nil,
        threads: Int = 1, progress: (@Sendable (UInt64) -> Void)? = nil
    ) {
        self.plan = plan
        self.options = options
        self.parameters = parameters
        self.tokenizer = tokenizer
        self.threads = max(threads, 1)
        self.progress = progress
    }

    /// Reads the corpus.
    ///
    /// - Complexity: O(decoded bytes); memory for each thread: one reader, and a summary of its own.
    public func run() async -> Result {
        let units = numberedUnits()
        let queue = Queue()
        // A thread takes the next unit as soon as it is free; which units share a summary changes nothing.
        let shares = await withTaskGroup(of: Share.self) { group in
            for _ in 0..<min(threads, max(units.count, 1)) {
                group.addTask {
                    let reader = CorpusReader(options: options)
                    var summarizer = Summarizer(parameters: parameters, tokenizer: tokenizer)
                    var outcomes: [Outcome] = []
                    while true {
                        let index = queue.next.wrappingAdd(1, ordering: .relaxed).oldValue
                        guard index < units.count else { break }
                        let unit = units[index]
                        summarizer.begin(path: unit.unit.description.file.relativePath, unit: unit.number)
                        let result = reader.read(unit.unit, into: &summarizer)
                        outcomes.append(Outcome(file: unit.file, number: unit.number, result: result))
                        let total = queue.storedBytes.wrappingAdd(result.storedBytes, ordering: .relaxed).newValue
                        progress?(total)
                    }
                    return Share(summary: summarizer.finish(), outcomes: outcomes)
                }
            }
            var shares: [Share] = []
            for await share in group { shares.append(share) }
            return shares
        }
        return combine(shares, units: units)
    }

    /// What the threads share.
    private final class Queue: Sendable {
        let next = Atomic<Int>(0)
        let storedBytes = Atomic<UInt64>(0)
    }

    /// What one thread made of the units that it took.
    struct Share {
        var summary: Summary
        var outcomes: [Outcome]
    }

    /// What reading a unit came to.
    struct Outcome {
        var file: Int
        var number: Int
        var result: UnitResult
    }

    /// A unit with the numbers of its file and of itself within the file.
    struct NumberedUnit {
        var unit: WorkUnit
        var file: Int
        var number: Int
    }

    private func numberedUnits() -> [NumberedUnit] {
        plan.files.enumerated().flatMap { file, description in
            description.units(size: options.unitSize).enumerated().map {
                NumberedUnit(unit: $1, file: file, number: $0)
            }
        }
    }

    private func combine(_ shares: [Share], units: [NumberedUnit]) -> Result {
        var result = Result(
            summary: Summary(parameters: parameters), decodedBytes: 0, records: 0, recordBytes: 0,
            recordTextBytes: 0, replacedCharacters: 0,
            isComplete: [Bool](repeating: true, count: plan.files.count),
            unreadShares: [Double](repeating: 0, count: plan.files.count), omissions: [:])
        var lineFeeds: [[UInt64]] = plan.files.map { _ in [] }
        for unit in units { lineFeeds[unit.file].append(0) }
        for share in shares {
            // The parameters are the same by construction, so the merge cannot refuse.
            try? result.summary.merge(share.summary)
            for outcome in share.outcomes {
                result.decodedBytes += outcome.result.decodedBytes
                result.records += outcome.result.records
                result.recordBytes += outcome.result.recordBytes
                result.recordTextBytes += outcome.result.recordTextBytes
                result.replacedCharacters += outcome.result.replacedCharacters
                result.isComplete[outcome.file] = result.isComplete[outcome.file] && outcome.result.isComplete
                lineFeeds[outcome.file][outcome.number] = outcome.result.lineFeeds
                // An archive is one unit.
                if outcome.result.unreadBytes > 0 {
                    result.unreadShares[outcome.file] = min(
                        1, Double(outcome.result.unreadBytes) / Double(max(1, outcome.result.decodedBytes)))
                }
                result.omissions.merge(outcome.result.omissions, uniquingKeysWith: +)
            }
        }
        let fileNumbers = Dictionary(
            plan.files.enumerated().map { ($1.file.path, $0) }, uniquingKeysWith: { first, _ in first })
        result.summary.resolveLines { path, unit in
            fileNumbers[path].map { lineFeeds[$0].prefix(unit).reduce(0, +) } ?? 0
        }
        return result
    }
}
