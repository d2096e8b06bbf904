import SharedData
import Testing

@testable import Tokenizers

/// The hand-written matchers against PCRE2 with the patterns as they were published.
@Suite struct PieceMatcherTests {
    enum Case: String, CaseIterable, Sendable {
        case r50k, cl100k, o200k, llama3, qwen2

        /// `$` is written `\z`, which it stands for there.
        var pattern: String {
            switch self {
            case .r50k:
                #"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++\z|\s+(?!\S)|\s"#
            case .cl100k:
                #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|"#
                    + #"\s++\z|\s*[\r\n]|\s+(?!\S)|\s"#
            case .o200k:
                #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"#
                    + #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"#
                    + #"\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
            case .llama3:
                #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|"#
                    + #"\s+(?!\S)|\s+"#
            case .qwen2:
                #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|"#
                    + #"\s+(?!\S)|\s+"#
            }
        }

        func pieces(_ text: ByteView) -> [Int] {
            switch self {
            case .r50k: Self.pieces(text, GPT2Matcher())
            case .cl100k: Self.pieces(text, CL100KMatcher(digits: 3, takesTrailingSpaceWhole: true))
            case .o200k: Self.pieces(text, O200KMatcher())
            case .llama3: Self.pieces(text, CL100KMatcher(digits: 3, takesTrailingSpaceWhole: false))
            case .qwen2: Self.pieces(text, CL100KMatcher(digits: 1, takesTrailingSpaceWhole: false))
            }
        }

        private static func pieces(_ text: ByteView, _ matcher: some PieceMatcher) -> [Int] {
            var ends = [0]
            while let start = ends.last, start < text.count {
                ends.append(matcher.pieceEnd(from: start, in: text, end: text.count))
            }
            return ends
        }
    }

    /// The starts of all matches and of what lies between them, and the end.
    private func boundaries(_ expression: RegularExpression, _ text: ByteView) -> [Int] {
        var ends = [0]
        expression.forEachMatch(in: text, 0..<text.count) { match in
            if ends.last != match.lowerBound { ends.append(match.lowerBound) }
            ends.append(match.upperBound)
        }
        return ends
    }

    @Test(arguments: Case.allCases)
    func equalsTheExpressionOnRandomText(_ pattern: Case) throws {
        let expression = try RegularExpression(Array(pattern.pattern.utf8))
        for seed in 0..<1500 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let text = random.text(Int.random(in: 1..<60, using: &random), from: splitAlphabet)
            unsafe text.withUnsafeBufferPointer { buffer in
                let view = unsafe ByteView(buffer)
                #expect(
                    pattern.pieces(view) == boundaries(expression, view),
                    "seed \(seed): \(text.asCode) \(String(decoding: text, as: UTF8.self).debugDescription)")
            }
        }
    }

    @Test(.enabled(if: SharedData.has("data/corpora")), arguments: Case.allCases)
    func equalsTheExpressionOnRealText(_ pattern: Case) throws {
        let expression = try RegularExpression(Array(pattern.pattern.utf8))
        for file in [
            "multilingual/th_pud-ud-test.txt", "multilingual/hi_pud-ud-test.txt", "wiki/enwik-first-4000000.xml",
        ] {
            let text = [UInt8](try #require(SharedData.data("data/corpora/" + file)).prefix(100_000))
            let cut = Array(String(decoding: text, as: UTF8.self).utf8)
            unsafe cut.withUnsafeBufferPointer { buffer in
                let view = unsafe ByteView(buffer)
                #expect(pattern.pieces(view) == boundaries(expression, view), "\(file)")
            }
        }
    }
}
