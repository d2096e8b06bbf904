import Corpora
import Diagnostics
import SharedData
import Testing

@testable import Summaries

@Suite("Summary algebra")
struct SummaryAlgebraTests {
    private static let parameters = SummaryParameters(
        sampleBytes: 6000, documentKeys: 64, lineKeys: 128, nearDuplicateDocuments: 32, errorExamples: 5)

    private struct Piece {
        var bytes: [UInt8]
        var position: UInt64
        var error: AssayError?
    }

    /// Texts with repeated documents, repeated lines, blanks, invalid UTF-8 and some errors.
    private func corpus(seed: UInt64) -> [Piece] {
        var random = SplitMix(seed: seed)
        let lines = ["", "  ", "a line", "another line\r", "été", "\t}", "0123456789", "x"].map { Array($0.utf8) }
        return (0..<500).map { index in
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<12, using: &random) {
                bytes += lines[Int.random(in: 0..<lines.count, using: &random)]
                if Int.random(in: 0..<9, using: &random) == 0 {
                    bytes.append(UInt8.random(in: 0...255, using: &random))
                }
                bytes.append(0x0A)
            }
            let error =
                index % 17 == 0
                ? AssayError(
                    AssayError.Code(rawValue: index % 2 == 0 ? "even" : "odd"), "a planted error",
                    at: .init(path: "f", line: 1, byte: UInt64(index))) : nil
            return Piece(bytes: bytes, position: UInt64(index), error: error)
        }
    }

    private func summary(_ pieces: some Sequence<Piece>) -> Summary {
        var summarizer = Summarizer(parameters: Self.parameters)
        for piece in pieces {
            unsafe piece.bytes.withUnsafeBufferPointer { bytes in
                unsafe summarizer.receive(bytes, at: DocumentPosition(byte: piece.position))
            }
            if let error = piece.error { summarizer.receive(failure: error) }
        }
        return summarizer.finish()
    }

    @Test(arguments: UInt64(1)...12)
    func `any cut, any order, any tree of merges: equal bytes`(seed: UInt64) throws {
        let pieces = corpus(seed: seed)
        let whole = summary(pieces).digest
        var random = SplitMix(seed: seed &* 77)
        var parts: [Summary] = []
        var start = 0
        while start < pieces.count {
            let end = min(pieces.count, start + Int.random(in: 0...90, using: &random))
            parts.append(summary(pieces[start..<end].shuffled(using: &random)))
            start = end
        }
        parts.shuffle(using: &random)
        while parts.count > 1 {
            let other = parts.remove(at: Int.random(in: 0..<parts.count, using: &random))
            try parts[Int.random(in: 0..<parts.count, using: &random)].merge(other)
        }
        #expect(parts[0].digest == whole)
    }

    @Test func `the summary of nothing is neutral`() throws {
        let some = summary(corpus(seed: 9))
        var left = Summary(parameters: Self.parameters)
        try left.merge(some)
        var right = some
        try right.merge(Summary(parameters: Self.parameters))
        #expect(left.digest == some.digest)
        #expect(right.digest == some.digest)
    }

    @Test func `summaries of different parameters refuse to merge and stay as they were`() {
        var summary = summary(corpus(seed: 2))
        let before = summary.digest
        #expect(throws: AssayError.self) { try summary.merge(Summary(parameters: SummaryParameters())) }
        #expect(summary.digest == before)
    }

    @Test func `counts equal those of a naive count`() {
        let pieces = corpus(seed: 4)
        let summary = summary(pieces)
        let all = pieces.flatMap(\.bytes)
        #expect(summary.counts.documents == 500)
        #expect(summary.counts.bytes == UInt64(all.count))
        #expect(summary.counts.emptyDocuments == UInt64(pieces.count { $0.bytes.isEmpty }))
        #expect(summary.byteHistogram.counts == (0...255).map { value in UInt64(all.count { $0 == value }) })
        let lines = pieces.flatMap { piece in
            piece.bytes.split(separator: 0x0A).map { line in
                line.drop { [0x20, 0x09, 0x0D].contains($0) }.reversed().drop { [0x20, 0x09, 0x0D].contains($0) }
                    .reversed() as [UInt8]
            }.filter { !$0.isEmpty }
        }
        #expect(summary.counts.lines == UInt64(lines.count))
        #expect(summary.counts.lineBytes == UInt64(lines.reduce(0) { $0 + $1.count }))
        #expect(
            summary.counts.scalars
                == UInt64(pieces.reduce(0) { $0 + String(decoding: $1.bytes, as: UTF8.self).unicodeScalars.count }))
        #expect(summary.errorCount == UInt64(pieces.count { $0.error != nil }))
        // Two codes, five of each.
        #expect(summary.errorExamples.examples.count == 10)
    }
}
