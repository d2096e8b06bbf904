import Diagnostics
import Parquet
import SharedData
import Testing

/// What is damaged, hostile or not supported: an error, bounded memory, no crash.
@Suite struct DamageTests {
    private func file(_ options: ParquetWriterOptions = ParquetWriterOptions(), seed: UInt64 = 4) -> [UInt8] {
        var generator = SplitMix(seed: seed)
        return ParquetWriter(options).file(chatNodes, [randomChats(40, &generator)])
    }

    /// Without its footer nothing of a file can be read, and the error names the place.
    @Test func truncation() throws {
        let bytes = file()
        var generator = SplitMix(seed: 5)
        for _ in 0..<50 {
            let length = Int.random(in: 4..<bytes.count, using: &generator)
            let (read, _, failure) = try entries(of: Array(bytes[..<length]))
            #expect(read.isEmpty)
            #expect(failure?.code == .truncatedInput || failure?.code == .corruptInput, "length \(length)")
            #expect(failure?.location.byte != nil)
        }
    }

    @Test(arguments: [0, 6, 7, 8], [1, 2])
    func bitFlips(encoding: Int, version: Int) throws {
        let bytes = file(ParquetWriterOptions(encoding: encoding, version: version))
        for seed in UInt64(0)..<200 {
            var generator = SplitMix(seed: seed)
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^=
                    1 << UInt8.random(in: 0..<8, using: &generator)
            }
            // That it returns is the test.
            let (read, _, _) = try entries(of: damaged, limits: ParquetLimits(pageBytes: 1 << 20))
            #expect(read.count < 1 << 20, "seed \(seed)")
        }
    }

    @Test func pageThatClaimsTwoGibibytes() throws {
        var options = ParquetWriterOptions()
        options.claimedPageSize = Int(Int32.max)
        let failure = try entries(of: file(options)).failure
        #expect(failure?.code == .pageTooLarge)
    }

    @Test func unknownCodec() throws {
        for codec in [3, 99] {
            var options = ParquetWriterOptions()
            options.claimedCodec = codec
            let failure = try #require(try entries(of: file(options)).failure)
            #expect(failure.code == .unsupportedCompression)
            #expect(failure.message.contains(codec == 3 ? "LZO" : "unknown codec 99"))
        }
    }

    @Test func unknownEncoding() throws {
        let failure = try entries(of: file(ParquetWriterOptions(encoding: 5))).failure
        #expect(failure?.code == .unsupportedPageEncoding)
        #expect(failure?.message.contains("DELTA_BINARY_PACKED") == true)
    }

    @Test func negativeDictionary() throws {
        for count in [-1, 1_000_000] {
            var options = ParquetWriterOptions(encoding: 8)
            options.claimedDictionaryCount = count
            #expect(try entries(of: file(options)).failure?.code == .corruptInput)
        }
    }

    /// What the footer says of rows is held against the data, which is delivered all the same.
    @Test func wrongRowCount() throws {
        for claimed in [39, 41] {
            var options = ParquetWriterOptions()
            options.claimedRows = claimed
            let (_, rows, failure) = try entries(of: file(options))
            #expect(rows == min(claimed, 40))
            #expect(failure?.code == .corruptInput)
        }
    }

    @Test func limits() throws {
        let bytes = file(ParquetWriterOptions(encoding: 8, pageEntries: 1000))
        #expect(try entries(of: bytes, limits: ParquetLimits(columnValues: 10)).failure?.code == .expansionTooLarge)
        #expect(try entries(of: bytes, limits: ParquetLimits(columnBytes: 10)).failure?.code == .expansionTooLarge)
        #expect(try entries(of: bytes, limits: ParquetLimits(footerBytes: 10)).failure?.code == .pageTooLarge)
        #expect(try entries(of: bytes, limits: ParquetLimits(pageBytes: 10)).failure?.code == .pageTooLarge)
        #expect(try entries(of: bytes, limits: ParquetLimits(rowBytes: 10)).failure?.code == .rowTooLarge)
    }

    /// A schema nested without end must not be followed without end.
    @Test func deepSchema() throws {
        let nodes = (0..<10_000).map {
            ParquetWriter.Node(name: "n\($0)", repetition: 1, childCount: $0 < 9_999 ? 1 : 0)
        }
        #expect(try entries(of: ParquetWriter().file(nodes, [])).failure?.code == .unsupportedFormat)
    }

    @Test func notParquet() throws {
        for text in ["", "PAR", "text", "PAR1", "PAR1PAR1", "PARE1234PARE"] {
            let failure = try entries(of: Array(text.utf8)).failure
            let codes: [AssayError.Code] = [.unsupportedFormat, .truncatedInput, .encryptedInput]
            #expect(failure.map { codes.contains($0.code) } == true)
        }
    }
}
