import Diagnostics
import SharedData
import Testing

@testable import Corpora

@Suite struct CompressionTests {
    struct Program: Sendable, CustomTestStringConvertible {
        let compression: Compression
        let name: String
        let arguments: [String]
        var testDescription: String { name }
        func compress(_ bytes: some Sequence<UInt8>) throws -> [UInt8] {
            try pipe(bytes, through: name, arguments)
        }
    }

    static let programs = [
        Program(compression: .gzip, name: "gzip", arguments: ["-c", "-n"]),
        Program(compression: .zstandard, name: "zstd", arguments: ["-c", "-q"]),
        Program(compression: .xz, name: "xz", arguments: ["-c"]),
        Program(compression: .bzip2, name: "bzip2", arguments: ["-c"]),
        // Blocks of 64 KiB: of an unfinished block nothing is decoded.
        Program(compression: .lz4, name: "lz4", arguments: ["-c", "-q", "-B4"]),
    ].filter { isInstalled($0.name) }

    /// Records that do not compress well, so that truncation falls into many of them.
    static func records(_ count: Int) -> [String] {
        var generator = SplitMix(seed: 11)
        return (0..<count).map { index in
            "{\"text\": \"\(index) " + (0..<8).map { _ in String(generator.next(), radix: 36) }.joined() + "\"}\n"
        }
    }

    /// The text of a record above.
    private func text(_ record: String) -> String { String(record.dropFirst(10).dropLast(3)) }

    @Test(arguments: programs)
    func contentDecidesAndNeverTheName(_ program: Program) throws {
        let corpus = try TemporaryCorpus()
        let records = Self.records(2000)
        let compressed = try program.compress(records.joined().utf8)
        for name in ["a.jsonl", "a.gz", "a.txt"] {
            let collector = try corpus.read(name, compressed)
            #expect(collector.failures.isEmpty)
            #expect(collector.texts == records.map(text))
        }
        let description = try CorpusReader().describe(corpus.file("a.txt"))
        #expect(description.compression == [program.compression])
    }

    @Test(arguments: programs)
    func membersAreOneStream(_ program: Program) throws {
        let corpus = try TemporaryCorpus()
        let records = Self.records(100)
        // Cut in the middle of a record, with an empty member between.
        let bytes = Array(records.joined().utf8)
        let joined =
            try program.compress(bytes[..<1234]) + program.compress([]) + program.compress(bytes[1234...])
        let collector = try corpus.read("a", joined)
        #expect(collector.failures.isEmpty)
        #expect(collector.texts == records.map(text))
    }

    @Test(arguments: programs)
    func whatPrecedesATruncationIsDelivered(_ program: Program) throws {
        let corpus = try TemporaryCorpus()
        let records = Self.records(20_000)
        let compressed = try program.compress(records.joined().utf8)
        var delivered: [Int] = []
        for part in [1, 100, 500, 900, 999] {
            let length = max(20, compressed.count * part / 1000)
            let collector = try corpus.read("a.jsonl", compressed.prefix(length))
            #expect(collector.codes == [.truncatedInput], "\(length) of \(compressed.count) bytes")
            #expect(collector.texts == records.prefix(collector.documents.count).map(text))
            let location = try #require(collector.failures.first).location
            #expect(location.path == corpus.path("a.jsonl"))
            let complete = records.prefix(collector.documents.count).reduce(0) { $0 + $1.utf8.count }
            if !collector.documents.isEmpty {
                // The damage lies in the record behind the last complete one.
                let next = records[collector.documents.count].utf8.count
                #expect((complete...(complete + next)).contains(Int(location.byte ?? 0)))
            }
            #expect(collector.failures[0].message.contains("(at stored byte \(length))"))
            delivered.append(collector.documents.count)
        }
        #expect(delivered == delivered.sorted() && delivered.last! > 10_000)
    }

    @Test(arguments: programs)
    func plainTextBeforeATruncationIsDelivered(_ program: Program) throws {
        let corpus = try TemporaryCorpus()
        let text = DocumentGridTests.text(bytes: 1_500_000, lineLength: 60, seed: 5)
        let compressed = try program.compress(text)
        let collector = try corpus.read("a.txt", compressed.dropLast(compressed.count / 8))
        #expect(collector.codes == [.truncatedInput])
        let delivered = Array(collector.documents.joined())
        #expect(delivered.count > 800_000 && delivered.elementsEqual(text.prefix(delivered.count)))
        #expect(collector.failures[0].location.byte == UInt64(delivered.count))
    }

    @Test(arguments: programs)
    func aFlippedByteIsFound(_ program: Program) throws {
        let corpus = try TemporaryCorpus()
        let records = Self.records(5000)
        var compressed = try program.compress(records.joined().utf8)
        compressed[compressed.count / 2] ^= 0x55
        let collector = try corpus.read("a", compressed)
        // The damage is found late by a checksum (then the text between is wrong) or at once.
        #expect(collector.codes.last == .corruptInput || collector.codes.last == .truncatedInput)
        #expect(collector.failures.last?.location.byte != nil)
    }

    /// Whatever is damaged: reading ends, documents are whole records, and a file has at most one stream error.
    @Test(arguments: programs, [1, 2, 3] as [UInt64])
    func randomDamageIsSurvived(_ program: Program, seed: UInt64) throws {
        let corpus = try TemporaryCorpus()
        let records = Self.records(300)
        let compressed = try program.compress(records.joined().utf8)
        var generator = SplitMix(seed: seed)
        for round in 0..<60 {
            var damaged = compressed
            for _ in 0...(round % 4) {
                // Behind the fields of a gzip header that nothing checks.
                let index = 10 + Int(generator.next() % UInt64(damaged.count - 10))
                switch generator.next() % 3 {
                case 0: damaged[index] = UInt8(truncatingIfNeeded: generator.next())
                case 1: damaged.remove(at: index)
                default: damaged.insert(UInt8(truncatingIfNeeded: generator.next()), at: index)
                }
            }
            let collector = try corpus.read("a.jsonl", damaged)
            let streamErrors = collector.codes.count {
                [.truncatedInput, .corruptInput, .windowTooLarge, .unsupportedCompression].contains($0)
            }
            #expect(streamErrors <= 1, "seed \(seed), round \(round)")
            if damaged != compressed { #expect(!collector.failures.isEmpty, "seed \(seed), round \(round)") }
        }
    }

    @Test(arguments: programs)
    func garbageBehindTheEndIsAnError(_ program: Program) throws {
        let corpus = try TemporaryCorpus()
        let compressed = try program.compress("text\n".utf8)
        let collector = try corpus.read("a", compressed + Array("this is not compressed".utf8))
        #expect(collector.texts == ["text\n"])
        #expect(collector.codes == [.corruptInput])
    }

    @Test func gzipPaddingIsAccepted() throws {
        let corpus = try TemporaryCorpus()
        let member = try pipe("text\n".utf8, through: "gzip", ["-c"])
        let collector = try corpus.read("a", member + [UInt8](repeating: 0, count: 1000) + member)
        #expect(collector.failures.isEmpty && collector.texts == ["text\ntext\n"])
    }

    @Test(arguments: ["zstd", "lz4"].filter(isInstalled)) func skippableFramesAreSkipped(program: String) throws {
        let corpus = try TemporaryCorpus()
        let frame = try pipe("text\n".utf8, through: program, ["-c", "-q"])
        let skippable: [UInt8] = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
        let begin = program == "zstd" ? skippable : []
        let collector = try corpus.read("a", begin + frame + skippable + frame)
        #expect(collector.failures.isEmpty && collector.texts == ["text\ntext\n"])
    }

    @Test(.enabled(if: isInstalled("lz4"))) func otherSortsOfLZ4AreNamed() throws {
        let corpus = try TemporaryCorpus()
        let frame = try pipe("text\n".utf8, through: "lz4", ["-c", "-q"])
        let legacy = try pipe("text\n".utf8, through: "lz4", ["-c", "-q", "-l"])
        #expect(try corpus.read("a", legacy).codes == [.unsupportedFormat])
        #expect(try corpus.read("a", frame + legacy).codes == [.unsupportedCompression])
    }

    @Test(arguments: [27, 28])
    func windowsHaveALimit(log: UInt8) throws {
        let corpus = try TemporaryCorpus()
        // RFC 8878: magic number, descriptor without content size, window exponent, one raw block of five bytes.
        let header: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, (log - 10) << 3, 5 << 3 | 1, 0, 0]
        let collector = try corpus.read("a", header + Array("text\n".utf8))
        if log == 27 {
            #expect(collector.texts == ["text\n"] && collector.failures.isEmpty)
        } else {
            #expect(collector.codes == [AssayError.Code.windowTooLarge])
            #expect(collector.failures[0].message.contains("\(Compression.windowLimit)"))
        }
    }

    @Test func nestedLayersAreUndone() throws {
        let corpus = try TemporaryCorpus()
        var bytes = Array("text\n".utf8)
        for (depth, program) in (Self.programs + Self.programs).prefix(4).enumerated() {
            bytes = try program.compress(bytes)
            let collector = try corpus.read("a", bytes)
            if depth < Compression.maximumDepth {
                #expect(collector.texts == ["text\n"] && collector.failures.isEmpty)
            } else {
                #expect(collector.codes == [.unsupportedFormat])
            }
        }
    }

    @Test func aReaderServesManyStreams() throws {
        let corpus = try TemporaryCorpus()
        let reader = CorpusReader()
        for round in 0..<3 {
            for program in Self.programs {
                let text = Array("\(round) \(program.name)\n".utf8)
                let compressed = try program.compress(text)
                for (name, bytes, failures) in [("good", compressed, 0), ("bad", compressed.dropLast(3), 1)] {
                    try corpus.write(name, bytes)
                    var collector = Collector()
                    let description = try reader.describe(corpus.file(name))
                    _ = reader.read(WorkUnit(description: description, range: nil), into: &collector)
                    #expect(collector.failures.count == failures)
                    if failures == 0 { #expect(collector.documents == [text]) }
                }
            }
        }
    }
}
