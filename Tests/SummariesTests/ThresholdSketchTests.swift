import SharedData
import Testing

@testable import Summaries

@Suite("Threshold sketch")
struct ThresholdSketchTests {
    private func sketch(_ keys: [UInt64], capacity: Int) -> ThresholdSketch {
        var sketch = ThresholdSketch(capacity: capacity)
        for key in keys { sketch.insert(key, bytes: Int(key % 100)) }
        return sketch
    }

    /// Hash-like keys with a heavy repetition tail.
    private func keys(seed: UInt64, count: Int) -> [UInt64] {
        var random = SplitMix(seed: seed)
        var pool: [UInt64] = []
        return (0..<count).map { _ in
            if !pool.isEmpty, Bool.random(using: &random) {
                return pool[Int.random(in: 0..<pool.count, using: &random)]
            }
            pool.append(random.next())
            return pool[pool.count - 1]
        }
    }

    @Test func `keeps exactly the keys below the threshold with their exact counts`() {
        for seed in UInt64(1)...10 {
            let keys = keys(seed: seed, count: 5000)
            let sketch = sketch(keys, capacity: 256)
            let counts = Dictionary(keys.map { ($0, UInt64(1)) }, uniquingKeysWith: +)
            let limit = UInt64.max >> UInt64(sketch.level)
            let expected = counts.filter { $0.key <= limit }.sorted { $0.key < $1.key }
            #expect(sketch.level > 0)
            #expect(sketch.keptKeys.map(\.key) == expected.map(\.key), "seed \(seed)")
            #expect(sketch.keptKeys.map(\.multiplicity) == expected.map(\.value), "seed \(seed)")
            // The level is the least at which the keys fit.
            #expect(counts.keys.count { $0 <= UInt64.max >> UInt64(sketch.level - 1) } > 256)
            #expect(sketch.count <= 256)
        }
    }

    @Test func `any cut merged in any order gives an equal sketch`() {
        for seed in UInt64(1)...10 {
            let keys = keys(seed: seed, count: 4000)
            let whole = sketch(keys, capacity: 128)
            var random = SplitMix(seed: seed)
            var parts = stride(from: 0, to: keys.count, by: 313).map {
                sketch(Array(keys[$0..<min($0 + 313, keys.count)]), capacity: 128)
            }
            parts.shuffle(using: &random)
            while parts.count > 1 {
                let other = parts.removeLast()
                let index = Int.random(in: 0..<parts.count, using: &random)
                parts[index].merge(other)
            }
            #expect(parts[0] == whole, "seed \(seed)")
        }
    }

    @Test func `a sketch that never filled is exact and has no error`() {
        let keys = keys(seed: 3, count: 500)
        let sketch = sketch(keys, capacity: 1000)
        #expect(sketch.distinctKeys == SampledTotal(value: Double(Set(keys).count), standardError: 0))
        #expect(sketch.distinctBytes.value == Set(keys).reduce(0.0) { $0 + Double($1 % 100) })
        #expect(sketch.repetitionSpectrum.reduce(0, +) == Double(Set(keys).count))
    }

    @Test func `estimates cover the truth at the rate they claim`() {
        var covered = 0
        let seeds = 200
        for seed in 1...UInt64(seeds) {
            let keys = keys(seed: seed, count: 3000)
            let estimate = sketch(keys, capacity: 200).distinctKeys
            if abs(estimate.value - Double(Set(keys).count)) <= 1.96 * estimate.standardError { covered += 1 }
        }
        // 95 % nominal; 200 trials have a standard deviation of 1.5 points.
        #expect(covered >= seeds * 90 / 100, "covered \(covered) of \(seeds)")
    }

    @Test func `the empty sketch estimates nothing`() {
        let sketch = ThresholdSketch(capacity: 16)
        #expect(sketch.distinctKeys == SampledTotal(value: 0, standardError: 0))
        #expect(sketch.repetitionSpectrum.isEmpty)
    }
}
