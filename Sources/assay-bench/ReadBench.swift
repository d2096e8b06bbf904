import ArgumentParser
import Corpora
import Diagnostics

/// The reading of documents alone: decompression, records, text fields.
struct ReadBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "read")

    @Argument var paths: [String]

    func run() {
        let options = CorpusOptions()
        let plan = CorpusPlan(CorpusDiscovery.discover(paths: paths), options: options)
        let reader = CorpusReader(options: options)
        var counter = DocumentCounter()
        let clock = ContinuousClock()
        let seconds = clock.measure {
            for unit in plan.units { _ = reader.read(unit, into: &counter) }
        }
        print(
            #"{"documents": \#(counter.documents), "bytes": \#(counter.bytes), "failures": \#(counter.failures), "#
                + #""seconds": \#(seconds / .seconds(1))}"#)
    }
}

/// A sink that counts.
private struct DocumentCounter: DocumentSink {
    var documents = 0
    var bytes = 0
    var failures = 0

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition) {
        documents += 1
        self.bytes += bytes.count
    }

    mutating func receive(failure: AssayError) { failures += 1 }
}
