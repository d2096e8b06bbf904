import Assessment
import Foundation
import FuzzTargets
import Testing

/// Every decoder on the inputs that fuzzing once found, on its seeds, and on some that are made anew each time.
@Suite struct FuzzTargetTests {
    static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    /// A folder that goes away with the test.
    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fuzz-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    @Test(arguments: FuzzTarget.all.map(\.name))
    func `inputs that were found stay mended`(name: String) async throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        let folder = Self.fixtures.appending(path: name)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        try await withFolder { scratch in
            for name in names.sorted() {
                let input = Array(try Data(contentsOf: folder.appending(path: name)))
                do { try await target.run(input, in: scratch) } catch { Issue.record("\(name): \(error)") }
            }
        }
    }

    @Test(arguments: FuzzTarget.all.map(\.name))
    func `changed seeds neither crash nor break what must hold`(name: String) async throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        let mutator = try await Mutator(target, seed: 1)
        let clock = ContinuousClock()
        try await withFolder { scratch in
            // Sixty inputs, or fewer of a decoder that is slow without optimisation.
            let start = clock.now
            for iteration in 0..<60 where clock.now - start < .seconds(2) {
                do {
                    try await target.run(mutator.input(iteration * 7), in: scratch)
                } catch {
                    Issue.record("seed 1, iteration \(iteration * 7): \(error)")
                }
            }
        }
    }

    @Test func `this version reads the report that is a seed`() async throws {
        let target = try #require(FuzzTarget.all.first { $0.name == "corpus-report" })
        let seed = try #require(try await target.seeds().first)
        let report = try JSONDecoder().decode(CorpusReport.self, from: Data(seed))
        #expect(report.learning != nil && !report.figures.entries.isEmpty)
    }

    @Test func `a folder of fixtures belongs to a target`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.fixtures.path).filter { $0 != "README.md" }
        #expect(Set(names).isSubset(of: Set(FuzzTarget.all.map(\.name))))
    }

    @Test func `inputs do not depend on what ran before`() async throws {
        let target = try #require(FuzzTarget.all.first)
        let input = try await Mutator(target, seed: 3).input(500)
        #expect(try await Mutator(target, seed: 3).input(500) == input)
        #expect(try await Mutator(target, seed: 4).input(500) != input)
    }
}
