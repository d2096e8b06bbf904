import Diagnostics

@testable import Corpora

/// A sink that keeps everything.
struct Collector: DocumentSink {
    var documents: [[UInt8]] = []
    var positions: [DocumentPosition] = []
    var failures: [AssayError] = []

    var texts: [String] { documents.map { String(decoding: $0, as: UTF8.self) } }
    var codes: [AssayError.Code] { failures.map(\.code) }

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition) {
        unsafe documents.append(Array(bytes))
        positions.append(position)
    }

    mutating func receive(failure: AssayError) { failures.append(failure) }
}

/// Whether two collectors hold the same documents, in whatever order.
func areEqual(_ a: Collector, _ b: Collector) -> Bool {
    a.documents.sorted { $0.lexicographicallyPrecedes($1) } == b.documents.sorted { $0.lexicographicallyPrecedes($1) }
}

/// A sink that counts, for what is too large to keep.
struct Counter: DocumentSink {
    var documents = 0
    var bytes = 0
    var failures: [AssayError] = []

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition) {
        documents += 1
        self.bytes += bytes.count
    }

    mutating func receive(failure: AssayError) { failures.append(failure) }
}
