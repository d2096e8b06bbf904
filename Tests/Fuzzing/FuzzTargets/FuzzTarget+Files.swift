internal import Assessment
internal import Corpora
internal import Diagnostics
internal import Foundation
internal import Reporting
internal import SharedData
internal import Tokenizers

extension FuzzTarget {
    /// The printed form of text field rules: what is understood prints and reads as itself.
    static let textField = FuzzTarget(
        "text-field", fileName: "input", seeds: { Seeds.texts("a.b[].\"c d\\\\\" + e? + f", "messages[].content") },
        dictionary: ["[]", ".", "+", "?", "\"", "\\"]
    ) { file in
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        guard let rule = try? TextFieldRule(parsing: text) else { return }
        guard (try? TextFieldRule(parsing: rule.description)) == rule else {
            throw FuzzFinding("the rule \(rule.description) does not read as itself")
        }
    }

    /// Patterns for paths: the first line is the pattern, the second a path; slow ones are found by the loop's alarm.
    static let glob = FuzzTarget(
        "glob", fileName: "input",
        seeds: {
            Seeds.texts(
                "data/**/en-*.[jt]s?\ndata/a/b/en-1.jsx", "*a*a*a*a*a*b\naaaaaaaaaaaaaaaaaaaaaaaa", "/a/**/\na/b")
        },
        dictionary: ["**/", "/**", "[!a-z]", "*", "?", "\\"]
    ) { file in
        let lines = [UInt8](try Data(contentsOf: file)).split(separator: 0x0A, maxSplits: 1)
        guard let first = lines.first, let pattern = try? GlobPattern(parsing: String(decoding: first, as: UTF8.self))
        else { return }
        let path = Array(lines.last ?? [])
        if pattern.matches(path) && !pattern.matches(path, isDirectory: true) {
            throw FuzzFinding("\(pattern) matches a file and not the directory of its name")
        }
    }

    /// A list of paths, as `--files0-from` takes it: no path is lost, empty or holds a NUL.
    static let pathList = FuzzTarget(
        "path-list", fileName: "list", seeds: { Seeds.texts("a\0b/c\0", "./d\0\0e", "one\ntwo\n") },
        dictionary: ["\0", "\n", "/"]
    ) { file in
        let bytes = Array(try Data(contentsOf: file))
        guard let roots = try? PathList.paths(in: bytes) else {
            guard bytes.contains(0x0A), !bytes.contains(0) else { throw FuzzFinding("a list with NULs is refused") }
            return
        }
        let paths = roots.compactMap { root -> [UInt8]? in if case .path(let path) = root { path } else { nil } }
        guard paths.allSatisfy({ !$0.isEmpty && !$0.contains(0) }),
            paths.joined().elementsEqual(bytes.filter { $0 != 0 })
        else { throw FuzzFinding("the paths are not those of the list") }
    }

    /// A tokenizer file of Hugging Face; what loads must encode a text without loss.
    static let tokenizer = FuzzTarget(
        "tokenizer", fileName: "tokenizer.json",
        seeds: { Seeds.texts(Seeds.tokenizer) },
        dictionary: jsonWords + ["\"merges\":", "\"vocab\":", "\"ByteLevel\"", "\"Regex\":", "(?=", "[^", "\\p{L}+"]
    ) { try encode(with: $0) }

    /// A rank file of tiktoken.
    static let rankFile = FuzzTarget(
        "rank-file", fileName: "cl100k_base.tiktoken", seeds: { [Seeds.ranks] }, dictionary: ["\n", " ", "==", "256"]
    ) { try encode(with: $0) }

    private static func encode(with file: URL) throws {
        guard let tokenizer = try? TokenizerFile.load(file.path) else { return }
        let text = Array("The first 10 words, \u{E9}\u{72D0} and\t\u{1F600}\n".utf8) + [0xFF, 0xC0]
        let ids = tokenizer.encode(text)
        guard ids.allSatisfy({ $0 < tokenizer.vocabularySize }) else {
            throw FuzzFinding("an id beyond the vocabulary")
        }
        _ = tokenizer.decode(ids)
    }

    /// The log of a training run, and what the laws make of it.
    static let trainingLog = FuzzTarget(
        "training-log", fileName: "log.csv", seeds: { Seeds.logs },
        dictionary: jsonWords + ["loss", "tokens", "step", ",", ";", "\t", "nan", "1e-5", "log_history"]
    ) { file in
        let bytes = Array(try Data(contentsOf: file))
        for perStep in [nil, 1000.0] {
            let options = TrainingLog.Options(tokensPerStep: perStep, unit: .nats)
            guard let log = try? TrainingLog(parsing: bytes, path: "log", options: options) else { continue }
            guard zip(log.entries, log.entries.dropFirst()).allSatisfy({ $0.tokens < $1.tokens }) else {
                throw FuzzFinding("tokens do not ascend")
            }
            let assessment = TrainingRunAssessment(log: log, name: "r", version: "0")
            guard let report = try await soundly({ try assessment.report() }) else { continue }
            try ShownText.check("a training run") { try $0.render(report) }
        }
    }
}
