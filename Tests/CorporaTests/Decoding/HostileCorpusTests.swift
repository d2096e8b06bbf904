import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Corpora

/// Every file that others wrote to break readers, through planning and reading: an end, in time, and a reason.
@Suite struct HostileCorpusTests {
    /// The regular files below a folder of the shared data.
    static func files(below folder: String) -> [String] {
        guard let path = SharedData.path(folder), let all = FileManager.default.enumerator(atPath: path) else {
            return []
        }
        return all.compactMap { $0 as? String }.filter { name in
            var isDirectory: ObjCBool = false
            return unsafe FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isDirectory)
                && !isDirectory.boolValue
        }.sorted().map { folder + "/" + $0 }
    }

    @Test(
        .enabled(if: SharedData.has("data/hostile")),
        arguments: files(below: "data/hostile") + files(below: "data/parquet"))
    func itEndsInTimeAndSaysWhy(name: String) throws {
        let path = try #require(SharedData.path(name))
        let options = CorpusOptions(maximumRecordBytes: 1 << 20)
        let clock = ContinuousClock()
        var counter = Counter()
        var units = 0
        let took = clock.measure {
            let plan = CorpusPlan(CorpusDiscovery.discover(paths: [path]), options: options)
            counter.failures = plan.failures
            units = plan.units.count
            let reader = CorpusReader(options: options)
            for unit in plan.units { _ = reader.read(unit, into: &counter) }
        }
        #expect(took < .seconds(30))
        // A file is read or refused, and an unreadable one is never taken for an empty one.
        #expect(units > 0 || counter.failures.count == 1)
        #expect(counter.documents + counter.failures.count > 0 || units > 0)
        for failure in counter.failures {
            #expect(failure.code.rawValue.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
            #expect(failure.message.count > 20 && failure.message.contains(";"), "says what to do: \(failure)")
            #expect(failure.location.path == path)
        }
    }
}
