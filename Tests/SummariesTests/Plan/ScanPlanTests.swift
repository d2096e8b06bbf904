import Corpora
import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Summaries

@Suite("Plans")
struct ScanPlanTests {
    @Test(arguments: [UInt64(1), 2]) func `units of any size, in any order, give what one pass gives`(
        seed: UInt64
    ) async throws {
        let corpus = try PlannedCorpus(seed: seed)
        let whole = corpus.plan(unitSize: 1 << 30)
        let expected = await corpus.summary(whole)
        #expect(expected.errorCount > 15)
        #expect(expected.lineFeeds.files.isEmpty)
        var random = SplitMix(seed: seed)
        for unitSize in [5_000, 70_000, 200_000] {
            let plan = corpus.plan(unitSize: unitSize)
            #expect(plan.units.count > 3)
            var merged = Summary(parameters: corpus.parameters)
            for unit in plan.units.shuffled(using: &random) {
                try merged.merge(await corpus.summary(plan, of: [unit], threads: 2))
            }
            #expect(merged.coverage.missingUnits == 0)
            #expect(corpus.content(merged) == corpus.content(expected), "unit size \(unitSize), seed \(seed)")
            // Lines of errors, too: those of the whole file.
            #expect(merged.errorExamples.errors == expected.errorExamples.errors)
        }
    }

    @Test func `the lines of errors are those of the file, whatever lies between`() async throws {
        let corpus = try PlannedCorpus(seed: 5)
        let plan = corpus.plan(unitSize: 10_000)
        let text = try String(contentsOf: corpus.directory.appending(path: "big.jsonl"), encoding: .utf8)
        let bad = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { $0.element.hasSuffix("broken") }.map { UInt64($0.offset + 1) }
        let summary = await corpus.summary(plan, threads: 3)
        let found = summary.errorExamples.errors.filter { $0.location.path?.hasSuffix("big.jsonl") ?? false }
            .compactMap(\.location.line)
        #expect(!found.isEmpty && Set(found).isSubset(of: bad))
        // Without the first unit of the file nobody can know the lines of the others.
        let some = plan.units.filter { $0.work?.slices.allSatisfy { !$0.beginsFile } ?? false }
        let partial = await corpus.summary(plan, of: some)
        #expect(!partial.errorExamples.errors.isEmpty)
        #expect(partial.errorExamples.errors.allSatisfy { $0.location.line == nil })
    }

    @Test func `a unit twice changes nothing, and an overlap is refused`() async throws {
        let corpus = try PlannedCorpus(seed: 3)
        let plan = corpus.plan()
        let units = plan.units
        try #require(units.count > 4)
        var summary = await corpus.summary(plan, of: Array(units[0...2]))
        let before = summary.digest
        #expect(try !summary.merge(await corpus.summary(plan, of: [units[1]])))
        #expect(try !summary.merge(summary))
        #expect(summary.digest == before)
        let overlapping = await corpus.summary(plan, of: Array(units[2...3]))
        #expect(throws: AssayError.self) { try summary.merge(overlapping) }
        #expect(summary.digest == before)
        #expect(summary.coverage.missingUnits == units.count - 3)
    }

    @Test func `a plan is written and read as it is, whole and in parts`() async throws {
        let corpus = try PlannedCorpus(seed: 4)
        let plan = corpus.plan()
        let file = PlanFile(plan, options: corpus.options, directory: "/")
        let bytes = try file.bytes()
        let again = try PlanFile(reading: bytes, path: "plan")
        #expect(try PlanFile(again.plan, options: again.options, directory: "/").bytes() == bytes)
        #expect(again.plan.parameters == plan.parameters)
        #expect(try PlanFile.keys(in: bytes, path: "plan") == plan.keys)
        var merged = Summary(parameters: corpus.parameters)
        for index in 0..<3 {
            let part = try PlanFile(reading: bytes, path: "plan", part: (index, 3))
            #expect(
                part.plan.units.map(\.key)
                    == stride(from: index, to: plan.units.count, by: 3).map { plan.units[$0].key })
            try merged.merge(
                await part.plan.summary(options: corpus.options, tokenizer: nil, threads: 1))
        }
        let expected = await corpus.summary(plan)
        #expect(merged.digest == expected.digest)
    }

    /// Found by fuzzing: its summary would hold the same bytes twice, and could not be read.
    @Test func `a unit that is there twice is refused by its line`() throws {
        let corpus = try PlannedCorpus(seed: 4)
        let bytes = try PlanFile(corpus.plan(), options: corpus.options, directory: "/").bytes()
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        lines.insert(lines[3], at: 5)
        let doubled = Array(lines.joined(separator: "\n").utf8)
        let error = #expect(throws: AssayError.self) { try PlanFile(reading: doubled, path: "plan") }
        #expect(error?.code == .invalidPlan)
        #expect(error?.location.line == 6)
    }

    @Test func `a line that was changed is refused by its number`() throws {
        let corpus = try PlannedCorpus(seed: 4)
        let bytes = try PlanFile(corpus.plan(), options: corpus.options, directory: "/").bytes()
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        lines[3] = lines[3].replacing("\"size\":", with: "\"size\":1")
        let changed = Array(lines.joined(separator: "\n").utf8)
        let error = #expect(throws: AssayError.self) { try PlanFile(reading: changed, path: "plan") }
        #expect(error?.code == .invalidPlan)
        #expect(error?.location.line == 4)
    }

    @Test func `a file that changed after planning is an error, and the others are read`() async throws {
        let corpus = try PlannedCorpus(seed: 6)
        let bytes = try PlanFile(corpus.plan(), options: corpus.options, directory: "/").bytes()
        let expected = await corpus.summary(corpus.plan())
        try corpus.write("small/7.txt", "something else")
        try FileManager.default.removeItem(at: corpus.directory.appending(path: "small/9.txt"))
        let plan = try PlanFile(reading: bytes, path: "plan").plan
        let summary = await plan.summary(options: corpus.options, tokenizer: nil, threads: 1)
        let codes = summary.errorExamples.errors.filter { $0.location.path?.contains("small") ?? false }.map(\.code)
        #expect(codes == [.fileChanged, .unreadableFile])
        #expect(summary.counts.documents >= expected.counts.documents - 2)
        #expect(summary.input.storedBytes == expected.input.storedBytes)
        #expect(summary.input.readBytes < expected.input.readBytes)
    }

    @Test func `a file that comes changes the units around it alone`() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "assay-units-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        var random = SplitMix(seed: 8)
        for index in 0..<600 {
            let bytes = [UInt8](repeating: 65, count: Int(random.next() % 900) + 1)
            try Data(bytes).write(to: directory.appending(path: String(format: "f%04d", index)))
        }
        func units() -> [ScanUnit] {
            CorpusDiscovery.discover(paths: [directory.path]).units(size: 20_000, options: CorpusOptions())
        }
        let before = units()
        #expect(before.count > 12)
        #expect(before.allSatisfy { $0.storedBytes <= 20_000 })
        for name in ["f0100b", "f0300b", "f0000a"] {
            try Data("new".utf8).write(to: directory.appending(path: name))
            let changed = Set(units()).subtracting(before)
            #expect(changed.count <= 4, "\(changed.count) units changed with \(name)")
            try FileManager.default.removeItem(at: directory.appending(path: name))
        }
    }
}
