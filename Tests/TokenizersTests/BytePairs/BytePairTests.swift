import SharedData
import Testing

@testable import Tokenizers

/// Merging as the definition has it: the lowest rank, the leftmost of equals, until no pair has one.
private func naiveMerge(_ piece: [UInt8], _ rule: some MergeRule) -> [UInt32] {
    var parts = piece.indices.map { (start: $0, end: $0 + 1, id: rule.id(ofByte: piece[$0])) }
    unsafe piece.withUnsafeBufferPointer { buffer in
        let text = unsafe ByteView(buffer)
        while true {
            var best: (rank: UInt32, at: Int)?
            for at in parts.indices.dropLast() {
                let span = parts[at + 1].end - parts[at].start
                let rank = rule.rank(parts[at].id, parts[at + 1].id, in: text, parts[at].start, span)
                if rank != .max, rank < best?.rank ?? .max { best = (rank, at) }
            }
            guard let (rank, at) = best else { return }
            parts[at] = (parts[at].start, parts[at + 1].end, rule.id(ofRank: rank))
            parts.remove(at: at + 1)
        }
    }
    return parts.map(\.id)
}

@Suite(.enabled(if: SharedData.has("data/tokenizers"))) struct BytePairTests {
    private func checkMerging(_ rule: some MergeRule, _ name: String) {
        let merger = PieceMerger()
        for seed in 0..<60 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let length = Int.random(in: 1...300, using: &random)
            let piece: [UInt8] =
                switch seed % 4 {
                case 0: [UInt8](repeating: UInt8(ascii: "a"), count: length)
                case 1: (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
                case 2: (0..<length).map { _ in UInt8.random(in: 0x61...0x65, using: &random) }
                default: random.text(length, from: splitAlphabet)
                }
            let expected = naiveMerge(piece, rule)
            unsafe piece.withUnsafeBufferPointer { buffer in
                let text = unsafe ByteView(buffer)
                var scanned: [UInt32] = []
                merger.mergeByScanning(text, 0, text.count, rule: rule, into: &scanned)
                #expect(scanned == expected, "\(name), seed \(seed): \(piece.asCode)")
                var heaped: [UInt32] = []
                merger.mergeByHeap(text, 0, text.count, rule: rule, into: &heaped)
                #expect(heaped == expected, "\(name), seed \(seed): \(piece.asCode)")
            }
        }
    }

    @Test(arguments: ["r50k_base", "o200k_base", "gpt2-tokenizer.json"])
    func scanAndHeapEqualTheDefinition(_ name: String) throws {
        switch try sharedTokenizer(name).model.merges {
        case .bytes(let rule): checkMerging(rule, name)
        case .pairs(let rule): checkMerging(rule, name)
        }
    }

    /// Any bytes: nothing is lost, the cuts do not show, and a used encoder gives what a new one gives.
    @Test(arguments: ["r50k_base", "cl100k_base", "o200k_base", "phi-2-tokenizer.json"])
    func losslessAndCutAnywhere(_ name: String) throws {
        let tokenizer = try sharedTokenizer(name)
        let encoder = tokenizer.makeEncoder()
        for seed in 0..<12 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let text =
                seed % 3 == 0
                ? (0..<2000).map { _ in UInt8.random(in: 0...255, using: &random) }
                : random.damagedText(
                    seed == 1 ? 500_000 : 4000, from: splitAlphabet + ["   ", "<|endoftext|>", "\t\t"])
            let ids = tokenizer.encode(text)
            #expect(tokenizer.decode(ids) == text, "seed \(seed)")
            let longest = seed == 1 ? 100_000 : 300
            #expect(streamed(tokenizer, random.cuts(text, longest: longest)) == ids, "seed \(seed)")
            var again: [UInt32] = []
            unsafe text.withUnsafeBufferPointer { unsafe encoder.encode($0, into: &again) }
            #expect(again == ids, "seed \(seed)")
        }
    }

    /// One letter, one space, one two-byte letter: longer than the longest piece, which cuts them, never in a letter.
    @Test(arguments: ["a", " ", "é", "漢", "\n", "!"])
    func longRuns(_ unit: String) throws {
        let tokenizer = try sharedTokenizer("cl100k_base")
        let text = Array(String(repeating: unit, count: 400_000 / unit.utf8.count).utf8)
        let ids = tokenizer.encode(text)
        #expect(tokenizer.decode(ids) == text)
        var random = SeededGenerator(seed: 7)
        #expect(streamed(tokenizer, random.cuts(text, longest: 90_000)) == ids)
        let cut = BytePairTokenizer.longestPiece / unit.utf8.count * unit.utf8.count
        let first = tokenizer.encode(Array(text[..<cut]))
        #expect(Array(ids.prefix(first.count)) == first)
    }

    @Test func emptyAndUnknown() throws {
        let tokenizer = try sharedTokenizer("r50k_base")
        #expect(tokenizer.encode([]).isEmpty)
        #expect(tokenizer.decode([50256]) == nil)
        #expect(tokenizer.name == "r50k_base")
    }
}
