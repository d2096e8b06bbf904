import Corpora
import SharedData
import Testing

@testable import Assessment
@testable import Summaries

/// Overlap from coordinated sketches, against what was planted.
@Suite("Overlap")
struct OverlapTests {
    private func sketches(_ name: String, _ documents: [String], keys: Int = 1 << 17) -> OverlapSketches {
        OverlapSketches(
            name: name,
            summary: Summary(
                documents: documents, parameters: SummaryParameters(documentKeys: keys, lineKeys: keys)))
    }

    private func unit(_ overlap: Overlap, _ unit: OverlapUnit) throws -> Overlap.Unit {
        try #require(overlap.units.first { $0.unit == unit })
    }

    @Test func `corpora that are wholly in their sketches are compared exactly`() throws {
        let long = String(repeating: "long enough not to meet by chance ", count: 2)
        // 4 documents of which one twice; 2 distinct ones of the other 3.
        let overlap = Overlap(
            sketches("a", ["one\n\(long)", "one\n\(long)", "two two", "three"]),
            sketches("b", ["  two two", "two two", "one\n\(long)", "four\none", ""]))
        let documents = try unit(overlap, .documents)
        #expect(documents.firstInSecond.distinct.figure == Figure(2.0 / 3, unit: "1", kind: .exact))
        #expect(documents.firstInSecond.occurrences?.figure?.value == 0.75)
        let (one, two, three) = (Double(4 + long.utf8.count), 7.0, 5.0)
        #expect(documents.firstInSecond.bytes?.figure?.value == (2 * one + two) / (2 * one + two + three))
        // Empty documents are everywhere the same, and count nowhere.
        #expect(documents.secondInFirst.compared == 4 && documents.secondInFirst.found == 2)
        #expect(documents.jaccard?.figure?.value == 0.4)
        let lines = try unit(overlap, .lines)
        #expect(lines.firstInSecond.distinct.figure?.value == 0.75)
        #expect(lines.secondInFirst.occurrences?.figure?.value == 5.0 / 6)
        let longLines = try unit(overlap, .longLines)
        #expect(longLines.firstInSecond.compared == 1 && longLines.firstInSecond.distinct.figure?.value == 1)
    }

    @Test func `nothing to compare is absent, not zero`() throws {
        let none = try unit(Overlap(sketches("a", []), sketches("b", ["text"])), .documents)
        #expect(none.firstInSecond.distinct.absence == "there are no documents")
        #expect(none.secondInFirst.distinct.figure == Figure(0, unit: "1", kind: .exact))
        let many = sketches("many", (0..<4000).map { "document \($0)" }, keys: 16)
        let few = try unit(Overlap(sketches("few", ["text"]), many), .documents)
        #expect(few.firstInSecond.distinct.figure == nil)
        #expect(few.firstInSecond.distinct.absence?.contains("--sketch-keys") == true)
    }

    /// A sketch of things with random hashes, as many as asked for, of which the first are also in another.
    private func sketch(_ things: [(hash: UInt64, copies: Int, bytes: Int)], keys: Int) -> OverlapSketches.Keys {
        var sketch = ThresholdSketch(capacity: keys)
        for thing in things { for _ in 0..<thing.copies { sketch.insert(thing.hash, bytes: thing.bytes) } }
        return OverlapSketches.Keys(sketch, least: 1)
    }

    /// An evaluation set of 2000 things with a share planted in a candidate of 6000, whose sketch holds 1024.
    @Test(arguments: [0, 0.001, 0.01, 0.1, 0.9])
    func `intervals cover what was planted`(planted: Double) throws {
        let seeds = 200
        var covered = (distinct: 0, occurrences: 0, bytes: 0, back: 0, jaccard: 0)
        var sum = 0.0
        for seed in 0..<UInt64(seeds) {
            var random = SplitMix(seed: seed &* 1_000_003 &+ UInt64(planted * 1000))
            func things(_ count: Int) -> [(hash: UInt64, copies: Int, bytes: Int)] {
                (0..<count).map { _ in
                    let hash = random.next()
                    return (hash, hash % 10 == 0 ? 3 : 1, 20 + Int(hash % 300))
                }
            }
            let evaluation = things(2000)
            let shared = Int(planted * 2000)
            let candidate = things(6000 - shared) + evaluation[..<shared]
            let unit = Overlap.Unit(
                .documents, sketch(evaluation, keys: 1 << 17), sketch(candidate, keys: 1024))
            func truth(_ weight: ((hash: UInt64, copies: Int, bytes: Int)) -> Int) -> Double {
                Double(evaluation[..<shared].reduce(0) { $0 + weight($1) })
                    / Double(evaluation.reduce(0) { $0 + weight($1) })
            }
            func covers(_ diagnosed: Diagnosed?, _ truth: Double) throws -> Int {
                let interval = try #require(diagnosed?.figure?.interval)
                return interval.lower <= truth && truth <= interval.upper ? 1 : 0
            }
            sum += try #require(unit.firstInSecond.distinct.figure).value
            covered.distinct += try covers(unit.firstInSecond.distinct, planted)
            covered.occurrences += try covers(unit.firstInSecond.occurrences, truth { $0.copies })
            covered.bytes += try covers(unit.firstInSecond.bytes, truth { $0.copies * $0.bytes })
            covered.back += try covers(unit.secondInFirst.distinct, Double(shared) / 6000)
            covered.jaccard += try covers(unit.jaccard, Double(shared) / Double(8000 - shared))
        }
        // Exact ones cover 95 % or more; 200 runs scatter by 1.5 %.
        let least = seeds * 92 / 100
        #expect(covered.distinct >= least && covered.back >= least && covered.jaccard >= least, "\(covered)")
        #expect(covered.occurrences >= seeds * 90 / 100 && covered.bytes >= seeds * 90 / 100, "\(covered)")
        // The mean of the estimates is the truth within four standard errors (250 things compared each time).
        let error = (planted * (1 - planted) / 250 / Double(seeds)).squareRoot()
        #expect(abs(sum / Double(seeds) - planted) <= 4 * error + 1e-12, "\(sum / Double(seeds))")
    }

    /// Each planted document has one word of 120 changed: no document is the same, and all are nearly.
    @Test func `near duplicates are found where nothing is copied`() throws {
        func document(_ number: Int, changed: Bool) -> String {
            (0..<120).map { changed && $0 == 30 ? "another" : "w\(number)x\($0 * 7 % 127)" }.joined(separator: " ")
        }
        let overlap = Overlap(
            sketches("a", (0..<100).map { document($0, changed: false) }),
            sketches("b", (80..<400).map { document($0, changed: true) }))
        #expect(try unit(overlap, .documents).firstInSecond.found == 0)
        let near = try unit(overlap, .nearDuplicates)
        let share = try #require(near.firstInSecond.distinct.figure)
        #expect(share.interval.map { $0.lower <= 0.2 && 0.2 <= $0.upper } ?? false, "\(share)")
        #expect(abs(share.value - 0.2) < 0.08 && near.jaccard == nil)
    }

    @Test func `a contamination table finds the set that was planted`() throws {
        func items(_ seed: UInt64) -> [String] {
            (0..<200).map { item in (0..<10).map { "q\(seed)n\(item)w\($0)" }.joined(separator: " ") }
        }
        let web = (0..<500).map { "paragraph \($0)" }
        let table = Contamination(
            of: [sketches("eval 1", items(1)), sketches("eval 2", items(2))],
            in: [sketches("clean", web), sketches("dirty", web + items(2)[..<20].map { "Forum\n\($0)\nReply" })])
        #expect(table.evaluationSets.map(\.name) == ["eval 1", "eval 2"])
        let rows = table.evaluationSets.map { $0.corpora.map { $0.shares.prefix(3).map { $0.share.figure?.value } } }
        // Whole items do not occur as documents, but as lines of documents.
        #expect(rows == [[[0, 0, 0], [0, 0, 0]], [[0, 0, 0], [0, 0.1, 0.1]]])
        #expect(table.findings.map(\.id) == ["contaminated"])
        #expect(table.findings[0].message.hasPrefix("dirty holds 10.0 % of the lines ≥ 50 bytes of eval 2"))
    }
}
