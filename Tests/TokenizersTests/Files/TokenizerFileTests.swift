import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Tokenizers

@Suite struct TokenizerFileTests {
    /// A tokenizer whose tokens are the bytes, "ab" and "abab", so that its ids show the pieces.
    private func json(
        pretokenizer: String, normalizer: String = "null", added: String = "[]", model extra: String = "",
        merges: String = #"["a b", ["ab", "ab"]]"#
    ) -> [UInt8] {
        var characters = [Character](repeating: " ", count: 256)
        var next = 0x100
        for byte in 0..<256 {
            let isPrintable = (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE
            characters[byte] = Character(Unicode.Scalar(UInt32(isPrintable ? byte : next))!)
            if !isPrintable { next += 1 }
        }
        let entries = characters.enumerated().map { byte, character in
            let key = character == "\"" || character == "\\" ? "\\\(character)" : "\(character)"
            return "\"\(key)\": \(byte)"
        }
        let vocabulary = entries.joined(separator: ", ") + #", "ab": 256, "abab": 257"#
        return Array(
            """
            {"version": "1.0", "normalizer": \(normalizer), "added_tokens": \(added), "pre_tokenizer": \(pretokenizer),
             "model": {"type": "BPE", \(extra) "vocab": {\(vocabulary)}, "merges": \(merges)}}
            """.utf8)
    }

    private let byteLevel = #"{"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}"#

    private func sequence(_ parts: String) -> String {
        #"{"type": "Sequence", "pretokenizers": [\#(parts), \#(byteLevel)]}"#
    }

    private func pieces(_ pretokenizer: String, _ text: String) throws -> [String] {
        let tokenizer = try HuggingFaceFile.tokenizer(named: "test", json(pretokenizer: pretokenizer))
        guard case .pipeline(let pipeline) = tokenizer.model.splitter.kind else { return [] }
        let bytes = Array(text.utf8)
        var found: [String] = []
        unsafe bytes.withUnsafeBufferPointer { buffer in
            let view = unsafe ByteView(buffer)
            _ = pipeline.split(view, 0, view.count) { found.append(String(decoding: bytes[$0], as: UTF8.self)) }
        }
        return found
    }

    @Test(arguments: [
        ("Isolated", false, ["the", "-", "final", "-", "-", "countdown"]),
        ("Removed", false, ["the", "final", "countdown"]),
        ("MergedWithPrevious", false, ["the-", "final-", "-", "countdown"]),
        ("MergedWithNext", false, ["the", "-final", "-", "-countdown"]),
        ("Contiguous", false, ["the", "-", "final", "--", "countdown"]),
        ("Removed", true, ["-", "-", "-"]),
    ])
    func splitBehaviors(_ behavior: String, _ inverts: Bool, _ expected: [String]) throws {
        for pattern in [#"{"String": "-"}"#, #"{"Regex": "-"}"#] {
            let split = #"{"type": "Split", "pattern": \#(pattern), "behavior": "\#(behavior)", "invert": \#(inverts)}"#
            #expect(try pieces(sequence(split), "the-final--countdown") == expected, "\(pattern)")
        }
    }

    @Test(arguments: [
        (#"{"type": "Digits", "individual_digits": true}"#, ["Hey ", "1", "2", "3", " friend"]),
        (#"{"type": "Digits", "individual_digits": false}"#, ["Hey ", "123", " friend"]),
        (#"{"type": "WhitespaceSplit"}"#, ["Hey", "123", "friend"]),
        (#"{"type": "Whitespace"}"#, ["Hey", "123", "friend"]),
    ])
    func otherPretokenizers(_ component: String, _ expected: [String]) throws {
        #expect(try pieces(sequence(component), "Hey 123 friend") == expected)
    }

    @Test func whitespaceAndPunctuation() throws {
        #expect(try pieces(sequence(#"{"type": "Whitespace"}"#), "Hé_y man!? ok") == ["Hé_y", "man", "!?", "ok"])
        #expect(try pieces(sequence(#"{"type": "Punctuation"}"#), "a$b!?c") == ["a", "$", "b", "!", "?", "c"])
    }

    @Test func knownPatternsTakeTheFastPath() throws {
        let llama =
            #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|"#
            + #"\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"#
        let split = #"{"type": "Split", "pattern": {"Regex": "\#(llama)"}, "behavior": "Isolated", "invert": false}"#
        let tokenizer = try HuggingFaceFile.tokenizer(named: "test", json(pretokenizer: sequence(split)))
        guard case .cl100k(let matcher) = tokenizer.model.splitter.kind else {
            Issue.record("not the hand-written matcher")
            return
        }
        #expect(matcher.digits == 3 && !matcher.takesTrailingSpaceWhole)
    }

    @Test func addedTokensAndMerges() throws {
        let added = #"""
            [{"id": 300, "content": "<s>", "special": true}, {"id": 301, "content": "<s>b", "normalized": true},
             {"id": 302, "content": "  ", "normalized": true}, {"id": 303, "content": "   ", "normalized": true}]
            """#
        let tokenizer = try HuggingFaceFile.tokenizer(named: "test", json(pretokenizer: byteLevel, added: added))
        #expect(tokenizer.vocabularySize == 304)
        #expect(tokenizer.encode(Array("abab<s>bab     ".utf8)) == [257, 300, 98, 256, 303, 302])
        #expect(tokenizer.decode([257, 300, 302]) == Array("abab<s>  ".utf8))
    }

    @Test func prefixSpace() throws {
        let added = #"[{"id": 300, "content": "<s>", "special": true}]"#
        let pretokenizer = #"{"type": "ByteLevel", "add_prefix_space": true, "use_regex": true}"#
        let tokenizer = try HuggingFaceFile.tokenizer(named: "test", json(pretokenizer: pretokenizer, added: added))
        #expect(tokenizer.encode(Array("ab ab<s>!<s> a".utf8)) == [32, 256, 32, 256, 300, 32, 33, 300, 32, 97])
    }

    @Test func ignoredMerges() throws {
        let with = json(pretokenizer: byteLevel, model: #""ignore_merges": true,"#, merges: #"["a b"]"#)
        let without = json(pretokenizer: byteLevel, merges: #"["a b"]"#)
        #expect(try HuggingFaceFile.tokenizer(named: "", with).encode(Array("abab".utf8)) == [257])
        #expect(try HuggingFaceFile.tokenizer(named: "", without).encode(Array("abab".utf8)) == [256, 256])
    }

    @Test func refusesByName() {
        func message(_ file: [UInt8]) -> String {
            do throws(AssayError) {
                _ = try HuggingFaceFile.tokenizer(named: "test", file)
                return "nothing thrown"
            } catch {
                return "\(error.code) \(error.message)"
            }
        }
        let metaspace = #"{"type": "Metaspace"}"#
        #expect(message(json(pretokenizer: metaspace)).contains("unsupported-tokenizer"))
        #expect(message(json(pretokenizer: metaspace)).contains("Metaspace"))
        #expect(message(json(pretokenizer: byteLevel, normalizer: #"{"type": "NFC"}"#)).contains("NFC"))
        #expect(message(json(pretokenizer: byteLevel, model: #""dropout": 0.1,"#)).contains("dropout"))
        #expect(message(json(pretokenizer: byteLevel, model: #""byte_fallback": true,"#)).contains("byte_fallback"))
        #expect(message(json(pretokenizer: "null")).contains("ByteLevel"))
        let stripping = #"[{"id": 300, "content": "<mask>", "lstrip": true}]"#
        #expect(message(json(pretokenizer: byteLevel, added: stripping)).contains("lstrip"))
        #expect(message(json(pretokenizer: byteLevel, merges: #"["a zz"]"#)).contains("merge"))
        let broken = #"{"type": "Split", "pattern": {"Regex": "(a"}, "behavior": "Isolated"}"#
        #expect(message(json(pretokenizer: sequence(broken))).contains("does not compile"))
        #expect(message(Array(#"{"model": {"type": "Unigram"}}"#.utf8)).contains("Unigram"))
        #expect(message(Array(#"{"model": "#.utf8)).contains("malformed-tokenizer"))
        #expect(message([UInt8](repeating: UInt8(ascii: "["), count: 100_000)).contains("malformed-tokenizer"))
    }

    @Test func rankFileErrors() {
        func code(_ text: String, name: String = "x.tiktoken", pattern: SplitPattern? = .cl100k) -> String {
            do throws(AssayError) {
                _ = try RankFile.tokenizer(fileName: name, Array(text.utf8), pattern: pattern)
                return "nothing thrown"
            } catch {
                return "\(error.code):\(error.location.line ?? 0)"
            }
        }
        #expect(code("", pattern: nil) == "unknown-split-pattern:0")
        #expect(code("YQ== 0\n") == "malformed-tokenizer:0")  // 255 bytes are missing
        for line in [
            "YQ== 0\nYg==\n", "YQ== 0\nYg== x\n", "YQ== 0\nYg= 1\n", "YQ== 0\nYg== 0\n", "YQ== 0\n 1\n",
            "YQ== 0\nYg== 99999999999\n",
        ] {
            #expect(code(line) == "malformed-tokenizer:2", "\(line)")
        }
    }

    @Test func missingFile() {
        #expect { try TokenizerFile.load("/nowhere/cl100k_base.tiktoken") } throws: {
            ($0 as? AssayError)?.code == .unreadableTokenizer
        }
    }
}
