import Assessment
import Testing

@testable import Policies

@Suite("Policies as YAML")
struct PolicyFileTests {
    /// A policy around one check.
    static func policy(_ check: String, head: String = "") -> String {
        "version: 1\n\(head)checks:\n  - id: one\n"
            + check.split(separator: "\n").map { "    \($0)\n" }.joined()
    }

    static func read(_ text: String) throws -> Policy {
        try PolicyFile.policy(from: Array(text.utf8), path: "policy.yaml")
    }

    static func mistakes(_ text: String) -> [PolicyMistake] {
        do throws(InvalidPolicy) {
            _ = try PolicyFile.policy(from: Array(text.utf8), path: "policy.yaml")
            return []
        } catch {
            return error.mistakes
        }
    }

    @Test
    func `all that a policy can say is read`() throws {
        let policy = try Self.read(
            """
            version: 1
            name: nightly
            text_field: body
            coverage_floor: 98%
            corpora:
              - name: web
                paths: [web, more/*.jsonl]
                exclude: tmp
              - {name: books, paths: books, split: train}
            checks:
              - id: copies
                title: Copies are few.
                figure: repetition.duplicateDocumentShare
                corpora: [web]
                level: warn
                must_be_less_than: 1%
                fail: {must_be_less_than: 0.05}
                use: upper
              - id: rate
                figure: entropy.mixture.perByte
                compare_to: median(last(14))
                change_must_be_between: [-3%, 3%]
                significant: 99%
              - id: outlier
                figure: contents.documents
                anomaly: {method: mad, k: 5, window: 28}
            """)
        #expect(policy.name == "nightly")
        #expect(policy.textField == "body")
        #expect(policy.coverageFloor == 0.98)
        #expect(policy.corpora.map(\.name) == ["web", "books"])
        #expect(policy.corpora[0].paths == ["web", "more/*.jsonl"])
        #expect(policy.corpora[0].exclude == ["tmp"])
        #expect(policy.corpora[1].split == "train")
        let copies = policy.checks[0]
        #expect(copies.level == .warn)
        #expect(copies.end == .upper)
        #expect(copies.corpora == ["web"])
        #expect(copies.condition == .value(.init(upper: 0.01, includesEnds: false)))
        #expect(copies.second == .value(.init(upper: 0.05, includesEnds: false)))
        let rate = policy.checks[1]
        #expect(rate.comparison == .medianOfLast(14))
        #expect(rate.condition == .relativeChange(.init(lower: -0.03, upper: 0.03, includesEnds: true)))
        #expect(rate.significance == 0.99)
        #expect(rate.line == 19)
        #expect(policy.checks[2].condition == .anomaly(.init(k: 5, window: 28)))
    }

    @Test
    func `the spellings of the Open Data Contract Standard mean the same`() throws {
        let snake = try Self.read(
            Self.policy("figure: contents.documents\nmust_be_between: [1, 9]\nlevel: fail"))
        let camel = try Self.read(
            Self.policy("figure: contents.documents\nmustBeBetween: [1, 9]\nlevel: fail"))
        #expect(snake == camel)
        let odcs = try Self.read(
            Self.policy("figure: contents.documents\nmustBeGreaterThan: 5\nmustBeLessThan: 7\n"))
        #expect(odcs.checks[0].condition == .value(.init(lower: 5, upper: 7, includesEnds: false)))
    }

    @Test(
        arguments: [
            ("baseline", PolicyCheck.Comparison.baseline), ("last(7)", .last(7)), ("last( 7 )", .last(7)),
            ("median(last(14))", .medianOfLast(14)), ("same_weekday(4)", .sameWeekday(4)),
        ] as [(String, PolicyCheck.Comparison)])
    func `every comparison is read`(written: String, comparison: PolicyCheck.Comparison) throws {
        let policy = try Self.read(
            Self.policy(
                "figure: contents.documents\nchange_must_be_between: [-5%, 5%]\ncompare_to: \(written)"))
        #expect(policy.checks[0].comparison == comparison)
    }

    @Test(
        arguments: [
            ("contents.bytes", "16 MiB", 16_777_216.0), ("contents.bytes", "2MB", 2e6),
            ("repetition.duplicateDocumentShare", "2.5%", 0.025),
            ("entropy.mixture.perByte", "2.4 bit/byte", 2.4),
            ("contents.documents", "1_000", 1000), ("contents.documents", "5 documents", 5),
            ("contents.documents", "1e3", 1000),
        ] as [(String, String, Double)])
    func `thresholds have the units of their figures`(figure: String, written: String, value: Double)
        throws
    {
        let policy = try Self.read(Self.policy("figure: \(figure)\nmust_be_less_than: \(written)"))
        #expect(policy.checks[0].condition == .value(.init(upper: value, includesEnds: false)))
    }

    /// A mistake, its line in the file, and words of what is said.
    static let wrong: [(String, line: Int, says: String)] = [
        ("version: 1\ncheks: []", 2, "did you mean checks?"),
        (
            "version: 2\nchecks:\n  - {id: a, figure: contents.documents, must_be_less_than: 1}", 1,
            "version 1"
        ),
        (
            policy("figure: entropy.mixture.perBite\nmust_be_less_than: 3"), 4,
            "did you mean entropy.mixture.perByte?"
        ),
        (
            policy("figure: duplicateDocumentShare\nmust_be_less_than: 3%"), 4,
            "did you mean repetition.duplicateDocumentShare?"
        ),
        (
            policy("figure: contents.documents\nmust_be_betwen: [1, 2]"), 5,
            "did you mean must_be_between?"
        ),
        (policy("figure: contents.documents\nmust_be_between: [9, 1]"), 5, "did you mean [1, 9]?"),
        (policy("figure: contents.documents\nmust_be_between: [9]"), 5, "two numbers"),
        (
            policy("figure: entropy.mixture.perByte\nmust_be_less_than: 3%"), 5,
            "a percentage is of nothing"
        ),
        (
            policy("figure: entropy.mixture.perByte\nmust_be_less_than: 2 nat/byte"), 5, "2.8854 bit/byte"
        ),
        (policy("figure: entropy.mixture.perByte\nmust_be_less_than: 2 MiB"), 5, "not in MiB"),
        (
            policy("figure: repetition.duplicateDocumentShare\nmust_be_less_than: 5 documents"), 5,
            "without a unit"
        ),
        (policy("figure: contents.documents\nmust_be_less_than: many"), 5, "a number"),
        (
            policy("figure: contents.documents\nlevel: warm\nmust_be_less_than: 1"), 5,
            "did you mean warn?"
        ),
        (
            policy("figure: contents.documents\nmust_be_less_than: 1\nsignificant: 99"), 6,
            "did you mean 99%?"
        ),
        (policy("figure: contents.documents\nchange_must_be_between: [-1%, 1%]"), 3, "compare_to"),
        (
            policy("figure: contents.documents\nmust_be_less_than: 1\ncompare_to: baseline"), 6,
            "change_must_be"
        ),
        (
            policy(
                "figure: contents.documents\nchange_must_be_between: [-1%, 1%]\ncompare_to: last week"), 6,
            "last(7)"
        ),
        (
            policy("figure: contents.documents\nchange_must_be_between: [-1%, 5]\ncompare_to: baseline"),
            5, "relative"
        ),
        (policy("figure: contents.documents"), 3, "needs a condition"),
        (
            policy("figure: contents.documents\nmust_be_less_than: 1\nanomaly: {k: 5}"), 3,
            "one condition"
        ),
        (policy("figure: contents.documents\nanomaly: {k: 5, window: 3}"), 5, "at least 7"),
        (policy("figure: contents.documents\nanomaly: {kk: 5}"), 5, "did you mean k?"),
        (
            policy("figure: contents.documents\nmust_be_less_than: 9\nwarn: {must_be_less_than: 10}"), 6,
            "inside"
        ),
        (
            policy("figure: contents.documents\nmust_be_less_than: 9\nfail: {must_be_less_than: 10}"), 6,
            "under warn"
        ),
        (
            policy("figure: contents.documents\nmust_be_less_than: 9", head: "coverage_floor: 99\n"), 2,
            "did you mean 99%?"
        ),
        (
            policy("figure: contents.documents\nmust_be_less_than: 9\ncorpora: [web]", head: ""), 6,
            "no corpus web"
        ),
        (
            "version: 1\nchecks:\n  - figure: contents.documents\n    must_be_less_than: 1", 3,
            "stable id"
        ),
        (
            "version: 1\nchecks:\n  - {id: a b, figure: contents.documents, must_be_less_than: 1}", 3,
            "letters, digits"
        ),
        (
            "version: 1\nchecks:\n  - {id: a, figure: contents.documents, must_be_less_than: 1}\n"
                + "  - {id: a, figure: contents.bytes, must_be_less_than: 1}", 4,
            "taken by the check in line 3"
        ),
        ("version: 1\nchecks: [", 3, "not YAML"), ("", 1, "empty"), ("- a", 1, "a mapping"),
        ("version: 1\nversion: 1\nchecks: []", 1, "twice"),
    ]

    @Test(arguments: wrong.indices)
    func `a mistake is told with its line and what to write instead`(index: Int) throws {
        let (text, line, says) = Self.wrong[index]
        let mistakes = Self.mistakes(text)
        #expect(
            mistakes.contains {
                $0.message.contains(says) && (index == Self.wrong.count - 1 || $0.line == line)
            },
            "\(text)\n→ \(mistakes)")
    }

    @Test
    func `all mistakes are told at once, in the order of the file`() {
        let mistakes = Self.mistakes(
            Self.policy("figure: contents.documnts\nmust_be_less_than: 3\n")
                + "  - id: two\n    figur: contents.bytes\n")
        #expect(mistakes.count >= 3)
        #expect(mistakes.map(\.line) == mistakes.map(\.line).sorted())
    }

    @Test
    func `a bomb of aliases is refused, and so is a deep nest`() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...8 {
            let alias = "*a\(level - 1)"
            bomb +=
                "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
        }
        #expect(Self.mistakes(bomb).contains { $0.message.contains("too large") })
        let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        #expect(!Self.mistakes("version: 1\nchecks: " + deep).isEmpty)
        #expect(!Self.mistakes(String(repeating: "#", count: PolicyFile.largest + 1)).isEmpty)
    }

    @Test(arguments: [
        ("kitten", "sitting"), ("ab", "ba"), ("", "abc"), ("checks", "cheks"), ("perByte", "perBite"),
    ])
    func `a distance is that of the definition by recursion`(first: String, second: String) {
        func naive(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>) -> Int {
            guard let x = a.last else { return b.count }
            guard let y = b.last else { return a.count }
            var least = min(
                naive(a.dropLast(), b) + 1, naive(a, b.dropLast()) + 1,
                naive(a.dropLast(), b.dropLast()) + (x == y ? 0 : 1))
            if a.count > 1, b.count > 1, x == b[b.endIndex - 2], a[a.endIndex - 2] == y {
                least = min(least, naive(a.dropLast(2), b.dropLast(2)) + 1)
            }
            return least
        }
        let (a, b) = (Array(first), Array(second))
        #expect(Suggestion.distance(a, b, limit: 100) == naive(a[...], b[...]))
    }
}
