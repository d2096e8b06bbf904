public import Corpora
internal import Diagnostics
internal import Synchronization
public import Tokenizers

/// The stream pass: reads every slice of some units once, on several threads, into one summary.
public struct CorpusScan: Sendable {
    /// What is read.
    public var units: [ScanUnit]

    /// How it is read; must be the options that the parameters name.
    public var options: CorpusOptions

    /// What the summary keeps.
    public var parameters: SummaryParameters

    /// Counts tokens when present; its identity must be that of the parameters.
    public var tokenizer: (any Tokenizer)?

    /// How many threads share the work, at least 1; the result does not depend on it.
    public var threads: Int

    /// Is told the stored bytes read so far, from any thread.
    public var progress: (@Sendable (UInt64) -> Void)?

    /// Describes a pass.
    public init(
        units: [ScanUnit], options: CorpusOptions, parameters: SummaryParameters, tokenizer: (any Tokenizer)? = nil,
        threads: Int = 1, progress: (@Sendable (UInt64) -> Void)? = nil
    ) {
        self.units = units
        self.options = options
        self.parameters = parameters
        self.tokenizer = tokenizer
        self.threads = max(threads, 1)
        self.progress = progress
    }

    /// Reads the units; the summary's coverage is empty.
    ///
    /// What cannot be read is an error in the summary, and the rest is read.
    ///
    /// - Complexity: O(decoded bytes); memory for each thread: one reader, and a summary of its own.
    public func run() async -> Summary {
        let work = await describe(units.flatMap(\.slices))
        let queue = Queue()
        // A thread takes the next part as soon as it is free; which parts share a summary changes nothing.
        return await withTaskGroup(of: Summary.self) { group in
            for _ in 0..<min(threads, max(work.count, 1)) {
                group.addTask {
                    let reader = CorpusReader(options: options)
                    var summarizer = Summarizer(parameters: parameters, tokenizer: tokenizer)
                    while let part = queue.next(of: work) {
                        switch part {
                        case .unit(let unit):
                            summarizer.begin(unit)
                            let result = reader.read(unit, into: &summarizer)
                            summarizer.end(unit, result)
                            progress?(queue.addBytes(result.storedBytes))
                        case .unreadable(let slice, let failure):
                            summarizer.skip(slice, because: failure)
                        }
                    }
                    return summarizer.finish()
                }
            }
            var summary = Summary(parameters: parameters)
            // The parameters are the same by construction, and nothing is covered, so the merge cannot refuse.
            for await share in group { _ = try? summary.merge(share) }
            return summary
        }
    }

    /// What a thread does at a time.
    private enum Part: Sendable {
        case unit(WorkUnit)
        case unreadable(FileSlice, AssayError)
    }

    /// What the threads share.
    private final class Queue: Sendable {
        private let index = Atomic<Int>(0)
        private let storedBytes = Atomic<UInt64>(0)

        func next<Element>(of elements: [Element]) -> Element? {
            let index = index.wrappingAdd(1, ordering: .relaxed).oldValue
            return index < elements.count ? elements[index] : nil
        }

        func addBytes(_ count: UInt64) -> UInt64 {
            storedBytes.wrappingAdd(count, ordering: .relaxed).newValue
        }
    }

    /// Looks at the beginning of each slice's file, and cuts the slices into parts for the threads.
    private func describe(_ slices: [FileSlice]) async -> [Part] {
        // The slices of one file stand one after the other.
        var files: [Range<Int>] = []
        for index in slices.indices {
            if let last = files.last, slices[last.lowerBound].file == slices[index].file {
                files[files.count - 1] = last.lowerBound..<index + 1
            } else {
                files.append(index..<index + 1)
            }
        }
        let queue = Queue()
        let numbered = Array(files.enumerated())
        return await withTaskGroup(of: [(Int, [Part])].self) { group in
            for _ in 0..<min(threads, max(files.count, 1)) {
                group.addTask {
                    let reader = CorpusReader(options: options)
                    var parts: [(Int, [Part])] = []
                    while let (number, range) = queue.next(of: numbered) {
                        parts.append((number, Self.parts(of: slices[range], reader)))
                    }
                    return parts
                }
            }
            var byFile = [[Part]](repeating: [], count: files.count)
            for await parts in group {
                for (number, parts) in parts { byFile[number] = parts }
            }
            return Array(byFile.joined())
        }
    }

    /// The parts of slices of one file.
    private static func parts(of slices: ArraySlice<FileSlice>, _ reader: CorpusReader) -> [Part] {
        guard let file = slices.first?.file else { return [] }
        do throws(AssayError) {
            let description = try reader.describe(file)
            var parts: [Part] = []
            for slice in slices {
                parts += try reader.units(of: description, size: reader.options.unitSize, within: slice).map(Part.unit)
            }
            return parts
        } catch {
            return slices.map { .unreadable($0, error) }
        }
    }
}
