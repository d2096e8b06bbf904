import Assessment
import Diagnostics
import Foundation
import GRDB
import Testing

@testable import History

@Suite("The history of runs")
struct HistoryTests {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "assay-history-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    var path: String { folder.appending(path: "history.sqlite").path }

    static func run(
        _ time: Int64, value: Double = 1, corpus: String = "web", fingerprint: String = "f",
        verdict: CheckReport.Verdict = .passed, isComplete: Bool = true
    ) -> RecordedRun {
        RecordedRun(
            corpus: corpus, time: time, fingerprint: fingerprint, assay: "0", policy: "p",
            verdict: verdict,
            coverage: 1, isComplete: isComplete,
            figures: [
                "a": Figure(value, unit: "1", kind: .exact),
                "b": Figure(
                    2, unit: "bit/byte", kind: .estimate,
                    interval: Figure.Interval(lower: 1, upper: 3, level: 0.9, method: "m")),
                "c": Figure(4, unit: "bit", kind: .diagnostic, intervalAbsence: "none"),
            ], checks: ["one": .passed, "two": verdict])
    }

    @Test
    func `what was recorded is read again, whoever opens the file`() throws {
        let run = Self.run(86_400, value: 0.1)
        let id = try HistoryDatabase(path: path).record(run)
        var read = try HistoryDatabase(path: path).run(id)
        read.id = nil
        #expect(read == run)
    }

    @Test
    func
        `runs of other fingerprints, failed and incomplete ones, and later ones are not compared with`()
        throws
    {
        let database = try HistoryDatabase(path: path)
        for (time, verdict) in [
            (1, CheckReport.Verdict.passed), (2, .warned), (3, .failed), (4, .errored), (9, .passed),
        ] {
            try database.record(Self.run(Int64(time), value: Double(time), verdict: verdict))
        }
        try database.record(Self.run(5, fingerprint: "g"))
        try database.record(Self.run(6, corpus: "books"))
        try database.record(Self.run(7, isComplete: false))
        let past = try database.past(corpus: "web", fingerprint: "f", before: 8, limit: 10)
        #expect(past.runs.map(\.time) == [2, 1])
        #expect(past.runs.first?.figures["a"]?.value == 2)
        #expect(past.baseline == nil)
        #expect(past.omission?.contains("1 earlier run was made with other parameters") == true)
        #expect(try database.past(corpus: "web", fingerprint: "f", before: 8, limit: 1).runs.count == 1)
    }

    @Test
    func `the same night once more takes the place of the first, and stays the baseline`() throws {
        let database = try HistoryDatabase(path: path)
        try database.setBaseline(try database.record(Self.run(1, value: 1)))
        try database.record(Self.run(1, value: 2))
        let runs = try database.runs()
        #expect(runs.count == 1)
        #expect(runs.first?.isBaseline == true)
        #expect(try database.run(runs.first?.id ?? 0).figures["a"]?.value == 2)
    }

    @Test
    func `a corpus and fingerprint has one baseline, which pruning leaves`() throws {
        let database = try HistoryDatabase(path: path)
        var ids: [Int64] = []
        for time in 1...6 { ids.append(try database.record(Self.run(Int64(time)))) }
        let other = try database.record(Self.run(1, corpus: "books"))
        try database.setBaseline(ids[0])
        try database.setBaseline(other)
        try database.setBaseline(ids[1])
        #expect(try database.runs(corpus: "web").filter(\.isBaseline).map(\.id) == [ids[1]])
        #expect(try database.runs(corpus: "books").filter(\.isBaseline).count == 1)
        #expect(try database.prune(corpus: "web", keep: 2, before: nil) == 3)
        #expect(try database.runs(corpus: "web").map(\.id) == [ids[5], ids[4], ids[1]])
        #expect(try database.prune(corpus: nil, keep: 0, before: 6) == 1)
        try database.clearBaseline(ids[1])
        #expect(throws: AssayError.self) { try database.setBaseline(999) }
        #expect(throws: AssayError.self) { try database.clearBaseline(999) }
        #expect(throws: AssayError.self) { try database.run(999) }
    }

    @Test
    func `another program's database, and a file that is none, are refused`() throws {
        try Data("no database at all, only a text that is long enough to be read as one".utf8).write(
            to: URL(filePath: path))
        #expect(throws: AssayError.self) { try HistoryDatabase(path: path) }
        #expect(throws: AssayError.self) {
            try HistoryDatabase(path: "/nonexistent/folder/history.sqlite")
        }
    }

    @Test
    func `another program's database is left as it was`() throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE theirs (a)") }
        try queue.close()
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(throws: AssayError.self) { try HistoryDatabase(path: path) }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["history.sqlite"])
    }

    @Test(arguments: [
        "CREATE TRIGGER more AFTER INSERT ON run BEGIN DELETE FROM figure; END",
        "DROP TABLE verdict; CREATE VIEW verdict AS SELECT 1 AS run, 'a' AS \"check\", 'passed' AS verdict",
        "DROP TABLE figure; CREATE TABLE figure (run, path, value)",
    ])
    func `a history whose tables are not ours is refused`(change: String) throws {
        try HistoryDatabase(path: path).record(Self.run(86_400))
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: change) }
        try queue.close()
        let error = #expect(throws: AssayError.self) { try HistoryDatabase(path: path) }
        #expect(error?.code == .historyUnavailable)
        // What is beside them is the user's.
        let other = folder.appending(path: "other.sqlite").path
        try HistoryDatabase(path: other).record(Self.run(86_400))
        let views = try DatabaseQueue(path: other)
        try views.write { try $0.execute(sql: "CREATE VIEW latest AS SELECT max(time) AS time FROM run") }
        try views.close()
        #expect(try HistoryDatabase(path: other).runs().count == 1)
    }

    @Test
    func `many writers at once lose nothing and double nothing`() async throws {
        let path = path
        let writers = 8
        let runs = 10
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for run in 0..<runs {
                        // Opened anew each time, as a process does, from the first moment on.
                        try HistoryDatabase(path: path).record(
                            Self.run(Int64(writer * runs + run), value: Double(run)))
                    }
                }
            }
            try await group.waitForAll()
        }
        let database = try HistoryDatabase(path: path)
        let all = try database.runs()
        #expect(Set(all.map(\.time)) == Set(0..<Int64(writers * runs)))
        #expect(all.count == writers * runs)
        for run in all { #expect(try database.run(run.id ?? 0).figures.count == 3) }
    }

    @Test(
        arguments: [
            ([:], nil), (["HOME": "/h"], "/h/.local/state/assay/history.sqlite"),
            (["HOME": "/h", "XDG_STATE_HOME": "/s"], "/s/assay/history.sqlite"),
            (["HOME": "/h", "XDG_STATE_HOME": "relative"], "/h/.local/state/assay/history.sqlite"),
            (["HOME": "/h", "ASSAY_HISTORY": "x.sqlite"], "x.sqlite"),
            (
                ["HOME": "/h", "XDG_STATE_HOME": "", "ASSAY_HISTORY": ""],
                "/h/.local/state/assay/history.sqlite"
            ),
        ] as [([String: String], String?)])
    func `the place follows the XDG Base Directory Specification`(
        environment: [String: String], path: String?
    ) {
        #expect(HistoryLocation.standard { environment[$0] } == path)
    }
}
