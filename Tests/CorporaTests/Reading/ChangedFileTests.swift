import Diagnostics
import Foundation
import Testing

@testable import Corpora

/// Files that change while they are read.
@Suite struct ChangedFileTests {
    /// A sink that changes the file when the first document has been read.
    private struct Meddler: DocumentSink {
        var collector = Collector()
        let change: () throws -> Void

        mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, at position: DocumentPosition) {
            if collector.documents.isEmpty { try? change() }
            unsafe collector.receive(bytes, at: position)
        }

        mutating func receive(failure: AssayError) { collector.receive(failure: failure) }
    }

    private func read(_ format: String, _ change: @escaping (String) throws -> Void) throws -> Collector {
        let corpus = try TemporaryCorpus()
        let text = DocumentGridTests.text(bytes: 4_000_000, lineLength: 60, seed: 4)
        var bytes = text
        if format == "tar" {
            var tar = TarWriter()
            for start in stride(from: 0, to: text.count, by: 50_000) {
                tar.add("\(start)", text[start..<(start + 50_000)])
            }
            bytes = tar.finished
        } else if format == "zip" {
            var zip = ZipWriter()
            for start in stride(from: 0, to: text.count, by: 1_000_000) {
                zip.add(Array("\(start)".utf8), Array(text[start..<(start + 1_000_000)]))
            }
            bytes = zip.finished
        }
        let path = try corpus.write("a", bytes)
        // Far enough back to be told from now, however coarse the clock of the file system is.
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1e9)], ofItemAtPath: path)
        let reader = CorpusReader()
        let description = try reader.describe(corpus.file("a"))
        var meddler = Meddler { try change(path) }
        let result = reader.read(WorkUnit(description: description, range: nil), into: &meddler)
        #expect(result.isComplete == meddler.collector.failures.isEmpty)
        return meddler.collector
    }

    @Test(arguments: ["text", "tar", "zip"])
    func whatIsReadIsKeptAndTheChangeIsSaid(format: String) throws {
        let whole = try read(format) { _ in }
        #expect(whole.failures.isEmpty && whole.documents.count > 10)
        let shorter = try read(format) { try #require(FileHandle(forWritingAtPath: $0)).truncate(atOffset: 2_000_000) }
        #expect(shorter.codes == [.fileChanged] && shorter.documents.count < whole.documents.count)
        let longer = try read(format) {
            let handle = try #require(FileHandle(forWritingAtPath: $0))
            try handle.seekToEnd()
            try handle.write(contentsOf: Array("more".utf8))
        }
        #expect(longer.codes == [.fileChanged] && longer.documents.count == whole.documents.count)
        let rewritten = try read(format) {
            let handle = try #require(FileHandle(forWritingAtPath: $0))
            try handle.seek(toOffset: 3_990_000)
            try handle.write(contentsOf: Array("other".utf8))
        }
        // A checksum may have told before.
        #expect(rewritten.codes.last == .fileChanged && rewritten.documents.count == whole.documents.count)
    }

    @Test func whatVanishesWhileItIsReadIsReadToItsEnd() throws {
        let collector = try read("text") { try FileManager.default.removeItem(atPath: $0) }
        #expect(collector.failures.isEmpty && collector.documents.count == 62)
    }

    @Test func otherFilesAreNotLost() throws {
        let corpus = try TemporaryCorpus()
        for name in ["a", "b", "c", "d"] { try corpus.write(name, "text \(name)") }
        let plan = CorpusPlan(CorpusDiscovery.discover(paths: [corpus.path]))
        try corpus.remove("b")
        try corpus.write("c", "other text")
        var collector = Collector()
        let reader = CorpusReader()
        for unit in plan.units { _ = reader.read(unit, into: &collector) }
        // No more is read than was found.
        #expect(collector.texts == ["text a", "other ", "text d"])
        #expect(collector.codes == [.unreadableFile, .fileChanged])
        #expect(collector.failures.map(\.location.path) == [corpus.path("b"), corpus.path("c")])
    }
}
