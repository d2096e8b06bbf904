import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Corpora

@Suite struct GlobPatternTests {
    private func matches(_ pattern: String, _ path: String, isDirectory: Bool = false) throws -> Bool {
        try GlobPattern(parsing: pattern).matches(Array(path.utf8), isDirectory: isDirectory)
    }

    /// The examples of gitignore(5), and what follows from its rules.
    @Test(arguments: [
        ("*.txt", ["a.txt", "d/a.txt", "d/e/.txt", "x.txt/inside"], ["a.txt.gz", "a.TXT", "txt"]),
        ("data", ["data", "data/a", "x/data/y/z"], ["data.txt", "mydata", "x/mydata/y"]),
        ("/data", ["data", "data/a"], ["x/data", "data2"]),
        ("data/", ["data/a", "x/data/a"], ["data", "x/data"]),
        ("d/a.txt", ["d/a.txt"], ["x/d/a.txt", "d/x/a.txt"]),
        ("**/d/a", ["d/a", "x/d/a", "x/y/d/a/b"], ["d/x/a"]),
        ("d/**", ["d/a", "d/a/b"], ["d", "x/d/a"]),
        ("d/**/a", ["d/a", "d/x/a", "d/x/y/a"], ["da", "d/b", "a"]),
        ("d/**/", ["d/x/a"], ["d/a"]),
        ("a**b", ["ab", "axxb"], ["a/b", "ax/xb"]),
        ("a?c", ["abc", "aéc", "a狐c"], ["ac", "a/c", "abbc"]),
        ("[a-cx]1", ["a1", "c1", "x1"], ["d1", "-1", "ax1"]),
        ("[!a-c]1", ["d1", "é1"], ["a1", "1"]), ("[^a]", ["b"], ["a"]),
        ("[]a]", ["]", "a"], ["b"]), ("[a-]", ["a", "-"], ["b"]), ("[\\]]", ["]"], ["\\"]),
        ("\\*", ["*"], ["a"]), ("\\!a", ["!a"], ["a"]), ("{a,b}", ["{a,b}"], ["a"]),
        ("*a*a*b", ["aab", "xaxaxb"], ["ab", "aaa"]),
        ("**", ["a", "a/b"], []), ("*", ["a", "a/b"], []),
    ])
    func rules(pattern: String, matching: [String], others: [String]) throws {
        for path in matching { #expect(try matches(pattern, path), "\(pattern) must match \(path)") }
        for path in others { #expect(try !matches(pattern, path), "\(pattern) must not match \(path)") }
    }

    @Test func aPatternForDirectoriesMatchesDirectories() throws {
        #expect(try matches("data/", "x/data", isDirectory: true))
        #expect(try matches("data", "data", isDirectory: true))
        #expect(try !matches("d/**", "d", isDirectory: true))
    }

    @Test(arguments: ["", "/", "!a", "a//b", "[a", "a\\", "[]", "[a-\\"])
    func whatCannotBeUnderstoodIsAnError(pattern: String) {
        let error = #expect(throws: AssayError.self) { try GlobPattern(parsing: pattern) }
        #expect(error?.code == .invalidGlob)
    }

    @Test func namesThatAreNotUTF8AreComparedByBytes() throws {
        let pattern = try GlobPattern(parsing: "a?b*")
        #expect(pattern.matches([0x61, 0xFF, 0x62, 0x80]))
        #expect(!pattern.matches([0x61, 0xC3, 0xA9, 0x62, 0x80]))
    }

    /// Against a matcher that tries everything, on an alphabet so small that much matches.
    @Test func aNaiveTwinAgrees() throws {
        func naive(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
            guard let first = pattern.first else { return name.isEmpty }
            switch first {
            case "*":
                return naive(pattern.dropFirst(), name) || (!name.isEmpty && naive(pattern, name.dropFirst()))
            case "?": return !name.isEmpty && naive(pattern.dropFirst(), name.dropFirst())
            default: return name.first == first && naive(pattern.dropFirst(), name.dropFirst())
            }
        }
        var generator = SplitMix(seed: 5)
        for round in 0..<3000 {
            let pattern = (0..<Int.random(in: 1...7, using: &generator)).map { _ in
                "ab*?".randomElement(using: &generator)!
            }
            let name = (0..<Int.random(in: 1...8, using: &generator)).map { _ in "ab".randomElement(using: &generator)!
            }
            guard pattern != ["*", "*"] else { continue }
            #expect(
                try matches("/" + String(pattern), String(name)) == naive(pattern[...], name[...]),
                "seed 5, round \(round): \(String(pattern)) on \(String(name))")
        }
    }

    @Test func aLongPatternIsQuick() throws {
        let pattern = try GlobPattern(parsing: String(repeating: "*a", count: 200) + "b")
        let name = Array(String(repeating: "a", count: 5000).utf8)
        let took = ContinuousClock().measure { #expect(!pattern.matches(name)) }
        #expect(took < .seconds(10))
    }
}
