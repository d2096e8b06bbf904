import Diagnostics
import SharedData
import Testing

@testable import Corpora

/// A sink that keeps everything.
struct Collector: DocumentSink {
    var documents: [[UInt8]] = []
    var positions: [DocumentPosition] = []
    var failures: [AssayError] = []

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition) {
        unsafe documents.append(Array(bytes))
        positions.append(position)
    }

    mutating func receive(failure: AssayError) { failures.append(failure) }
}

@Suite struct SharedCorpora {
    @Test(.enabled(if: SharedData.has("data/corpora/chat")))
    func chat() throws {
        let listing = CorpusDiscovery.discover(paths: [try #require(SharedData.path("data/corpora"))])
        let plan = CorpusPlan(listing)
        #expect(plan.failures.isEmpty)
        var collector = Collector()
        let reader = CorpusReader()
        for unit in plan.units {
            let before = collector.documents.count
            let result = reader.read(unit, into: &collector)
            print(
                unit.description.file.relativePath, unit.description.format, unit.description.compression,
                collector.documents.count - before, result)
        }
        #expect(collector.failures.isEmpty)
    }
}
