import Diagnostics
import SharedData
import Testing

@testable import Corpora

@Suite struct TokenIdTests {
    private typealias Fixtures = TokenIdFixtures

    private static let options = TokenIdOptions(vocabularySize: 120, endOfDocument: 7)

    private func ids(_ count: Int, below bound: Int, seed: UInt64) -> [Int] {
        var generator = SplitMix(seed: seed)
        return (0..<count).map { _ in Int(generator.next() % UInt64(bound)) }
    }

    @Test(arguments: TokenIdFixtures.NumberType.all)
    func equalIDsAreEqualDocumentsWhateverTheirType(type: TokenIdFixtures.NumberType) throws {
        let ids = ids(1000, below: 120, seed: 1)
        let corpus = try TemporaryCorpus()
        let read = try corpus.read(
            "a.npy", Fixtures.npy(type, ids), options: CorpusOptions(tokenIDs: Self.options))
        #expect(read.failures.isEmpty)
        #expect(read.documents == Fixtures.documents(ids, Self.options))
        let raw = InputFormat.allCases.first { $0.bytesPerTokenID == type.width && type.name.hasPrefix("<u") }
        if let raw {
            let read = try corpus.read(
                "a.bin", type.bytes(ids), options: CorpusOptions(inputFormat: raw, tokenIDs: Self.options))
            #expect(read.failures.isEmpty && read.documents == Fixtures.documents(ids, Self.options))
        }
    }

    /// What numpy 2.4.6 wrote with numpy.lib.format.write_array: [1, 2, 300, 4], [[1, 2], [3, 70000]] and [5, 6, 7].
    @Test(arguments: [
        (
            "934e554d5059010076007b276465736372273a20273c7532272c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a2028342c292c207d",
            "010002002c010400", [[1, 2, 300, 4]]
        ),
        (
            "934e554d50590200740000007b276465736372273a20273e7534272c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a2028322c2032292c207d",
            "00000001000000020000000300011170", [[1, 2], [3, 70000]]
        ),
        (
            "934e554d50590300740000007b276465736372273a20273c6938272c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a2028332c292c207d",
            "050000000000000006000000000000000700000000000000", [[5, 6, 7]]
        ),
    ])
    func numPysOwnFiles(header: String, data: String, rows: [[Int]]) throws {
        func bytes(_ digits: String) -> [UInt8] {
            let values = digits.compactMap(\.hexDigitValue)
            return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
        }
        // NumPy fills the header up with spaces, to 128 bytes here.
        let start = bytes(header)
        let padding = [UInt8](repeating: 0x20, count: 127 - start.count) + [0x0A]
        let options = TokenIdOptions(vocabularySize: 100_000)
        let read = try TemporaryCorpus().read(
            "a.npy", start + padding + bytes(data), options: CorpusOptions(tokenIDs: options))
        #expect(read.failures.isEmpty)
        #expect(read.documents == rows.flatMap { Fixtures.documents($0, options) })
    }

    /// Every part read on its own gives what the whole gives: documents, places, errors and decoded bytes.
    @Test(arguments: [nil, 7], [nil, 1, 50, 10_000])
    func unitsOfEverySizeGiveTheSame(end: Int?, rowLength: Int?) throws {
        let tokens = TokenIdOptions(vocabularySize: 115, endOfDocument: end)
        // A document that is longer than the grid stands in the middle.
        let ids =
            ids(2_000, below: 120, seed: 3) + [Int](repeating: 9, count: 17_000) + ids(1_000, below: 120, seed: 4)
        let corpus = try TemporaryCorpus()
        let rows = rowLength.map { ids.count / $0 }
        try corpus.write("a.npy", Fixtures.npy(Fixtures.u16, ids, rows: rows))
        let whole = try corpus.read("a.npy", options: CorpusOptions(unitSize: 1 << 30, tokenIDs: tokens))
        #expect(whole.documents == Fixtures.documents(ids, tokens, rowLength: rowLength))
        #expect(whole.failures.count == ids.count { $0 >= 115 })
        #expect(Set(whole.positions.map(\.byte)).count == whole.positions.count)
        for size in [104, 1000, 4096, 32_776] {
            let reader = CorpusReader(options: CorpusOptions(unitSize: size, tokenIDs: tokens))
            var joined = Collector()
            var decoded: UInt64 = 0
            for unit in try reader.describe(corpus.file("a.npy")).units(size: size) {
                let result = reader.read(unit, into: &joined)
                #expect(result.isComplete)
                decoded += result.decodedBytes
            }
            let same = joined.documents == whole.documents && joined.positions == whole.positions
            #expect(same && joined.failures == whole.failures, "unit size \(size)")
            #expect(try decoded == corpus.file("a.npy").size)
        }
    }

    @Test func idsBeyondTheVocabularyAreCountedAndPlaced() throws {
        var ids = [Int](repeating: 3, count: 100)
        ids[41] = 120
        ids[42] = 200
        ids[60] = 7
        ids[99] = -1
        let corpus = try TemporaryCorpus()
        let type = Fixtures.NumberType(name: "<i4", width: 4)
        let bytes = Fixtures.npy(type, ids)
        let read = try corpus.read("a.npy", bytes, options: CorpusOptions(tokenIDs: Self.options))
        #expect(read.documents.map(\.count) == [2 * 59, 2 * 38])
        #expect(read.codes == [AssayError.Code](repeating: .idBeyondVocabulary, count: 3))
        let content = UInt64(bytes.count - 400)
        #expect(read.failures.map(\.location.byte) == [content + 4 * 41, content + 4 * 41, content + 4 * 99])
        #expect(read.failures[0].message.contains("the id is 120,") && read.failures[2].message.contains("negative"))
    }

    /// All ids before the cut are there, and the error names the place of the first that is not.
    @Test(arguments: [1, 2, 3, 4] as [UInt64], [false, true])
    func truncationNamesItsPlace(seed: UInt64, isRaw: Bool) throws {
        let ids = ids(3000, below: 120, seed: seed)
        let whole = isRaw ? Fixtures.u16.bytes(ids) : Fixtures.npy(Fixtures.u16, ids, rows: 60)
        let header = whole.count - 6000
        let corpus = try TemporaryCorpus()
        var generator = SplitMix(seed: seed)
        for _ in 0..<25 {
            let cut = header + Int(generator.next() % 6000)
            let left = ids[..<((cut - header) / 2)]
            for size in [1 << 20, 512] {
                let read = try corpus.read(
                    "a.bin", whole[..<cut],
                    options: CorpusOptions(unitSize: size, inputFormat: isRaw ? .ids16 : nil, tokenIDs: Self.options))
                #expect(
                    read.documents == Fixtures.documents(Array(left), Self.options, rowLength: isRaw ? nil : 50))
                if isRaw && cut % 2 == 0 {
                    #expect(read.failures.isEmpty)
                } else {
                    #expect(read.codes == [.truncatedInput] && read.failures[0].location.byte == UInt64(cut - cut % 2))
                }
            }
        }
    }

    @Test func aHeaderThatIsCutIsDamage() throws {
        let whole = Fixtures.npy(Fixtures.u16, [1, 2, 3])
        let corpus = try TemporaryCorpus()
        for cut in 6..<(whole.count - 6) {
            let read = try corpus.read("a.npy", whole[..<cut], options: CorpusOptions(tokenIDs: Self.options))
            #expect(read.documents.isEmpty && read.codes == [.corruptInput], "cut at \(cut)")
        }
    }

    @Test func whatStandsBehindTheArrayIsAnError() throws {
        let bytes = Fixtures.npy(Fixtures.u16, [1, 2, 3])
        for size in [8, 1 << 20] {
            let read = try TemporaryCorpus().read(
                "a.npy", bytes + bytes, options: CorpusOptions(unitSize: size, tokenIDs: Self.options))
            #expect(read.documents == [[1, 0, 2, 0, 3, 0]] && read.codes == [.corruptInput])
            #expect(read.failures[0].location.byte == UInt64(bytes.count))
        }
    }

    @Test(arguments: [
        ("'<f4'", "(2,)", false, "of type <f4"), ("'<U3'", "(2,)", false, "of type <U3"),
        ("'|O'", "(2,)", false, "of type |O"), ("[('a', '<u2')]", "(2,)", false, "several fields"),
        ("'<u2'", "(2, 3, 4)", false, "of shape (2, 3, 4)"), ("'<u2'", "()", false, "of shape ()"),
        ("'<u2'", "(2, 3)", true, "in Fortran's order"),
    ])
    func otherArraysAreRefusedByName(type: String, shape: String, fortran: Bool, name: String) throws {
        let read = try TemporaryCorpus().read(
            "a.npy", Fixtures.npy(type, shape, [UInt8](repeating: 1, count: 64), fortran: fortran),
            options: CorpusOptions(tokenIDs: Self.options))
        #expect(read.codes == [.unsupportedFormat] && read.failures[0].message.contains(name))
    }

    @Test(arguments: ["(99999999999999999999,)", "(4294967296, 4294967296)", "(-1,)", "(1,", "1", "(1 2"])
    func shapesThatCannotBeAreDamage(shape: String) throws {
        let read = try TemporaryCorpus().read(
            "a.npy", Fixtures.npy("'<u2'", shape, [1, 0]), options: CorpusOptions(tokenIDs: Self.options))
        #expect(read.documents.isEmpty)
        #expect(read.codes == [.corruptInput])
    }

    @Test func aCorpusIsEitherOfTextOrOfIDs() throws {
        let corpus = try TemporaryCorpus()
        let ids = CorpusOptions(tokenIDs: Self.options)
        let raw = CorpusOptions(inputFormat: .ids16, tokenIDs: Self.options)
        let npy = Fixtures.npy(Fixtures.u16, [1, 2, 3])
        #expect(try corpus.read("a.npy", npy).codes == [.missingVocabularySize])
        #expect(try corpus.read("a.txt", Array("some text\n".utf8), options: ids).codes == [.notTokenIDs])
        #expect(try corpus.read("meta.pkl", [0x80, 0x02, 0x7D, 0x2E], options: raw).codes == [.notTokenIDs])
        #expect(try corpus.read("b.npy", npy, options: raw).documents == [[1, 0, 2, 0, 3, 0]])
        #expect(try corpus.read("empty.bin", [], options: raw).documents.isEmpty)
    }

    @Test(
        arguments: ["gzip -c", "zstd -c -q", "xz -c", "zip -q - -", "tar"].filter {
            isInstalled(String($0.prefix { $0 != " " }))
        })
    func compressionAndArchives(command: String) throws {
        let ids = ids(2000, below: 120, seed: 9)
        let corpus = try TemporaryCorpus()
        let npy = Fixtures.npy(Fixtures.u16, ids)
        if command == "tar" {
            try corpus.write("in/a.npy", npy)
            try corpus.write("t", pipe([], through: "tar", ["-C", corpus.path("in"), "-c", "a.npy"]))
        } else {
            try corpus.write("t", pipe(npy, through: "sh", ["-c", command]))
        }
        let read = try corpus.read("t", options: CorpusOptions(tokenIDs: Self.options))
        #expect(read.failures.isEmpty && read.documents == Fixtures.documents(ids, Self.options))
    }

    @Test func inspectionShowsNumbers() throws {
        let corpus = try TemporaryCorpus()
        try corpus.write("a.npy", Fixtures.npy(Fixtures.u16, [32, 10, 8, 99], rows: 2))
        let reader = CorpusReader(options: CorpusOptions(tokenIDs: Self.options))
        let found = try reader.inspect(corpus.file("a.npy"), sampleLength: 100)
        #expect(found.description.format.name == "token ids (NumPy <u2)")
        #expect(found.sample == "32 10" && found.head.records == 4 && found.head.documents == 2 && found.lines == nil)
    }
}
