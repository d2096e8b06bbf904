import Foundation
import SharedData
import Testing

@testable import Assessment

/// What a text shows without a model, against plain twins.
@Suite struct TextSignsTests {
    static func signs(_ text: String) -> TextSigns {
        var lines = LineSet()
        return unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe TextSigns($0, lines: &lines) }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func linesAreThoseOfASet(seed: UInt64) {
        var random = SplitMix(seed: seed)
        // Lines of one set are looked up with what another text left behind.
        var lines = LineSet()
        for _ in 0..<50 {
            let text = (0..<Int(random.next() % 300)).map { _ in
                [" ", "\t", ""][Int(random.next() % 3)] + String(repeating: "x", count: Int(random.next() % 40))
                    + ["", " ", "\r"][Int(random.next() % 3)]
            }.joined(separator: "\n")
            let signs = unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe TextSigns($0, lines: &lines) }
            var seen: Set<String> = []
            var (all, repeated) = (0, 0)
            // By scalars: CR LF is one Character.
            for line in text.unicodeScalars.split(separator: "\n") {
                let line = String(line).trimmingCharacters(in: CharacterSet(charactersIn: " \t\r"))
                if line.isEmpty { continue }
                all += line.utf8.count
                if !seen.insert(line).inserted { repeated += line.utf8.count }
            }
            #expect(signs.lineBytes == all && signs.repeatedLineBytes == repeated, "seed \(seed)")
        }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func runsAreThoseOfAWalk(seed: UInt64) {
        var random = SplitMix(seed: seed)
        for _ in 0..<300 {
            var text = ""
            for _ in 0..<(1 + random.next() % 12) {
                let alphabet = Array(["ab/+", "abCD019+/", "0123456789", "AZaz09"][Int(random.next() % 4)])
                text += String(
                    (0..<Int(random.next() % 120)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
                text += [" ", "\n", "-", "é", "==\n"][Int(random.next() % 5)]
            }
            var expected = 0
            for run in text.utf8.split(whereSeparator: { byte in
                !(byte < 0x80 && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber))
                    && byte != 0x2B && byte != 0x2F
            }) where run.count >= 48 {
                let hasDigit = run.contains { (0x30...0x39).contains($0) }
                let hasLetter = run.contains { $0 >= 0x41 }
                if hasDigit && hasLetter { expected += run.count }
            }
            #expect(Self.signs(text).encodedBytes == expected, "seed \(seed): \(text)")
        }
    }

    /// Every beginning of a JSON text is open, the whole is not, and neither is prose.
    @Test func bracketsAreOpenUntilTheEnd() throws {
        let value: [String: Any] = ["a": ["b", 1, ["c\"}\\": "]]"]], "d": "{[é", "e": ["f": [[String]]()]]
        for options: JSONSerialization.WritingOptions in [[], .prettyPrinted] {
            let json = try JSONSerialization.data(withJSONObject: value, options: options)
            for end in 2..<json.count {
                #expect(Self.signs(String(decoding: json.prefix(end), as: UTF8.self)).openBrackets > 0)
            }
            #expect(Self.signs(String(decoding: json, as: UTF8.self)).openBrackets == 0)
            #expect(Self.signs("\n " + String(decoding: json, as: UTF8.self) + "\n").openBrackets == 0)
        }
        for text in [
            "", "[1] Smith, \"Of brackets (", "{{Infobox", "[[Link]] is [", "prose [", "[Illustration: a", "{x",
        ] {
            #expect(Self.signs(text).openBrackets == 0, "\(text)")
        }
        #expect(Self.signs("{").openBrackets == 1 && Self.signs("{}\n{\"a\": [").openBrackets == 2)
    }
}
