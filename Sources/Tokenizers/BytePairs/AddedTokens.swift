/// The added tokens of a tokenizer file, which are found in the text before it is split; the longest one wins.
///
/// Those that are not normalised are looked for first, through the whole text; the others in what is left between.
final class AddedTokens: Sendable {
    /// Byte by byte through a table of 256 followers per node.
    struct Trie: Sendable {
        private var followers: [Int32] = Array(repeating: 0, count: 256)
        private var accepted: [UInt32] = [.max]
        private(set) var isEmpty = true

        mutating func insert(_ bytes: [UInt8], id: UInt32) {
            var node = 0
            for byte in bytes {
                if followers[node * 256 + Int(byte)] == 0 {
                    followers[node * 256 + Int(byte)] = Int32(accepted.count)
                    accepted.append(.max)
                    followers.append(contentsOf: repeatElement(0, count: 256))
                }
                node = Int(followers[node * 256 + Int(byte)])
            }
            accepted[node] = id
            isEmpty = false
        }

        /// The first match that begins in `start..<end` and ends by `end`, the longest of those that begin there.
        func first(in text: ByteView, from start: Int, end: Int) -> Match? {
            for begin in start..<max(start, end) {
                var node = Int(followers[Int(text[begin])])
                guard node != 0 else { continue }
                var match: Match?
                var index = begin + 1
                while true {
                    if accepted[node] != .max { match = Match(start: begin, end: index, id: accepted[node]) }
                    guard index < end else { break }
                    node = Int(followers[node * 256 + Int(text[index])])
                    guard node != 0 else { break }
                    index += 1
                }
                if let match { return match }
            }
            return nil
        }
    }

    struct Match {
        var start: Int
        var end: Int
        var id: UInt32
    }

    /// The next match, remembered so that no text is searched twice.
    struct Search {
        private let tokens: AddedTokens
        private var raw: Match?
        private var rawKnownFrom = -1
        private var found: Match?
        private var foundKnownFrom = -1

        init(_ tokens: AddedTokens) { self.tokens = tokens }

        /// The first match at or after a position; positions must not decrease.
        mutating func next(in text: ByteView, from start: Int) -> Match? {
            if rawKnownFrom < 0 || (raw.map { $0.start < start } ?? false) {
                raw = tokens.raw.isEmpty ? nil : tokens.raw.first(in: text, from: start, end: text.count)
                rawKnownFrom = start
                foundKnownFrom = -1
            }
            if foundKnownFrom < 0 || (found.map { $0.start < start } ?? false) {
                let end = raw?.start ?? text.count
                found = tokens.normalized.isEmpty ? nil : tokens.normalized.first(in: text, from: start, end: end)
                foundKnownFrom = start
            }
            return found ?? raw
        }
    }

    let raw: Trie
    let normalized: Trie
    let longest: Int
    let vocabularySize: Int
    private let contents: [UInt32: [UInt8]]

    init(_ tokens: [(id: UInt32, bytes: [UInt8], isNormalized: Bool)]) {
        var raw = Trie()
        var normalized = Trie()
        var contents: [UInt32: [UInt8]] = [:]
        for token in tokens {
            if token.isNormalized {
                normalized.insert(token.bytes, id: token.id)
            } else {
                raw.insert(token.bytes, id: token.id)
            }
            contents[token.id] = token.bytes
        }
        self.raw = raw
        self.normalized = normalized
        self.contents = contents
        longest = tokens.map(\.bytes.count).max() ?? 0
        vocabularySize = Int(tokens.map(\.id).max() ?? 0) + 1
    }

    func append(_ id: UInt32, to bytes: inout [UInt8]) -> Bool {
        guard let content = contents[id] else { return false }
        bytes.append(contentsOf: content)
        return true
    }
}
