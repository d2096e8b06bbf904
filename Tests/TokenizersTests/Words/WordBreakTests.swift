import Foundation
import Testing

@testable import Tokenizers

/// A second reading of UAX #29: boundaries of whole class arrays, with the look-ahead written out.
private struct NaiveWordBreaks {
    let classes: [UInt8]
    let flags: [UInt8]

    init(_ flagged: [UInt8]) {
        classes = flagged.map { $0 & WordBreakClass.valueMask }
        flags = flagged
    }

    private func isSkipped(_ value: UInt8) -> Bool { [4, 5, 6].contains(value) }
    private func isNewline(_ value: UInt8) -> Bool { [1, 2, 3].contains(value) }

    /// The class of the nth character left of a boundary that WB4 does not skip.
    private func left(_ boundary: Int, _ nth: Int) -> UInt8? {
        var count = 0
        var index = boundary - 1
        while index >= 0 {
            let startsHere = index == 0 || isNewline(classes[index - 1])
            if !isSkipped(classes[index]) || startsHere {
                count += 1
                if count == nth { return classes[index] }
            }
            index -= 1
        }
        return nil
    }

    private func right(_ boundary: Int) -> UInt8? {
        classes[(boundary + 1)...].first { !isSkipped($0) }
    }

    func isBoundary(_ at: Int) -> Bool {
        if at == 0 || at == classes.count { return true }
        let before = classes[at - 1]
        let after = classes[at]
        if before == 1, after == 2 { return false }
        if isNewline(before) || isNewline(after) { return true }
        if before == 5, flags[at] & WordBreakClass.pictographic != 0 { return false }
        if before == 18, after == 18 { return false }
        if isSkipped(after) { return false }
        let letter: Set<UInt8?> = [9, 10]
        let middle: Set<UInt8?> = [11, 13, 14]
        let middleNumber: Set<UInt8?> = [11, 13, 15]
        let l = left(at, 1)
        let ll = left(at, 2)
        if letter.contains(l), letter.contains(after) { return false }
        if letter.contains(l), middle.contains(after), letter.contains(right(at)) { return false }
        if letter.contains(ll), middle.contains(l), letter.contains(after) { return false }
        if l == 9, after == 11 { return false }
        if l == 9, after == 12, right(at) == 9 { return false }
        if ll == 9, l == 12, after == 9 { return false }
        if l == 16, after == 16 || letter.contains(after) { return false }
        if letter.contains(l), after == 16 { return false }
        if ll == 16, middleNumber.contains(l), after == 16 { return false }
        if l == 16, middleNumber.contains(after), right(at) == 16 { return false }
        if l == 8, after == 8 { return false }
        if letter.contains(l) || l == 16 || l == 8 || l == 17, after == 17 { return false }
        if l == 17, letter.contains(after) || after == 16 || after == 8 { return false }
        if l == 7, after == 7 {
            var run = 1
            while left(at, run + 1) == 7 { run += 1 }
            return run % 2 == 0
        }
        return true
    }

    static func segments(_ text: [UInt8]) -> [(range: Range<Int>, isWord: Bool)] {
        var flagged: [UInt8] = []
        var positions: [Int] = []
        unsafe text.withUnsafeBufferPointer { buffer in
            let view = unsafe ByteView(buffer)
            var index = 0
            while index < view.count {
                let (scalar, length) = view.scalar(at: index, end: view.count)
                flagged.append(WordBreakClasses.shared[scalar])
                positions.append(index)
                index += length
            }
        }
        positions.append(text.count)
        let naive = NaiveWordBreaks(flagged)
        var found: [(Range<Int>, Bool)] = []
        var start = 0
        for index in 1..<max(1, positions.count) where naive.isBoundary(index) {
            let isWord = flagged[start..<index].contains { $0 & WordBreakClass.wordlike != 0 }
            found.append((positions[start]..<positions[index], isWord))
            start = index
        }
        return found
    }
}

@Suite struct WordBreakTests {
    private static let standardTest = "/usr/share/unicode/auxiliary/WordBreakTest.txt"

    @Test(.enabled(if: FileManager.default.fileExists(atPath: standardTest)))
    func agreesWithTheStandardsTest() throws {
        let file = try String(contentsOfFile: Self.standardTest, encoding: .utf8)
        var lines = 0
        for line in file.split(separator: "\n") {
            let fields = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }
            guard !fields.isEmpty else { continue }
            lines += 1
            var text: [UInt8] = []
            var boundaries: [Int] = []
            for field in fields {
                if field == "÷" {
                    boundaries.append(text.count)
                } else if let code = UInt32(field, radix: 16), let scalar = Unicode.Scalar(code) {
                    text.append(contentsOf: String(Character(scalar)).utf8)
                }
            }
            #expect([0] + segments(text).map(\.range.upperBound) == boundaries, "\(line)")
        }
        #expect(lines > 1000)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func segmentsAndCountsEqualTheNaiveTwins(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let length = Int.random(in: 0..<200, using: &random)
            let text =
                seed % 2 == 0
                ? random.text(length, from: wordAlphabet) : random.damagedText(length, from: wordAlphabet)
            let expected = NaiveWordBreaks.segments(text)
            let found = segments(text)
            #expect(found.map(\.range) == expected.map(\.range), "seed \(seed): \(text.asCode)")
            #expect(found.map(\.isWord) == expected.map(\.isWord), "seed \(seed): \(text.asCode)")
            checkCounter(text, expected.count { $0.isWord }, &random, seed)
        }
    }

    /// Stretches of ASCII long enough for the vectors, broken by other characters.
    @Test(arguments: 0..<24 as Range<UInt64>)
    func countsOfMostlyASCIIEqualTheSegments(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let ascii = [
            "a", "b", "Z", "1", "9", "_", ".", ",", ":", ";", "'", "\"", " ", " ", "\n", "-", "\t", "\r", "@", "[", "`",
            "{", "/",
        ]
        let text =
            random.text(1500, from: ascii) + random.damagedText(60, from: wordAlphabet)
            + random.text(9000, from: ascii)
        checkCounter(text, segments(text).count { $0.isWord }, &random, seed)
    }

    /// A lane of the vectors must not overflow: words of one letter fill it fastest.
    @Test func manyShortWords() {
        let text = [UInt8](String(repeating: "a ", count: 100_000).utf8)
        #expect(unsafe text.withUnsafeBufferPointer { unsafe WordTokenizer.count($0) } == 100_000)
    }

    private func checkCounter(_ text: [UInt8], _ expected: Int, _ random: inout SeededGenerator, _ seed: UInt64) {
        let whole = unsafe text.withUnsafeBufferPointer { unsafe WordTokenizer.count($0) }
        #expect(whole == expected, "seed \(seed): \(text.asCode)")
        var counter = WordCounter()
        for cut in random.cuts(text, longest: 70) {
            unsafe cut.withUnsafeBufferPointer { unsafe counter.update($0) }
        }
        #expect(counter.finish() == expected, "seed \(seed), cut: \(text.asCode)")
        #expect(counter.finish() == 0)
    }

    @Test(arguments: [
        ("", 0), (" .\n", 0), ("The quick (\"brown\") fox can't jump 32.3 feet, right?", 9), ("___", 1),
        ("snake_case x1", 2), ("3.14 1,000 a:b e.g.", 4), ("漢字かな", 4), ("カタカナ", 1), ("😀 🇫🇷", 0), ("नमस्ते", 1), ("ไทย", 3),
    ])
    func words(text: String, count: Int) {
        let bytes = [UInt8](text.utf8)
        #expect(unsafe bytes.withUnsafeBufferPointer { unsafe WordTokenizer.count($0) } == count)
        var words = 0
        unsafe bytes.withUnsafeBufferPointer { unsafe WordTokenizer.forEachWord(in: $0) { _ in words += 1 } }
        #expect(words == count)
    }
}
