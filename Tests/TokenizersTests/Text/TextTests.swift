import Testing
import Tokenizers

@Suite struct TextTests {
    /// Swift's own decoder replaces maximal subparts too.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func countsEqualSwiftsDecoder(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = splitAlphabet.filter { $0 != "\u{FFFD}" }
        let text =
            seed % 4 == 0
            ? (0..<500).map { _ in UInt8.random(in: 0x80...0xFF, using: &random) }
            : random.damagedText(700, from: pieces + ["plain ASCII text that is long enough for several vectors of it"])
        let decoded = String(decoding: text, as: UTF8.self).unicodeScalars
        let counts = unsafe text.withUnsafeBufferPointer { unsafe UTF8Counts($0) }
        let replaced = decoded.count { $0 == "\u{FFFD}" } - literalReplacements(text)
        #expect(counts.invalidSequences == replaced, "seed \(seed): \(text.asCode)")
        #expect(counts.scalars == decoded.count - replaced, "seed \(seed)")
        #expect(counts.isASCII == text.allSatisfy { $0 < 0x80 })
        let ids = ScalarTokenizer().encode(text)
        #expect(ids.count { $0 >= ScalarTokenizer.firstInvalidID } == counts.invalidBytes, "seed \(seed)")
    }

    /// U+FFFD that stands in the text itself.
    private func literalReplacements(_ text: [UInt8]) -> Int {
        text.indices.count { text[$0...].starts(with: [0xEF, 0xBF, 0xBD]) }
    }

    @Test func emptyAndASCII() {
        let empty = unsafe UTF8Counts(UnsafeBufferPointer(start: nil, count: 0))
        #expect(empty == UTF8Counts())
        var sum = unsafe [UInt8]("abc".utf8).withUnsafeBufferPointer { unsafe UTF8Counts($0) }
        #expect(sum.scalars == 3 && sum.isASCII)
        sum += unsafe [0xE2, 0x82].withUnsafeBufferPointer { unsafe UTF8Counts($0) }
        #expect(sum.scalars == 3 && !sum.isASCII && sum.invalidSequences == 1 && sum.invalidBytes == 2)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func bytesAndScalarsAreLosslessAndCutAnywhere(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = random.damagedText(3000, from: splitAlphabet)
        #expect(ByteTokenizer().encode(text) == text.map(UInt32.init))
        let ids = ScalarTokenizer().encode(text)
        #expect(ScalarTokenizer().decode(ids) == text, "seed \(seed)")
        #expect(streamed(ScalarTokenizer(), random.cuts(text, longest: 9)) == ids, "seed \(seed)")
        #expect(streamed(ByteTokenizer(), random.cuts(text, longest: 9)) == text.map(UInt32.init), "seed \(seed)")
    }

    @Test func degenerateIDs() {
        #expect(ByteTokenizer().decode([256]) == nil)
        #expect(ScalarTokenizer().decode([0xD800]) == nil)
        #expect(ScalarTokenizer().decode([0x110100]) == nil)
        #expect(ScalarTokenizer().encode([0x41, 0xFF]) == [0x41, 0x1100FF])
    }
}

/// The ids of a document that arrives in buffers.
func streamed(_ tokenizer: some Tokenizer, _ buffers: [ArraySlice<UInt8>]) -> [UInt32] {
    var stream = tokenizer.makeStream()
    var ids: [UInt32] = []
    for buffer in buffers { unsafe buffer.withUnsafeBufferPointer { unsafe stream.push($0, into: &ids) } }
    stream.finish(into: &ids)
    return ids
}
