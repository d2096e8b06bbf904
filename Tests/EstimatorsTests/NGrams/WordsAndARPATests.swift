import Diagnostics
import Foundation
import InformationCapacity
import Testing

@testable import Estimators

/// Words, and the ARPA file.
@Suite struct WordsAndARPATests {
    static func lines(_ text: String, _ words: inout WordVocabulary, adding: Bool = true) -> [[UInt32]] {
        var lines: [[UInt32]] = []
        unsafe Array(text.utf8).withUnsafeBufferPointer { bytes in
            unsafe words.forEachLine(of: bytes, adding: adding) { ids in
                lines.append(ids.indices.map { ids[$0] })
            }
        }
        return lines
    }

    @Test func wordsLieBetweenWhiteSpace() {
        var words = WordVocabulary()
        #expect(Self.lines("", &words).isEmpty && Self.lines(" \n\t\n", &words).isEmpty)
        #expect(
            Self.lines("a  b\r\na\u{A0}c\u{2003}b\u{3000}\u{85}d\n\nü\0e", &words) == [[0, 1], [0, 2, 1, 3], [4, 5]])
        #expect(words.count == 6)
        #expect(Self.lines("a new c", &words, adding: false) == [[0, .max, 2]] && words.count == 6)
        var spelled: [UInt8] = []
        words.appendBytes(of: 4, to: &spelled)
        #expect(String(decoding: spelled, as: UTF8.self) == "ü")
    }

    /// The white space is what `str.split` of Python and KenLM's readers take for it.
    @Test func whiteSpaceIsPythons() {
        let spaces: Set<UInt32> = Set([0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0x20, 0])
            .union(0x09...0x0D).union(0x1C...0x1F).union(0x2000...0x200A)
        for value in UInt32(0)..<0x3100 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            var words = WordVocabulary()
            _ = Self.lines("x\(scalar)y", &words)
            #expect((words.count == 2) == spaces.contains(value), "U+\(String(value, radix: 16))")
        }
    }

    /// Sentences as the table takes them are the lines, and what is unknown is told.
    @Test func sentencesAreLines() {
        var words = WordVocabulary()
        let texts = (0..<300).map { i in (0...i % 40).map { "w\($0 % 7)" + String(repeating: "y", count: $0 % 23) } }
        for text in texts { _ = Self.lines(text.joined(separator: " "), &words) }
        let document = texts.map { ($0 + ["new\($0.count)", "ü"]).joined(separator: "\u{2003}") }.joined(
            separator: "\n\n \n")
        var unknown: [String] = []
        var sentences = NGramSentences()
        unsafe Array(document.utf8).withUnsafeBufferPointer { bytes in
            unsafe words.appendSentences(of: bytes, to: &sentences) {
                unsafe unknown.append(String(decoding: $0, as: UTF8.self))
            }
        }
        var expected = NGramSentences()
        for line in Self.lines(document, &words, adding: false) { expected.append(line.span) }
        #expect(sentences.ids == expected.ids && sentences.tokens == expected.tokens && sentences.count == 300)
        #expect(unknown == texts.flatMap { ["new\($0.count)", "ü"] })
    }

    @Test func manyWordsKeepTheirNumbers() {
        var words = WordVocabulary()
        let text = (0..<5000).map { "w\($0)" }.joined(separator: " ")
        #expect(Self.lines(text, &words) == [Array(0..<5000)])
        #expect(Self.lines(text, &words, adding: false) == [Array(0..<5000)])
    }

    static func arpa(_ text: String, order: Int) throws -> String {
        var words = WordVocabulary()
        var counter = NGramCounter(order: order)
        for line in lines(text, &words) { try counter.add(line.span) }
        var file: [UInt8] = []
        try ARPAFile(NGramModel(counter)).write {
            words.appendBytes(of: $0, to: &$1)
        } to: {
            file += $0
        }
        return String(decoding: file, as: UTF8.self)
    }

    /// A reader of ARPA that follows the back-off rule says what the model says.
    @Test func theFileHoldsTheModel() throws {
        let text = "a b a c\nb a b\nc c a b a\na a b\nd e <s> f\n"
        let file = try Self.arpa(text, order: 3)
        var entries: [String: (probability: Double, backoff: Double)] = [:]
        for line in file.split(separator: "\n") {
            let fields = line.split(separator: "\t")
            guard fields.count >= 2, let probability = Double(fields[0]) else { continue }
            entries[String(fields[1])] = (probability, fields.count > 2 ? Double(fields[2]) ?? .nan : 0)
        }
        func logarithm(_ word: String, _ history: [String]) -> Double {
            if let entry = entries[(history + [word]).joined(separator: " ")] { return entry.probability }
            return (entries[history.joined(separator: " ")]?.backoff ?? 0) + logarithm(word, Array(history.dropFirst()))
        }
        var words = WordVocabulary()
        let lines = Self.lines(text, &words)
        var counter = NGramCounter(order: 3)
        for line in lines { try counter.add(line.span) }
        let model = try NGramModel(counter)
        let spelled = text.split(separator: "\n").map { line in
            line.split(separator: " ").map { $0 == "<s>" ? "\\<s>" : String($0) }
        }
        for (ids, line) in zip(lines + [[2, 1, 1]], spelled + [["c", "b", "b"]]) {
            var history = ["<s>"]
            var sum = 0.0
            for word in line + ["</s>"] {
                sum += logarithm(word, Array(history.suffix(2)))
                history.append(word)
            }
            #expect(abs(sum + model.score(ids.span).total.value * log10(2)) < 1e-5)
        }
        #expect(file.hasPrefix("\\data\\\nngram 1=10\nngram 2=\(model.orders[1].ngrams)\n"))
        #expect(file.hasSuffix("\n\\end\\\n") && file.contains("\n0\t<s>\t"))
    }

    @Test func marksAmongTheWordsAreEscaped() throws {
        let file = try Self.arpa("<s> \\</s> <unk> x<s>\n", order: 1)
        let words = Set(
            file.split(separator: "\n").compactMap { $0.split(separator: "\t").dropFirst().first.map(String.init) })
        #expect(words == ["<unk>", "<s>", "</s>", "\\<s>", "\\\\</s>", "\\<unk>", "x<s>"])
    }
}
