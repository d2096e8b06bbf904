import Foundation
import SharedData
import Testing

@testable import Assessment
@testable import Summaries

/// Items of a real evaluation set (GSM8K) among the lines of real books, of which a small sketch keeps a sixteenth.
@Suite("Planted items of an evaluation set", .enabled(if: SharedData.has("corpora/chat/gsm8k-train.jsonl")))
struct PlantedItemsTests {
    private struct Thing {
        var hash: UInt64
        var bytes: Int

        init(_ text: Data) {
            hash = ContentHash(of: Array(text)).low
            bytes = text.count
        }
    }

    /// Questions and answers of the training set, as documents.
    private static let items: [Thing] = {
        let file = SharedData.data("corpora/chat/gsm8k-train.jsonl") ?? Data()
        return file.split(separator: 0x0A).compactMap { line in
            guard let record = try? JSONSerialization.jsonObject(with: line) as? [String: String],
                let question = record["question"], let answer = record["answer"]
            else { return nil }
            return Thing(Data((question + "\n" + answer).utf8))
        }
    }()

    private static let books: [Thing] = ["complete-angler", "jack-sheppard", "pride-and-prejudice"].flatMap { name in
        (SharedData.data("corpora/prose/\(name).txt") ?? Data()).split(separator: 0x0A).map { Thing($0) }
    }

    private func keys(_ things: [Thing], capacity: Int) -> OverlapSketches.Keys {
        var sketch = ThresholdSketch(capacity: capacity)
        for thing in things { sketch.insert(thing.hash, bytes: thing.bytes) }
        return OverlapSketches.Keys(sketch, least: 1)
    }

    @Test(arguments: [0.001, 0.01, 0.1])
    func `the share is estimated within its interval, on samples alone`(share: Double) throws {
        let items = Self.items
        #expect(items.count == 7473)
        let distinct = Double(Set(items.map(\.hash)).count)
        let evaluation = keys(items, capacity: 1 << 17)
        var covered = 0
        for seed in 0..<UInt64(20) {
            var random = SplitMix(seed: seed)
            let planted = items.shuffled(using: &random).prefix(Int((share * Double(items.count)).rounded()))
            let truth = Double(Set(planted.map(\.hash)).count) / distinct
            let unit = Overlap.Unit(.documents, evaluation, keys(Self.books + planted, capacity: 2048))
            #expect(unit.samplingRate.value <= 1.0 / 16)
            let interval = try #require(unit.firstInSecond.distinct.figure?.interval)
            if interval.lower <= truth, truth <= interval.upper { covered += 1 }
        }
        #expect(covered >= 18, "covered \(covered) of 20 at a nominal 95 %")
    }
}
