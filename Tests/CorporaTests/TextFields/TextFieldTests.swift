import Diagnostics
import Foundation
import SharedData
import Testing

@testable import Corpora

@Suite struct TextFieldTests {
    private func rule(_ records: String...) throws -> String? {
        let corpus = try TemporaryCorpus()
        try corpus.write("a.jsonl", records.joined(separator: "\n"))
        let description = try CorpusReader().describe(corpus.file("a.jsonl"))
        guard case .jsonLines(let rule) = description.format else { return nil }
        return rule.description
    }

    private func texts(_ rule: String, _ record: String) throws -> [String] {
        let corpus = try TemporaryCorpus()
        let options = CorpusOptions(textField: try TextFieldRule(parsing: rule))
        return try corpus.read("a.jsonl", record.utf8, options: options).texts
    }

    @Test(arguments: [
        (#"{"content": "a", "text": "b"}"#, "text"), (#"{"body": "a", "content": "b"}"#, "content"),
        (#"{"raw_content": "a", "url": "bbbbbb"}"#, "raw_content"), (#"{"document": "a", "article": "b"}"#, "document"),
        (#"{"messages": [{"role": "user", "content": "a"}]}"#, "messages[].content"),
        (#"{"conversations": [{"from": "gpt", "value": "a"}]}"#, "conversations[].value"),
        (#"{"prompt": "a", "completion": "b"}"#, "prompt + completion"),
        (#"{"instruction": "a", "output": "b"}"#, "instruction + input? + output"),
        (#"{"question": "a", "answer": "b"}"#, "question + answer"),
        (#"{"short": "a", "long": "bb"}"#, "long"), (#"{"b": "xx", "a": "yy"}"#, "a"),
        (#"{"text": 7, "note": "a"}"#, "note"), (#"{"a key.with": "a"}"#, #""a key.with""#),
    ])
    func theOrderOfTheRules(record: String, expected: String) throws {
        #expect(try rule(record) == expected)
    }

    @Test func halfOfTheRecordsDecide() throws {
        let text = #"{"text": "a"}"#
        let body = #"{"body": "a"}"#
        #expect(try rule(text, body) == "text")
        #expect(try rule(text, body, body) == "body")
        #expect(try rule("{", "[1]", body) == "body")
    }

    @Test func noStringFieldIsOneErrorForTheFile() throws {
        let corpus = try TemporaryCorpus()
        let collector = try corpus.read("a.jsonl", #"{"tokens": [1, 2]}"#.utf8)
        #expect(collector.codes == [.missingTextField] && collector.documents.isEmpty)
    }

    @Test func partsAreJoined() throws {
        #expect(try texts("question+answer", #"{"question": "a", "answer": "b"}"#) == ["a\nb"])
        #expect(try texts("instruction+input?+output", #"{"instruction": "a", "output": "b"}"#) == ["a\nb"])
        #expect(
            try texts("instruction+input?+output", #"{"instruction": "a", "input": "", "output": "b"}"#) == ["a\nb"])
        #expect(try texts("a.b", #"{"a": {"b": "c"}}"#) == ["c"])
        #expect(
            try texts("a[].b[].c", #"{"a": [{"b": [{"c": "1"}, {"c": "2"}]}, {}, {"b": [{"c": "3"}]}]}"#) == ["1\n2\n3"]
        )
        #expect(try texts("tags[]", #"{"tags": ["a", "b", 3]}"#) == ["a\nb"])
        #expect(try texts("text", #"{"text": ""}"#) == [""])
        #expect(try texts("text", #"{"text": "\u00e9\n\ud83d\ude00"}"#) == ["é\n😀"])
    }

    @Test func chatsMayHoldPartsAndSilence() throws {
        let record = """
            {"messages": [{"role": "system", "content": "a"}, {"role": "assistant", "content": null}, \
            {"role": "user", "content": [{"type": "text", "text": "b"}, {"type": "image_url"}, "c"]}]}
            """
        #expect(try texts("messages[].content", record) == ["a\nb\nc"])
        #expect(try texts("prompt", #"{"prompt": [{"role": "user", "content": "a"}]}"#) == ["a"])
    }

    @Test(arguments: [
        "text", "a.b", "messages[].content", "question + answer", "instruction + input? + output",
        #""a key.with".b[]"#, #""quote\"d" + "back\\slash""#, "\"\"", "naïve",
    ])
    func thePrintedFormIsRead(text: String) throws {
        #expect(try TextFieldRule(parsing: text).description == text)
    }

    @Test(arguments: ["", " ", "+", "a+", "a..b", "a[", "a[0]", "[]", "a b", "\"a", "a?b", ".a"])
    func nonsenseIsRefused(text: String) {
        #expect { try TextFieldRule(parsing: text) } throws: { ($0 as? AssayError)?.code == .invalidTextField }
    }

    @Test func theStandardRulesAreReadable() throws {
        for rule in TextFieldRule.standard { #expect(try TextFieldRule(parsing: rule.description) == rule) }
    }

    /// Every text equals what another parser makes of the line.
    @Test(.enabled(if: SharedData.has("data/corpora/chat/gsm8k-train.jsonl")))
    func textsEqualThoseOfFoundation() throws {
        struct Record: Decodable {
            let question: String
            let answer: String
        }
        let data = try #require(SharedData.data("data/corpora/chat/gsm8k-train.jsonl"))
        let decoder = JSONDecoder()
        let expected = try data.split(separator: 0x0A).map { line in
            let record = try decoder.decode(Record.self, from: line)
            return record.question + "\n" + record.answer
        }
        let corpus = try TemporaryCorpus()
        #expect(try corpus.read("a.jsonl", data).texts == expected)
    }

    @Test(
        .enabled(if: SharedData.has("data/corpora/chat")),
        arguments: [
            ("gsm8k-train.jsonl", "question + answer", 7473, []),
            ("gsm8k-test-socratic.jsonl.zst", "question + answer", 1319, [Compression.zstandard]),
            // No rule names canonical_solution, so the longest field is taken.
            ("human-eval.jsonl.gz", "prompt", 164, [Compression.gzip]),
        ])
    func sharedChats(name: String, rule: String, count: Int, compression: [Compression]) throws {
        let path = try #require(SharedData.path("data/corpora/chat/" + name))
        let plan = CorpusPlan(CorpusDiscovery.discover(paths: [path]))
        #expect(plan.files.map(\.format) == [.jsonLines(try TextFieldRule(parsing: rule))])
        #expect(plan.files.map(\.compression) == [compression])
        var counter = Counter()
        for unit in plan.units { _ = CorpusReader().read(unit, into: &counter) }
        #expect(counter.documents == count && counter.failures.isEmpty)
    }
}
