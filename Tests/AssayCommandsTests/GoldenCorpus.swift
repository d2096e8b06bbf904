import Foundation
import SharedData

/// The corpus of the golden outputs: files in several formats and scripts, repeats, and some that cannot be read.
///
/// Every byte comes from a seed.
struct GoldenCorpus {
    private var random = SplitMix(seed: 1)

    /// Writes the files into the folder `c`.
    static func write(in scratch: Scratch) throws {
        var corpus = GoldenCorpus()
        let latin = corpus.lexicon(of: 97...122)
        let greek = corpus.lexicon(of: 0x3B1...0x3C9)
        try scratch.write("c/plain/latin.txt", corpus.text(9000, of: latin).utf8)
        try scratch.write("c/plain/greek.txt", corpus.text(1500, of: greek).utf8)
        try scratch.write("c/plain/sixteen.txt", corpus.sixteenBit(corpus.text(800, of: greek)))
        try scratch.write("c/plain/numbers.txt", corpus.numbers(400).utf8)
        try scratch.write("c/records.jsonl", corpus.records(of: latin).joined(separator: "\n").utf8)
        let rows = (0..<120).map { "\($0),\"\(corpus.text(30, of: latin))\"" }
        try scratch.write("c/table.csv", (["id,text"] + rows).joined(separator: "\r\n").utf8)
        try scratch.write("c/cut.jsonl.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B])
        try scratch.write("c/binary.txt", (0..<2000).map { _ in UInt8(truncatingIfNeeded: corpus.random.next()) })
    }

    /// 600 words of a range of letters.
    private mutating func lexicon(of letters: ClosedRange<UInt32>) -> [String] {
        (0..<600).map { index in
            String(
                String.UnicodeScalarView(
                    (0..<(2 + index % 8)).compactMap { _ in
                        Unicode.Scalar(letters.lowerBound + UInt32(random.next() % UInt64(letters.count)))
                    }))
        }
    }

    /// Lines of words, the first of the lexicon more often.
    private mutating func text(_ count: Int, of lexicon: [String]) -> String {
        var text = ""
        for index in 1...count {
            text += lexicon[Int(min(random.next() % 600, random.next() % 600, random.next() % 600))]
            text += index == count ? "" : index % 10 == 0 ? "\n" : " "
        }
        return text
    }

    /// Records, some twice, some with a word changed, and one that is none.
    private mutating func records(of lexicon: [String]) -> [String] {
        var texts = (0..<240).map { _ in text(70, of: lexicon) }
        texts += texts.prefix(30)
        texts += texts[30..<60].map { $0 + " " + lexicon[0] }
        var records = texts.map { "{\"text\": \"\($0.replacing("\n", with: "\\n"))\"}" }
        records.insert("{\"text\": \"cut", at: 100)
        return records
    }

    private mutating func numbers(_ rows: Int) -> String {
        (0..<rows).map { "\($0)\t\(random.next() % 1000)\t\(random.next() % 10)" }.joined(separator: "\n")
    }

    /// UTF-16, the lower byte first, with its mark.
    private func sixteenBit(_ text: String) -> [UInt8] {
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }
}
