import Corpora
import Diagnostics
import Foundation
import Synchronization
import Testing

@testable import Summaries

/// The library's own way from paths to summaries, held against the parts that it is made of.
@Suite("Scanning from paths")
struct SummaryScanningTests {
    @Test func `paths give what their plan gives, in any order and with any threads`() async throws {
        let corpus = try PlannedCorpus(seed: 21)
        let options = CorpusOptions()
        let parameters = SummaryParameters(sampleBytes: 70_000, documentKeys: 300, lineKeys: 300, reading: options)
        let plan = ScanPlan(corpus.listing, name: "corpus", options: options, parameters: parameters)
        let expected = await plan.summary(options: options, threads: 1)
        let path = corpus.directory.path
        for (paths, threads) in [([path], 3), ([path, path], 1)] {
            let summary = try await Summary(
                scanning: paths, name: "corpus", sampleBytes: 70_000, keys: 300, threads: threads)
            #expect(summary == expected)
        }
        #expect(expected.errorCount > 15)
    }

    @Test func `a selection and options are those of the parts`() async throws {
        let corpus = try PlannedCorpus(seed: 22)
        let all = try await Summary(scanning: [corpus.directory.path])
        let some = try await Summary(
            scanning: [corpus.directory.path], selection: CorpusSelection(include: [try GlobPattern(parsing: "*.txt")]))
        #expect(some.input.files == 61)
        #expect(some.input.files < all.input.files)
        #expect(some.coverage.name == corpus.directory.lastPathComponent)
        let named = try TextFieldRule(parsing: "nothing")
        let none = try await Summary(
            scanning: [corpus.directory.path + "/big.jsonl"], options: CorpusOptions(textField: named))
        #expect(none.counts.documents == 0 && none.errorCount > 0)
    }

    @Test func `a path that is not there is said, a folder without files is empty`() async throws {
        let error = await #expect(throws: AssayError.self) { try await Summary(scanning: ["no/such/corpus"]) }
        #expect(error?.code == .noSuchFile)
        #expect(error?.location.path == "no/such/corpus")
        let corpus = try PlannedCorpus(seed: 23)
        let folder = corpus.directory.appending(path: "empty")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        #expect(try await Summary(scanning: [folder.path]).counts.documents == 0)
    }

    @Test func `names of corpora are the last components of their paths`() {
        #expect(CorpusListing.name(of: ["b/web/", "./a/chat.jsonl", "x/web"]) == "chat.jsonl, web")
        #expect(CorpusListing.name(of: ["."]) == ".")
        #expect(CorpusListing.name(of: []).isEmpty)
    }

    @Test func `files of summaries merge into what one pass gives, and refuse what does not belong`() async throws {
        let corpus = try PlannedCorpus(seed: 24)
        let plan = corpus.plan()
        let folder = corpus.directory.appending(path: ".units").path
        try await UnitScan(plan, options: corpus.options, threads: 3)
            .write(plan.units, into: SummaryFolder(making: folder))
        let whole = await corpus.summary(plan)
        #expect(try Summary(merging: [folder]) == whole)
        let file = corpus.directory.appending(path: ".whole.assay").path
        try whole.write(to: file)
        #expect(try Summary(contentsOf: file) == whole)
        // All units of the folder are in the file already.
        #expect(try Summary(merging: [file, folder]) == whole)
        let planFile = corpus.directory.appending(path: ".plan.jsonl").path
        let bytes = try PlanFile(plan, options: corpus.options, directory: "/").bytes()
        try AtomicFile.write(bytes, to: planFile)
        #expect(try Summary(merging: [folder], plan: planFile) == whole)
        let other = PlanFile(corpus.plan(unitSize: 5_000), options: corpus.options, directory: "/")
        try AtomicFile.write(try other.bytes(), to: planFile)
        let foreign = #expect(throws: AssayError.self) { try Summary(merging: [folder], plan: planFile) }
        #expect(foreign?.code == .overlappingSummaries)
        try Summary().write(to: file)
        let incompatible = #expect(throws: AssayError.self) { try Summary(merging: [folder, file]) }
        #expect(incompatible?.code == .incompatibleSummaries)
        #expect(incompatible?.location.path == file)
        let none = #expect(throws: AssayError.self) { try Summary(merging: [corpus.directory.path + "/small"]) }
        #expect(none?.code == .invalidSummary)
    }

    @Test func `a folder of units spares reading them again, and damage is made good`() async throws {
        let corpus = try PlannedCorpus(seed: 25)
        let plan = corpus.plan()
        let folder = try SummaryFolder(making: corpus.directory.appending(path: ".units").path)
        let read = Mutex<UInt64>(0)
        let damaged = Mutex<[String]>([])
        let scan = UnitScan(
            plan, options: corpus.options, threads: 2, progress: { bytes in read.withLock { $0 = bytes } },
            damage: { error in damaged.withLock { $0.append(error.location.path ?? "") } })
        let whole = await corpus.summary(plan)
        var visited: Set<UnitKey> = []
        let first = try await scan.summary(reusing: folder) { unit, _ in visited.insert(unit.key) }
        #expect(first == whole)
        #expect(visited == plan.keys)
        #expect(read.withLock { $0 } > 0)
        read.withLock { $0 = 0 }
        #expect(try await scan.summary(reusing: folder) == whole)
        #expect(read.withLock { $0 } == 0)
        let unit = try #require(plan.units.last)
        try Data([1, 2, 3]).write(to: URL(filePath: folder.path(of: unit.key)))
        #expect(try await scan.summary(reusing: folder) == whole)
        #expect(damaged.withLock { $0 } == [folder.path(of: unit.key)])
    }
}
