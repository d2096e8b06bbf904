import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Corpora

/// Files that others wrote to break decoders and parsers; their names tell the verdict.
@Suite struct HostileDataTests {
    static func names(in folder: String) -> [String] {
        guard let path = SharedData.path(folder) else { return [] }
        return (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
    }

    /// Decodes a whole file by the layer that its content shows; nil where it shows none.
    static func decode(_ path: String) throws -> (bytes: [UInt8], compression: Compression?, failure: AssayError?) {
        let file = try #require(CorpusDiscovery.discover(paths: [path]).files.first)
        let head = Array(try Data(contentsOf: URL(filePath: path)).prefix(64))
        let compression = unsafe head.withUnsafeBufferPointer { unsafe Compression.detect($0) }
        let stream = DecodedStream()
        var bytes: [UInt8] = []
        do throws(AssayError) {
            try stream.open(file, compression: compression.map { [$0] } ?? [])
            var chunk = [UInt8](repeating: 0, count: 1000)
            while true {
                let count = try unsafe chunk.withUnsafeMutableBufferPointer { buffer throws(AssayError) in
                    try unsafe stream.read(into: buffer)
                }
                if count == 0 { return (bytes, compression, nil) }
                bytes += chunk.prefix(count)
            }
        } catch {
            return (bytes, compression, error)
        }
    }

    @Test(.enabled(if: SharedData.has("data/hostile/xz")), arguments: names(in: "data/hostile/xz"))
    func xz(name: String) throws {
        let path = try #require(SharedData.path("data/hostile/xz/" + name))
        let (_, compression, failure) = try Self.decode(path)
        if name.hasSuffix(".lzma") {
            // The legacy format is not read, whatever it holds.
            #expect(compression == nil)
        } else if name.hasPrefix("good-") {
            #expect(compression == .xz && failure == nil)
        } else if name.hasPrefix("unsupported-") {
            #expect(failure?.code == .unsupportedCompression)
        } else {
            #expect(compression == nil || failure != nil)
        }
        // Through the whole reader: bad files are errors, good ones too where they hold binary data.
        let plan = CorpusPlan(CorpusDiscovery.discover(paths: [path]))
        var collector = Collector()
        for unit in plan.units { _ = CorpusReader().read(unit, into: &collector) }
        let failures = plan.failures.count + collector.failures.count
        if name.hasPrefix("good-") && name.hasSuffix(".xz") {
            #expect(plan.failures.allSatisfy { [.binaryFile, .unsupportedFormat].contains($0.code) })
        } else {
            #expect(failures == 1)
        }
        if name.hasSuffix(".lzma") { #expect(plan.failures.first?.code == .unsupportedFormat) }
    }

    @Test(
        .enabled(if: SharedData.has("data/hostile/zstd") && isInstalled("zstd")),
        arguments: names(in: "data/hostile/zstd"))
    func zstandard(name: String) throws {
        let path = try #require(SharedData.path("data/hostile/zstd/" + name))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["zstd", "-q", "-d", "-c", path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let expected = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let (bytes, compression, failure) = try Self.decode(path)
        #expect(compression == .zstandard)
        #expect((failure == nil) == (process.terminationStatus == 0))
        if failure == nil { #expect(bytes == Array(expected)) }
    }

    @Test(.enabled(if: SharedData.has("data/hostile/json")), arguments: names(in: "data/hostile/json"))
    func json(name: String) throws {
        let bytes = Array(try #require(SharedData.data("data/hostile/json/" + name)))
        let kind = try RecordParser().parse(copyOf: bytes)
        let isValid = [.object, .otherValue].contains(kind)
        if name.hasPrefix("y_") { #expect(isValid) }
        if name.hasPrefix("n_") { #expect(!isValid) }
        if name.hasPrefix("y_object") { #expect(kind == .object) }

        // As lines between good records: every line is a document or an error, and the good ones are found.
        let good = Array("{\"text\": \"good\"}\n".utf8)
        let corpus = try TemporaryCorpus()
        let repeated = Array(repeatElement(good, count: 20).joined())
        let collector = try corpus.read("a.jsonl", repeated + bytes + [0x0A] + good)
        #expect(collector.texts.count { $0 == "good" } == 21)
        let rest = bytes.split(separator: 0x0A).count { line in
            !line.allSatisfy { [0x20, 0x09, 0x0D].contains($0) }
        }
        #expect(collector.documents.count - 21 + collector.failures.count == rest)
    }
}
